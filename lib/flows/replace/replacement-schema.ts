import { z } from "zod";
import { REPLACED_FIELDS } from "@/lib/flows/fields/replaced-texts";
import { isStorable } from "@/lib/json/json-value";
import { MOST_HITS } from "./find-hits";
import { type FindAndReplace, readPattern } from "./pattern";
import { UnfitReplacement } from "./search-time";

export const LONGEST_FIND = 300;
export const LONGEST_REPLACE = 2_000;

const storable = (longest: number) =>
  z.string().max(longest).refine(isStorable, "has a character that can't be stored");

/** What somebody wants replaced, as far as each part can be checked by itself. */
export const replacementShape = {
  find: storable(LONGEST_FIND)
    .min(1, "Say what to find")
    .describe(
      "A text as it is, or a regular expression in RE2's syntax, which has no look-ahead and no back-references.",
    ),
  replace: storable(LONGEST_REPLACE).describe(
    "What stands for a match. Of a regular expression: `$1` or `$<name>` for a group, `$&` for the match, `$$` for a dollar sign.",
  ),
  regex: z.boolean().default(false),
  wholeWord: z
    .boolean()
    .default(false)
    .describe("No letter, mark, digit or underscore, of any script, may be beside a match."),
  matchCase: z.boolean().default(false),
  fields: z
    .array(z.enum(REPLACED_FIELDS))
    .min(1)
    .max(REPLACED_FIELDS.length)
    .nullable()
    .default(null)
    .describe("The fields to search, list positions as `*`; null for all."),
};

/** Reports what is wrong with the pattern at `find`, and with what stands for it at `replace`. */
export function checkPattern(value: FindAndReplace, report: Pick<z.core.$RefinementCtx, "addIssue">): void {
  try {
    readPattern(value);
  } catch (error) {
    if (!(error instanceof UnfitReplacement)) throw error;
    for (const { path, message } of error.errors) {
      report.addIssue({ code: "custom", path: [path.slice(1)], message });
    }
  }
}

/** Find and replace as somebody wants it. */
export const replacementSchema = z.strictObject(replacementShape).superRefine(checkPattern);

export type Replacement = z.output<typeof replacementSchema>;

/** The hits of one flow that stay as they are, by their ids in a preview; null for none. */
export const leftOutSchema = z
  .array(z.string().max(1_000))
  .max(MOST_HITS)
  .nullable()
  .default(null)
  .describe("The ids of the hits to leave out, of a preview of the same state; null for none.");
