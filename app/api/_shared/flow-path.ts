import { LARGEST_INTEGER } from "@/lib/db/values";
import { Problem } from "@/lib/problems/problem";
import { UPSTREAM_ID } from "@/lib/text/ids";

/**
 * Returns a path's flow id. Ids are 24 hexadecimal characters on some pages and free text on others (upstream quirk
 * Q39), so they are checked loosely. A text that can't be an id gets the answer for a missing flow.
 * @throws Problem `not_found`
 */
export function flowId(params: Record<string, string>): string {
  const id = params.id ?? "";
  if (UPSTREAM_ID.test(id)) return id;
  throw new Problem("not_found", "There is no such flow");
}

/**
 * A path's revision number. The database refuses numbers that its columns can't hold, so those aren't there either.
 * @throws Problem `not_found`
 */
export function revisionNumber(params: Record<string, string>): number {
  const number = Number(params.n);
  if (Number.isSafeInteger(number) && number > 0 && number <= LARGEST_INTEGER) return number;
  throw noSuchRevision();
}

export function noSuchRevision(): Problem {
  return new Problem("not_found", "The flow has no such revision");
}
