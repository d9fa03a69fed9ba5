import "server-only";
import type { z } from "zod";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import type { FieldError } from "@/lib/json/json-pointer";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { readJsonBody } from "./read-body";
import { valueFaults } from "./value-faults";

/** What a schema gives; without one, nothing. */
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
 * @throws Problem `invalid_body` with all errors, or what `readJsonBody` throws
 */
export async function parseBody<S extends z.ZodType | undefined>(
  request: Request,
  schema: S,
): Promise<Output<S>> {
  return (schema ? checked(schema, await readJsonBody(request), invalidBody) : undefined) as Output<S>;
}
