import type { z } from "zod";
import { invalid } from "./refusal";

/**
 * Checks a request body against a strict schema.
 * @throws Refusal (400) that lists every mistake, unknown fields included.
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body === undefined ? {} : body);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const path = issue.path.join(".");
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  throw invalid(problems.join("; "));
}
