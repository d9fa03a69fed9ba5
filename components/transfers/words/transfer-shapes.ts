import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { BLOCKED_CODES, type Blocked, type BlockedCode } from "@/lib/flows/transfer/blocked";
import type { FlowMap, Inventory, Named } from "@/lib/flows/transfer/flow-map";
import type { ReferenceKind } from "@/lib/flows/transfer/travel";
import { ITEM_STATE_NAMES, JOB_STATE_NAMES } from "@/lib/jobs/job-states";
import type { ReceiptItem, TaskView, TransferReceipt } from "@/lib/jobs/transfer-receipt";
import type { ItemDetail, TransferItemView, TransferPreview } from "@/lib/transfers/preview-transfer";
import {
  anything,
  flag,
  listOf,
  number,
  object,
  optional,
  orNull,
  recordOf,
  type Shape,
  text,
} from "../../http/answer-shape";

export type PlannedField = ItemDetail["fields"][number];
export type MappedReference = ItemDetail["references"][number];

/** A map between two workspaces as it is answered, with what exists in both. */
export interface MapAnswer extends FlowMap {
  version: number;
  source: Inventory;
  target: Inventory;
}

function oneOf<Name extends string>(names: readonly Name[]): Shape<Name> {
  return (value): value is Name => names.some((name) => name === value);
}

export const KINDS_OF_REFERENCES: readonly ReferenceKind[] = [
  "call_agent",
  "omni_agent",
  "knowledge_base",
  "folder",
];

const kind = oneOf<FlowKind>(FLOW_KINDS);
const referenceKind = oneOf(KINDS_OF_REFERENCES);
const named = object<Named>({ id: text, name: text });
const noted = listOf(object<ReceiptItem["left"][number]>({ path: text, why: text }));
const code = oneOf<BlockedCode>(BLOCKED_CODES);
const blocked = listOf(object<Blocked>({ code, path: text, message: text }));
const blockedBefore = listOf(
  object<ReceiptItem["blocked"][number]>({ code: orNull(code), path: text, message: text }),
);

const reference = object<MappedReference>({
  path: text,
  kind: referenceKind,
  from: object<MappedReference["from"]>({ id: text, name: orNull(text) }),
  to: orNull(named),
  how: oneOf<MappedReference["how"]>(["map", "name", "same", "open"]),
  why: orNull(text),
});

const detail = object<ItemDetail>({
  fields: listOf(
    object<PlannedField>({
      path: text,
      act: oneOf<PlannedField["act"]>(["take", "keep", "conflict"]),
      ...{ base: anything, theirs: anything, yours: anything, value: anything },
    }),
  ),
  changes: listOf(object<ItemDetail["changes"][number]>({ path: text, before: anything, after: anything })),
  requests: listOf(
    object<ItemDetail["requests"][number]>({ method: text, path: text, body: recordOf(anything) }),
  ),
  effects: listOf(
    object<WriteEffect>({
      code: text,
      severity: oneOf<WriteEffect["severity"]>(["info", "warn"]),
      text,
    }),
  ),
  references: listOf(reference),
  hits: listOf(
    object<ItemDetail["hits"][number]>({
      ...{ path: text, before: text, match: text, after: text, replacement: text },
    }),
  ),
  hosts: listOf(object<ItemDetail["hosts"][number]>({ path: text, from: text, to: text })),
  headers: listOf(object<ItemDetail["headers"][number]>({ host: text, name: text, isKnown: flag })),
});

const item = object<TransferItemView>({
  source: number,
  target: number,
  result: oneOf<TransferItemView["result"]>([
    ...(["create", "update", "in_step", "by_hand"] as const),
    ...(["conflict", "blocked", "skipped"] as const),
  ]),
  why: orNull(text),
  flow: orNull(object<NonNullable<TransferItemView["flow"]>>({ id: text, name: text, etag: orNull(text) })),
  name: orNull(text),
  counterparts: listOf(named),
  link: orNull(object<NonNullable<TransferItemView["link"]>>({ takenAt: text, sourceRevision: number })),
  byHand: listOf(object<TransferItemView["byHand"][number]>({ path: text, words: text })),
  left: noted,
  blocked,
  changed: listOf(text),
  conflicts: listOf(text),
  requests: number,
  detail: orNull(detail),
});

/** The answer of `POST /api/transfers/preview`. */
export const isTransferPreview = object<TransferPreview>({
  fingerprint: text,
  sources: listOf(
    object<TransferPreview["sources"][number]>({
      ...{ workspace: text, kind, id: text, name: orNull(text) },
      ...{ revision: orNull(number), readAt: orNull(text) },
    }),
  ),
  targets: listOf(
    object<TransferPreview["targets"][number]>({
      ...{ workspace: text, name: text, mapVersion: number, requests: number, minutes: number },
    }),
  ),
  items: listOf(item),
});

const inventory = object<Inventory>({
  call_agent: listOf(named),
  omni_agent: listOf(named),
  folder: listOf(named),
  knowledge_base: listOf(named),
});

const pairs = listOf(object<{ from: string; to: string }>({ from: text, to: text }));

/** The answer of `GET` and `PUT /api/workspaces/{ws}/maps/{source}`. */
export const isMap = object<MapAnswer>({
  version: number,
  references: listOf(
    object<FlowMap["references"][number]>({ kind: referenceKind, from: named, to: orNull(named) }),
  ),
  hosts: pairs,
  words: pairs,
  headers: listOf(object<FlowMap["headers"][number]>({ host: text, name: text })),
  source: inventory,
  target: inventory,
});

export const isTask = object<TaskView>({
  ...{ id: text, path: text, words: text, doneAt: orNull(text), doneBy: orNull(text) },
});

const receiptItem = object<ReceiptItem>({
  place: number,
  source: orNull(object<NonNullable<ReceiptItem["source"]>>({ workspace: text, kind, id: text, name: text })),
  workspace: text,
  kind,
  flowId: orNull(text),
  name: text,
  result: text,
  state: orNull(oneOf(ITEM_STATE_NAMES)),
  problem: orNull(object<NonNullable<ReceiptItem["problem"]>>({ code: text, detail: text })),
  changeId: orNull(text),
  waitsUntil: orNull(text),
  endedAt: orNull(text),
  versions: orNull(object<NonNullable<ReceiptItem["versions"]>>({ before: number, after: number })),
  changed: listOf(text),
  left: noted,
  blocked: blockedBefore,
  why: orNull(text),
  tasks: listOf(isTask),
});

/** The answer of `GET /api/transfers/{id}`. */
export const isReceipt = object<TransferReceipt>({
  id: text,
  state: oneOf(JOB_STATE_NAMES),
  reason: orNull(text),
  startedBy: object<TransferReceipt["startedBy"]>({ id: text, name: text }),
  startedAt: text,
  endedAt: orNull(text),
  mayControl: flag,
  items: listOf(receiptItem),
});

export const isStarted = object<{ id: string }>({ id: text });

/** The preview that comes with a refusal since something has moved. */
export const isMoved = object<{ preview?: TransferPreview | undefined }>({
  preview: optional(isTransferPreview),
});
