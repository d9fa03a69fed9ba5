import { Problem } from "@/lib/problems/problem";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A path parameter that is one of our own ids. What isn't a UUID can't be there, and must not reach the database as one.
 * @throws Problem `not_found`
 */
export function uuidParameter(params: Record<string, string>, name: string): string {
  const value = params[name] ?? "";
  if (UUID.test(value)) return value;
  throw new Problem("not_found", "There is nothing of this id here");
}
