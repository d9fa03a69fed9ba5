import { z } from "zod";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { BLOCKED, BLOCKED_CODES } from "@/lib/flows/transfer/blocked";
import { flowMapShape, type Inventory } from "@/lib/flows/transfer/flow-map";
import { REFERENCE_KINDS } from "@/lib/flows/transfer/travel";
import { ITEM_STATE_NAMES, JOB_STATE_NAMES } from "@/lib/jobs/job-states";
import type { ReceiptItem, TransferReceipt, TransferSummary } from "@/lib/jobs/transfer-receipt";
import type { FlowLinks, LinkEnd } from "@/lib/transfers/flow-links";
import type { ItemDetail, TransferItemView, TransferPreview } from "@/lib/transfers/preview-transfer";
import { listOf, textOrNull, time, timeOrNull } from "./answer-parts";
import { fieldChange } from "./mirror-answers";
import { writeEffect } from "./write-answers";

const path = z.string().describe("JSON pointer (RFC 6901) in normal form.");
const named = z.object({ id: z.string(), name: z.string() });
const notes = z.array(z.object({ path, why: z.string() }));
const blockedCode = z
  .enum(BLOCKED_CODES)
  .describe(BLOCKED_CODES.map((code) => `\`${code}\`: ${BLOCKED[code]}`).join(" "));
const blocked = z.array(z.object({ code: blockedCode, path, message: z.string() }));

const detail: z.ZodType<ItemDetail> = z.object({
  fields: z
    .array(
      z.object({
        path,
        act: z.enum(["take", "keep", "conflict"]),
        base: z.unknown().optional().describe("What both had at the last transfer; absent without one."),
        theirs: z.unknown().describe("The target's value."),
        yours: z.unknown().describe("The source's value, in the target's terms."),
        value: z.unknown().describe("The value that the target will have."),
      }),
    )
    .describe("The fields of an existing flow in which source and target differ."),
  changes: z.array(fieldChange),
  requests: z
    .array(z.object({ method: z.string(), path: z.string(), body: z.record(z.string(), z.unknown()) }))
    .describe(
      "The requests as they would go, secrets masked. The second one of a new flow is sent to the flow that was made.",
    ),
  effects: z.array(writeEffect),
  references: z.array(
    z.object({
      path,
      kind: z.enum(REFERENCE_KINDS),
      from: z.object({ id: z.string(), name: textOrNull }),
      to: named.nullable(),
      how: z.enum(["map", "name", "same", "open"]),
      why: textOrNull,
    }),
  ),
  hits: z.array(
    z.object({ path, before: z.string(), match: z.string(), after: z.string(), replacement: z.string() }),
  ),
  hosts: z.array(z.object({ path, from: z.string(), to: z.string() })),
  headers: z
    .array(z.object({ host: z.string(), name: z.string(), isKnown: z.boolean() }))
    .describe("The headers of the source's webhooks, and whether the map has their values."),
});

const item: z.ZodType<TransferItemView> = z.object({
  source: z.int().describe("The source's position in the request."),
  target: z.int().describe("The target's position in the request."),
  result: z.enum(["create", "update", "in_step", "by_hand", "conflict", "blocked", "skipped"]),
  why: textOrNull,
  flow: z
    .object({ id: z.string(), name: z.string(), etag: textOrNull })
    .nullable()
    .describe("The flow to update; null for a new one."),
  name: textOrNull,
  counterparts: z
    .array(named)
    .describe("Flows of the same name, where somebody must say what to do with them."),
  link: z.object({ takenAt: time, sourceRevision: z.int() }).nullable(),
  byHand: z.array(z.object({ path, words: z.string() })).describe("What no request can do there."),
  left: notes.describe("What does not travel, with the reason."),
  blocked: blocked.describe("What keeps it from being sent."),
  changed: z.array(path),
  conflicts: z.array(path).describe("Fields that both sides have changed since the last transfer."),
  requests: z.int(),
  detail: detail
    .nullable()
    .describe("Null where it was not asked for: of more than 200 items, only what `details` names."),
});

