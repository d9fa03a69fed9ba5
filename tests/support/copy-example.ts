import type { CopyScene, CopyWorkspace } from "@/components/transfers/copy/copy-choices";
import type { MapAnswer } from "@/components/transfers/words/transfer-shapes";
import type { ReceiptItem, TransferReceipt } from "@/lib/jobs/transfer-receipt";
import type { ItemDetail, TransferItemView, TransferPreview } from "@/lib/transfers/preview-transfer";

/** Two clients of one agency, and a flow that goes from the first to the second. */
export const SCENE: CopyScene = {
  from: { slug: "harbour", name: "Harbour Dental" },
  kind: "call_flow",
  sources: [{ id: "f1", name: "Front desk", isInbound: false, back: null }],
};

export function target(slug: string, name: string, more: Partial<CopyWorkspace> = {}): CopyWorkspace {
  return {
    ...{ slug, name, colour: 1, role: "editor", starred: false, requireReason: false },
    ...{ isFailing: false, budget: null, usedLast: false, alike: [] },
    ...more,
  };
}

export function plannedDetail(more: Partial<ItemDetail> = {}): ItemDetail {
  return {
    ...{
      fields: [],
      changes: [],
      requests: [],
      effects: [],
      references: [],
      hits: [],
      hosts: [],
      headers: [],
    },
    ...more,
  };
}

export function plannedItem(more: Partial<TransferItemView> = {}): TransferItemView {
  return {
    ...{ source: 0, target: 0, result: "create", why: null, flow: null, name: "Front desk" },
    ...{ counterparts: [], link: null, byHand: [], left: [], blocked: [], changed: ["/prompt"] },
    ...{ conflicts: [], requests: 1, detail: plannedDetail() },
    ...more,
  };
}

export function preview(
  items: readonly TransferItemView[],
  more: Partial<TransferPreview> = {},
): TransferPreview {
  return {
    fingerprint: "a".repeat(64),
    sources: [
      ...[{ workspace: "harbour", kind: "call_flow" as const, id: "f1", name: "Front desk" }].map((one) => ({
        ...one,
        revision: 3,
        readAt: "2026-05-20T14:30:00.000Z",
      })),
    ],
    targets: [{ workspace: "metro", name: "Metro Towing", mapVersion: 0, requests: 1, minutes: 1 }],
    items: [...items],
    ...more,
  };
}

const NOTHING = { call_agent: [], omni_agent: [], folder: [], knowledge_base: [] };

export function mapAnswer(more: Partial<MapAnswer> = {}): MapAnswer {
  return {
    ...{ version: 0, references: [], hosts: [], words: [], headers: [] },
    ...{ source: NOTHING, target: NOTHING },
    ...more,
  };
}

export function receiptItem(place: number, more: Partial<ReceiptItem> = {}): ReceiptItem {
  return {
    place,
    source: { workspace: "harbour", kind: "call_flow", id: "f1", name: "Front desk" },
    ...{
      workspace: "metro",
      kind: "call_flow",
      flowId: `m${place}`,
      name: `Flow ${place}`,
      result: "update",
    },
    ...{ state: "succeeded", problem: null, changeId: null, waitsUntil: null, endedAt: null, versions: null },
    ...{ changed: ["/prompt"], left: [], blocked: [], why: null, tasks: [] },
    ...more,
  };
}

export function receipt(items: readonly ReceiptItem[], more: Partial<TransferReceipt> = {}): TransferReceipt {
  return {
    ...{ id: "t1", state: "done", reason: null, startedBy: { id: "u1", name: "Olivia" } },
    ...{ startedAt: "2026-05-20T14:30:00.000Z", endedAt: "2026-05-20T14:31:00.000Z", mayControl: true },
    items: [...items],
    ...more,
  };
}
