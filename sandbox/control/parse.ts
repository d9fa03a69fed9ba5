import { z } from "zod";
import { ControlError } from "./route";

/**
 * Checks a control request's body.
 * @throws ControlError (400) that lists every mistake.
 */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body === undefined ? {} : body);
  if (result.success) return result.data;
  throw new ControlError(z.prettifyError(result.error));
}
