import { z } from "zod";
import type { ImportPreview } from "@/lib/changes/preview-import";
import type { WritePreview } from "@/lib/changes/preview-write";
import { callFlowShape, messageFlowShape } from "@/lib/flows/fields/answer-schema";
import type { NotCopied } from "@/lib/flows/requests/copy-flow";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { textOrNull, time } from "./answer-parts";
import { fieldChange } from "./mirror-answers";

const notRestored = z
  .array(z.object({ path: z.string(), why: z.string() }))
  .describe("Fields that differ in the revision and stay as they are.");

export const restoredCallFlow = z.object({ ...callFlowShape, notRestored });
export const restoredMessageFlow = z.object({ ...messageFlowShape, notRestored });

export const writeEffect: z.ZodType<WriteEffect> = z.object({
  code: z.string(),
  severity: z.enum(["info", "warn"]),
  text: z.string().describe("One sentence for people."),
});

export const writePreviewAnswer: z.ZodType<WritePreview> = z.object({
  request: z
    .object({
      method: z.string(),
      url: z.string(),
      headers: z
        .record(z.string(), z.string())
        .describe("The API key is replaced by the name of a shell variable."),
      body: z
        .record(z.string(), z.unknown())
        .describe("The body as it would be sent, except that the value of each webhook header is masked."),
    })
    .nullable()
    .describe("Null when nothing would be sent, because nothing differs."),
  curl: textOrNull.describe("The same request as a command for a POSIX shell."),
  effects: z.array(writeEffect).describe("The effects of the write besides setting its fields."),
  changes: z.array(fieldChange),
  basedOn: z
    .object({ revision: z.int(), at: time })
    .nullable()
    .describe("The stored state that an update was worked out from; null for a create."),
});

const named = z.object({ id: z.string(), name: z.string() });

const importPreview: z.ZodType<ImportPreview & { sameName: z.output<typeof named>[] }> = z.object({
  kind: z.enum(["call_flow", "message_flow"]).nullable().describe("Null for a document that is no flow."),
  name: textOrNull,
  isActive: z
    .boolean()
    .describe("Whether the document's flow is active. The request says that the new one is not."),
  request: z
    .record(z.string(), z.unknown())
    .describe("The request for a new flow, as far as the document has it."),
  dropped: z.array(z.object({ path: z.string(), why: z.string() })),
  mapped: z
    .array(z.object({ path: z.string(), from: z.object({ id: z.string(), name: textOrNull }), to: named }))
    .describe("References to something of the same name in this workspace."),
  missing: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .describe("What has to be chosen or typed before the request can be sent."),
  sameName: z
    .array(named)
    .describe("Flows of this workspace and kind that have the name already. None is ever overwritten."),
});

export const importPreviewAnswer = z.object({ items: z.array(importPreview) });

const notCopied: z.ZodType<NotCopied[]> = z
  .array(z.object({ path: z.string(), why: z.string() }))
  .describe("Fields of the source that the copy does not have.");

const report = {
  later: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("The fields that only an update can set: the body of a PATCH of the new flow. Null for none."),
  notCopied,
};

export const duplicatedCallFlow = restoredCallFlow.omit({ notRestored: true }).extend(report);
export const duplicatedMessageFlow = restoredMessageFlow.omit({ notRestored: true }).extend(report);
