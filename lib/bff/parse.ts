import "server-only";
import type { z } from "zod";
import { toFieldErrors } from "@/lib/flows/schema-errors";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { readJsonBody } from "./read-body";

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
  const result = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (result.success) return result.data;
  const errors = toFieldErrors(result.error);
  const detail = errors.map(({ path, message }) => `${path.slice(1) || "query"}: ${message}`).join("; ");
  throw new Problem("invalid_query", detail, { extra: { errors } });
}

/**
 * The JSON body by a schema.
 * @throws Problem `invalid_body` with all errors, or what `readJsonBody` throws
 */
export async function parseBody(request: Request, schema: z.ZodType): Promise<unknown> {
  const result = schema.safeParse(await readJsonBody(request));
  if (result.success) return result.data;
  throw invalidBody(toFieldErrors(result.error));
}
