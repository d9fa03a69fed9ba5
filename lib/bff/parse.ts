import "server-only";
import type { z } from "zod";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { type FieldError, jsonPointer } from "@/lib/json/json-pointer";
import { isStorable } from "@/lib/json/json-value";
import { invalidBody, Problem } from "@/lib/problems/problem";

const MOST_BYTES = 1024 * 1024;

const tooLarge = () => new Problem("too_large", "The body may have at most 1 MiB");

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    size += part.value.byteLength;
    if (size > MOST_BYTES) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem("malformed_json", "The body is not valid UTF-8");
  }
}

/** Of each request, since a body can be read only once. */
const bodies = new WeakMap<Request, Promise<unknown>>();

/**
 * The request's JSON body, read up to 1 MiB.
 * @throws Problem `unsupported_media_type`, `too_large` or `malformed_json`
 */
function jsonBody(request: Request): Promise<unknown> {
  const body = bodies.get(request) ?? readJsonBody(request);
  bodies.set(request, body);
  return body;
}

/** A body of this size is in the connection's buffers anyway, so that nobody fills memory with it. */
const SMALL_BYTES = 16 * 1024;

/** Begins to read a small body, which `parseBody` returns later: the database is asked meanwhile who the caller is. */
export function beginBody(request: Request): void {
  const size = Number(request.headers.get("content-length") ?? Number.NaN);
  // Whoever is not admitted learns nothing of their body's faults.
  if (size > 0 && size <= SMALL_BYTES) jsonBody(request).catch(() => undefined);
}

async function readJsonBody(request: Request): Promise<unknown> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new Problem("unsupported_media_type", "Send the body as application/json");
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed_json", "The body could not be read as JSON");
  }
}

/** No real flow is nested so deep. Functions that walk a value by recursion rely on this limit. */
const MOST_LEVELS = 100;

/** A value within a body. Its path is a list of parents: a path as text for each value would fill memory. */
interface Place {
  value: unknown;
  step: string;
  level: number;
  parent: Place | null;
}

function pathOf(place: Place): string {
  const steps: string[] = [];
  for (let here = place; here.parent; here = here.parent) steps.unshift(here.step);
  return jsonPointer(steps);
}

function faultOf({ value, level }: Place): string | null {
  if (typeof value === "string" && !isStorable(value)) return "holds a character that can't be stored";
  // JSON has no infinity, but a number such as 1e400 is read as one, and could never be written out again.
  if (typeof value === "number" && !Number.isFinite(value)) return "is too large a number";
  if (typeof value === "object" && value !== null && level > MOST_LEVELS) {
    return `is nested deeper than ${MOST_LEVELS} levels`;
  }
  return null;
}

/**
 * Returns the errors that no schema needs to state: texts and keys that can't be stored, numbers out of range, lists and
 * objects nested too deep. It walks without recursion, since it protects every function that does recurse.
 */
export function valueFaults(value: unknown): FieldError[] {
  const faults: FieldError[] = [];
  const waiting: Place[] = [{ value, step: "", level: 1, parent: null }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const message = faultOf(place);
    if (message) faults.push({ path: pathOf(place), message });
    else if (typeof place.value === "object" && place.value !== null) {
      for (const [step, inner] of Object.entries(place.value).reverse()) {
        if (isStorable(step)) waiting.push({ value: inner, step, level: place.level + 1, parent: place });
        else faults.push({ path: pathOf(place), message: "holds a character that can't be stored" });
      }
    }
  }
  return faults;
}

/** A schema's output type; undefined without a schema. */
export type Output<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

function checked<S extends z.ZodType>(
  schema: S,
  value: unknown,
  refuse: (errors: FieldError[]) => Problem,
): z.output<S> {
  const faults = valueFaults(value);
  if (faults.length > 0) throw refuse(faults);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refuse(toFieldErrors(result.error));
}

function invalidQuery(errors: FieldError[]): Problem {
  const detail = errors.map(({ path, message }) => `${path.slice(1) || "query"}: ${message}`).join("; ");
  return new Problem("invalid_query", detail, { extra: { errors } });
}

/**
 * The query string by a schema; a repeated parameter counts once (the last).
 * @throws Problem `invalid_query` with all errors
 */
export function parseQuery<S extends z.ZodType | undefined>(request: Request, schema: S): Output<S> {
  const given = () => Object.fromEntries(new URL(request.url).searchParams);
  return (schema ? checked(schema, given(), invalidQuery) : undefined) as Output<S>;
}

/**
 * The JSON body by a schema.
 * @throws Problem `invalid_body` with all errors, or what `jsonBody` throws
 */
export async function parseBody<S extends z.ZodType | undefined>(
  request: Request,
  schema: S,
): Promise<Output<S>> {
  return (schema ? checked(schema, await jsonBody(request), invalidBody) : undefined) as Output<S>;
}
