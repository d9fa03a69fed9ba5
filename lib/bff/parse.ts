import "server-only";
import type { z } from "zod";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { keptNumeral, parseExactly } from "@/lib/json/exact-numbers";
import { type FieldError, jsonPointer } from "@/lib/json/json-pointer";
import { isStorable } from "@/lib/json/json-value";
import { errorList, invalidBody, Problem } from "@/lib/problems/problem";
import { type AnswerForm, JSON_FORM } from "./answer-form";

/** The largest body of somebody who is signed in, in bytes. */
const MOST_BYTES = 1024 * 1024;
/** The largest body of a stranger: none of theirs holds more than a token and a password. */
export const MOST_BYTES_OF_STRANGERS = 16 * 1024;

function tooLarge(most: number): Problem {
  const size = most >= MOST_BYTES ? `${most / MOST_BYTES} MiB` : `${most / 1024} KiB`;
  return new Problem("too_large", `The body may have at most ${size}`);
}

/**
 * The request's body as text, read up to a number of bytes.
 * @throws Problem `too_large`, or `malformed_json` for one that is not UTF-8
 */
export async function readText(request: Request, most: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    size += part.value.byteLength;
    if (size > most) {
      await reader?.cancel();
      throw tooLarge(most);
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
 * The request's JSON body, read up to a number of bytes.
 * @throws Problem `unsupported_media_type`, `too_large` or `malformed_json`
 */
function jsonBody(request: Request, most: number, types: readonly string[]): Promise<unknown> {
  const body = bodies.get(request) ?? readJsonBody(request, most, types);
  bodies.set(request, body);
  return body;
}

/** Begins to read a small body, which `parseBody` returns later: the database is asked meanwhile who the caller is. */
export function beginBody(request: Request, { bodyTypes }: AnswerForm = JSON_FORM): void {
  const size = Number(request.headers.get("content-length") ?? Number.NaN);
  // A body of that size is in the connection's buffers anyway, so that nobody fills memory with it. Whoever is not
  // admitted learns nothing of their body's faults.
  const isSmall = size > 0 && size <= MOST_BYTES_OF_STRANGERS;
  if (isSmall) jsonBody(request, MOST_BYTES_OF_STRANGERS, bodyTypes).catch(() => undefined);
}

async function readJsonBody(request: Request, most: number, types: readonly string[]): Promise<unknown> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType === undefined || !types.includes(mediaType)) {
    throw new Problem("unsupported_media_type", `Send the body as ${types.join(" or ")}`);
  }
  return jsonValue(await readText(request, most));
}

/**
 * The value of a JSON text.
 * @throws Problem `malformed_json`
 */
export function jsonValue(text: string): unknown {
  try {
    return parseExactly(text);
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
  const numeral = keptNumeral(value);
  if (numeral !== null) return `can't be kept exactly as a number: ${numeral.slice(0, 40)}. Send it as text`;
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
    if (message !== null) faults.push({ path: pathOf(place), message });
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

/**
 * A value from outside, by a schema.
 * @param refuse makes the problem of its errors; `invalid_body` when left out
 * @throws that problem
 */
export function parseValue<S extends z.ZodType>(
  schema: S,
  value: unknown,
  refuse: (errors: FieldError[]) => Problem = invalidBody,
): z.output<S> {
  const faults = valueFaults(value);
  if (faults.length > 0) throw refuse(faults);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refuse(toFieldErrors(result.error));
}

/** Returns the problem for a query that is not valid. */
export function invalidQuery(errors: FieldError[]): Problem {
  const list = errorList(errors);
  const detail = list.errors.map(({ path, message }) => `${path.slice(1) || "query"}: ${message}`).join("; ");
  return new Problem("invalid_query", detail, { extra: list });
}

/**
 * The query string by a schema; a repeated parameter counts once (the last).
 * @throws Problem `invalid_query` with all errors
 */
export function parseQuery<S extends z.ZodType | undefined>(request: Request, schema: S): Output<S> {
  const given = () => Object.fromEntries(new URL(request.url).searchParams);
  return (schema ? parseValue(schema, given(), invalidQuery) : undefined) as Output<S>;
}

/**
 * The JSON body by a schema.
 * @param most the largest size in bytes; 1 MiB when left out
 * @throws Problem `invalid_body` with all errors, or what `jsonBody` throws
 */
export async function parseBody<S extends z.ZodType | undefined>(
  request: Request,
  schema: S,
  { most = MOST_BYTES, form = JSON_FORM }: { most?: number | undefined; form?: AnswerForm } = {},
): Promise<Output<S>> {
  const value = schema ? await jsonBody(request, most, form.bodyTypes) : undefined;
  return (schema ? parseValue(schema, value) : undefined) as Output<S>;
}