export const transferPreviewAnswer: z.ZodType<TransferPreview> = z.object({
  fingerprint: z
    .string()
    .describe("SHA-256 over all that would be sent, and all that it was worked out from."),
  sources: z.array(
    z.object({
      workspace: z.string(),
      kind: z.enum(FLOW_KINDS),
      id: z.string(),
      name: textOrNull,
      revision: z.int().nullable(),
      readAt: timeOrNull,
    }),
  ),
  targets: z.array(
    z.object({
      workspace: z.string(),
      name: z.string(),
      mapVersion: z.int(),
      requests: z.int(),
      minutes: z.int().describe("How long the request budget makes it take."),
    }),
  ),
  items: z.array(item),
});

export const transferStarted = z.object({ id: z.string() });

const task = z.object({
  id: z.string(),
  path,
  words: z.string(),
  doneAt: timeOrNull,
  doneBy: textOrNull.describe("Null where the portal saw that it was done, or it is not done."),
});

export const taskAnswer = task;

const receiptItem: z.ZodType<ReceiptItem> = z.object({
  place: z.int(),
  source: z
    .object({ workspace: z.string(), kind: z.enum(FLOW_KINDS), id: z.string(), name: z.string() })
    .nullable()
    .describe("Null for a caller who may not read there."),
  workspace: z.string().describe("The target's slug."),
  kind: z.enum(FLOW_KINDS),
  flowId: textOrNull,
  name: z.string(),
  result: z.string(),
  state: z.enum(ITEM_STATE_NAMES).nullable().describe("Null where nothing had to be sent."),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  changeId: textOrNull,
  waitsUntil: timeOrNull,
  endedAt: timeOrNull,
  versions: z
    .object({ before: z.int(), after: z.int() })
    .nullable()
    .describe(
      "The flow's versions, by which `back` of a transfer puts it back; null for one that was not updated.",
    ),
  changed: z.array(path),
  left: notes,
  blocked: z.array(
    z.object({
      code: blockedCode.nullable().describe("As in a preview; null in a receipt that is older than codes."),
      path,
      message: z.string(),
    }),
  ),
  why: textOrNull,
  tasks: z.array(task).describe("What is to be done by hand."),
});

export const transferAnswer: z.ZodType<TransferReceipt> = z.object({
  id: z.string(),
  state: z.enum(JOB_STATE_NAMES),
  reason: textOrNull,
  startedBy: z.object({ id: z.string(), name: z.string() }),
  startedAt: time,
  endedAt: timeOrNull,
  mayControl: z.boolean(),
  items: z.array(receiptItem),
});

const summary: z.ZodType<TransferSummary> = z.object({
  id: z.string(),
  state: z.enum(JOB_STATE_NAMES),
  startedBy: z.string(),
  startedAt: time,
  flows: z.int(),
  workspaces: z.int(),
  names: z.array(z.string()),
  done: z.int(),
  left: z.int(),
  tasks: z.int(),
});

export const transferListAnswer = listOf(summary);

const end: z.ZodType<LinkEnd> = z.object({
  workspace: z.string(),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  name: z.string(),
  takenAt: time,
  transferId: z.string(),
  behind: z.int().describe("How many versions of the source came after the one that was taken."),
});

export const flowLinksAnswer: z.ZodType<FlowLinks> = z.object({
  from: end.nullable(),
  to: z.array(end),
});

const inventory: z.ZodType<Inventory> = z.object({
  call_agent: z.array(named),
  omni_agent: z.array(named),
  folder: z.array(named),
  knowledge_base: z.array(named),
});

export const flowMapAnswer = z.object({
  version: z.int().describe("0 where nobody has saved one."),
  ...flowMapShape,
  headers: z
    .array(z.object({ host: z.string(), name: z.string() }))
    .describe("The headers whose values it has."),
  source: inventory.describe("What exists at the source, as far as its lists were read."),
  target: inventory,
});

export const exportAnswer = z.object({
  switchboard: z.literal(1).describe("The version of this form."),
  kind: z.enum(FLOW_KINDS),
  exportedAt: time,
  flow: z
    .record(z.string(), z.unknown())
    .describe("The flow in normal form; references as `{id, name}`, values of webhook headers empty."),
});
