import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { ItemState } from "@/lib/jobs/job-states";
import type { ReceiptItem } from "@/lib/jobs/transfer-receipt";
import type { TransferItemView } from "@/lib/transfers/preview-transfer";
import type { BadgeTone } from "../../ui/badge";

interface Word {
  word: string;
  tone: BadgeTone;
}

/** What a preview says of one flow in one target. */
export const RESULTS: Record<TransferItemView["result"], Word> = {
  create: { word: "New", tone: "info" },
  update: { word: "Update", tone: "accent" },
  in_step: { word: "In step", tone: "neutral" },
  by_hand: { word: "By hand", tone: "warn" },
  conflict: { word: "Conflict", tone: "warn" },
  blocked: { word: "Blocked", tone: "bad" },
  skipped: { word: "Left out", tone: "neutral" },
};

const UNSENT: Record<string, Word> = {
  ...RESULTS,
  conflict: { word: "Not sent", tone: "warn" },
  blocked: { word: "Not sent", tone: "warn" },
};

const ENDS: Record<Exclude<ItemState, "succeeded">, Word> = {
  waiting: { word: "Waiting", tone: "neutral" },
  running: { word: "Sending", tone: "info" },
  failed: { word: "Not copied", tone: "bad" },
  unknown: { word: "Not known", tone: "warn" },
  left_out: { word: "Left alone", tone: "warn" },
  cancelled: { word: "Not sent", tone: "neutral" },
};

/** What became of one flow in one target. */
export function outcomeWord({ result, state }: Pick<ReceiptItem, "result" | "state">): Word {
  if (state === null) return UNSENT[result] ?? { word: result, tone: "neutral" };
  if (state !== "succeeded") return ENDS[state];
  return result === "create" ? { word: "Created", tone: "good" } : { word: "Updated", tone: "good" };
}

/** First what somebody must see, then what is under way, then what is done. */
const ORDER: readonly (ItemState | null)[] = [
  ...(["unknown", "failed", "left_out", "running", "waiting", "cancelled"] as const),
  ...(["succeeded", null] as const),
];

const isUnsent = ({ state, result }: ReceiptItem) =>
  state === null && (result === "blocked" || result === "conflict");

/** Where an item stands in a list: what is not known comes first. */
export function rankOf(item: ReceiptItem): number {
  // What could not be sent stands beside what failed.
  return ORDER.indexOf(isUnsent(item) ? "left_out" : item.state);
}

/** Whether an item is still to be brought to its target. */
export function isLeft(item: ReceiptItem): boolean {
  const { state } = item;
  return isUnsent(item) || (state !== null && state !== "succeeded" && state !== "unknown");
}

const FEW = 3;

/** Names a few fields by their paths, each once. */
export function fieldWords(paths: readonly string[]): string {
  const labels = [...new Set(paths.map(fieldLabel))];
  const more = labels.length - FEW;
  return `${labels.slice(0, FEW).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
