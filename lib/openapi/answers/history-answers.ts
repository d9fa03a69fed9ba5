import { z } from "zod";
import type { PromptBlame } from "@/lib/mirror/blame-prompt";
import type { FlowDrift } from "@/lib/mirror/drift";
import type { RestorePreview } from "@/lib/mirror/preview-restore";
import type { RevisionComparison } from "@/lib/mirror/revisions";
import { time } from "./answer-parts";
import { driftStateAnswer, fieldChange, revisionAuthor, revisionHeadShape } from "./mirror-answers";

const revisionHead = z.object(revisionHeadShape);

export const comparisonAnswer: z.ZodType<RevisionComparison> = z.object({
  from: revisionHead,
  to: revisionHead,
  changes: z.array(fieldChange),
});

export const restorePlanAnswer: z.ZodType<RestorePreview> = z.object({
  changes: z
    .array(fieldChange)
    .describe("The changes that would be written; empty when there is nothing to write."),
  notRestored: z
    .array(z.object({ path: z.string(), why: z.string() }))
    .describe("Fields that differ in the revision and would stay as they are."),
  basedOn: z.object({ n: z.int(), at: time }).describe("The state that the plan starts from."),
});

export const blameAnswer: z.ZodType<PromptBlame> = z.object({
  lines: z.array(
    z.object({ text: z.string(), n: z.int().describe("The revision that last wrote this line.") }),
  ),
  revisions: z.record(z.string(), revisionHead).describe("The revisions that the lines name, by number."),
});

export const driftAnswer: z.ZodType<FlowDrift> = z.object({
  state: driftStateAnswer,
  accepted: z
    .object({ n: z.int(), at: time, by: revisionAuthor })
    .nullable()
    .describe("The state that was last made, imported or accepted in this portal."),
  current: z.object({ n: z.int(), at: time }).nullable().describe("The newest stored state."),
  changes: z.array(fieldChange).describe("The differences from the accepted to the current state."),
});
