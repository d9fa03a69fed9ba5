import { Problem } from "@/lib/problems/problem";
import { UUID } from "@/lib/text/ids";

/**
 * A path parameter that is one of our own ids. What isn't a UUID can't be there, and must not reach the database as one.
 * @throws Problem `not_found`
 */
export function uuidParameter(params: Record<string, string>, name: string): string {
  const value = params[name] ?? "";
  if (UUID.test(value)) return value;
  throw new Problem("not_found", "There is nothing of this id here");
}
