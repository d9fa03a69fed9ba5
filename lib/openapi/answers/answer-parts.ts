import { z } from "zod";

/** A value that may be missing: null means unknown. */
export const textOrNull = z.string().nullable();
export const flagOrNull = z.boolean().nullable();
export const numberOrNull = z.number().nullable();

/** A time in ISO 8601, UTC. */
export const time = z.iso.datetime();
export const timeOrNull = time.nullable();

/** The envelope of every list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: textOrNull.describe("Pass it as `cursor` for the next page; null on the last page."),
  });
}
