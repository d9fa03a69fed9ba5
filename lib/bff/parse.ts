import "server-only";
import type { z } from "zod";
import { toFieldErrors } from "@/lib/flows/schema-errors";
import { type FieldError, invalidBody, Problem } from "@/lib/problems/problem";
import { readJsonBody } from "./read-body";
import { valueFaults } from "./value-faults";

/** What the schemas of a declaration made of a request. */
export interface Parsed {
  query: unknown;
  body: unknown;
}

/**
 * The query string by a schema; a repeated parameter counts once (the last).
 * @throws Problem `invalid_query` with all errors
 */
export function parseQuery(request: Request, schema: z.ZodType): unknown {
  const told = Object.fromEntries(new URL(request.url).searchParams);
  const faults = valueFaults(told);
  if (faults.length > 0) throw invalidQuery(faults);
  const result = schema.safeParse(told);
  if (result.success) return result.data;
  throw invalidQuery(toFieldErrors(result.error));
}

function invalidQuery(errors: FieldError[]): Problem {
  const detail = errors.map(({ path, message }) => `${path.slice(1) || "query"}: ${message}`).join("; ");
  return new Problem("invalid_query", detail, { extra: { errors } });
}

/**
 * The JSON body by a schema.
 * @throws Problem `invalid_body` with all errors, or what `readJsonBody` throws
 */
export async function parseBody(request: Request, schema: z.ZodType): Promise<unknown> {
  const told = await readJsonBody(request);
  const faults = valueFaults(told);
  if (faults.length > 0) throw invalidBody(faults);
  const result = schema.safeParse(told);
  if (result.success) return result.data;
  throw invalidBody(toFieldErrors(result.error));
}
