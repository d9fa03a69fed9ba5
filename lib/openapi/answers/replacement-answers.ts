import { z } from "zod";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import type { FlowToReplace, ReplacementPreview } from "@/lib/mirror/replace/preview-replacement";
import { flagOrNull, listOf, textOrNull } from "./answer-parts";

const place = {
  path: z.string().describe("The text, as a JSON pointer (RFC 6901)."),
  line: z.int().describe("The line of the text, counted from 1."),
  before: z
    .string()
    .describe("Up to 60 characters before the match, in one line; `…` where the text begins earlier."),
  match: z.string(),
  after: z.string(),
};

const hit = z.object({
  ...place,
  id: z
    .string()
    .describe("The same for the same state of the flow and the same pattern: name it to leave the hit out."),
  start: z.int().describe("Where it is in the text, in UTF-16 code units."),
  end: z.int(),
  replacement: z.string(),
});

const flow: z.ZodType<FlowToReplace> = z.object({
  workspace: z.string().describe("The workspace's slug."),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  name: z.string(),
  isActive: flagOrNull,
  folder: z.object({ id: z.string(), name: z.string() }).nullable(),
  etag: z.string().describe("The state that the hits are of."),
  hits: z.array(hit),
  fixed: z
    .array(z.object({ ...place, why: z.string() }))
    .describe("Matches that can't be replaced, with the reason; at most 20."),
  tooMany: z
    .boolean()
    .describe("Whether it has more hits than are shown: then none of them can be replaced."),
  tooLong: z.array(z.string()).describe("Texts that are too long to be searched."),
  refused: textOrNull.describe("Why all hits together can't be replaced; null where they can."),
  drift: z.boolean().describe("Whether it was changed outside, and nobody has agreed to that."),
  busy: z.boolean().describe("Whether a change of it is under way."),
});

export const replacementPreviewAnswer: z.ZodType<ReplacementPreview> = listOf(flow).extend({
  searched: z
    .int()
    .nullable()
    .describe("How many flows this page has looked through; null where the index of words knew which."),
  total: z
    .object({ flows: z.int(), unread: z.int() })
    .nullable()
    .describe(
      "How many flows there are in all, and how many of them nobody has read yet; null behind the first page.",
    ),
});
