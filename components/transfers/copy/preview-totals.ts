import type { TransferItemView, TransferPreview } from "@/lib/transfers/preview-transfer";
import type { CopyChoices, CopyScene } from "./copy-choices";
import { itemKey } from "./copy-choices";

/** Whether somebody must say which flow there an item goes to. */
export const isUndecided = ({ result, counterparts }: TransferItemView) =>
  result === "blocked" && counterparts.length > 0;

/** Whether an item makes a call flow with an agent, which may activate the agent's waiting phone number. */
export function mayActivateNumber({ result, flow, detail, blocked }: TransferItemView): boolean {
  if (flow !== null || (result !== "create" && result !== "blocked")) return false;
  if (blocked.some(({ code }) => code === "number_may_activate")) return true;
  if (detail === null) return false;
  return detail.references.some(({ kind, to }) => kind === "call_agent" && to !== null);
}

/** Whether nothing but that agreement is missing. */
function isWaitingForTick({ result, blocked }: TransferItemView): boolean {
  const isOnlyThat = blocked.length > 0 && blocked.every(({ code }) => code === "number_may_activate");
  return result === "blocked" && isOnlyThat;
}

export interface PreviewTotals {
  /** Flows that are sent. */
  flows: number;
  requests: number;
  /** That of the slowest target: each has its own budget. */
  minutes: number;
  conflicts: TransferItemView[];
  undecided: TransferItemView[];
  /** Targets in which somebody must agree that a number may be activated. */
  ticks: number[];
  /** What keeps itself from being sent, and can only be left out here. */
  blocked: TransferItemView[];
  /** In step, or to be done by hand: nothing is sent, and it is kept. */
  unsent: number;
}

export function totalsOf({ items, targets }: TransferPreview): PreviewTotals {
  const waiting = items.filter(isWaitingForTick);
  return {
    flows: items.filter(({ result }) => result === "create" || result === "update").length,
    requests: targets.reduce((sum, { requests }) => sum + requests, 0),
    minutes: Math.max(0, ...targets.map(({ minutes }) => minutes)),
    conflicts: items.filter(({ result }) => result === "conflict"),
    undecided: items.filter(isUndecided),
    ticks: [...new Set(waiting.map(({ target }) => target))],
    blocked: items.filter(
      (item) => item.result === "blocked" && !isUndecided(item) && !isWaitingForTick(item),
    ),
    unsent: items.filter(({ result }) => result === "in_step" || result === "by_hand").length,
  };
}

/** Returns why nothing can be sent yet, in words; null where it can. */
export function hindranceOf(totals: PreviewTotals): string | null {
  const { conflicts, undecided, ticks, blocked, flows, unsent } = totals;
  const count = (amount: number, one: string, many: string) => `${amount} ${amount === 1 ? one : many}`;
  if (conflicts.length > 0) return count(conflicts.length, "conflict to decide", "conflicts to decide");
  if (undecided.length > 0)
    return count(undecided.length, "flow of the same name to decide", "flows of the same name to decide");
  if (ticks.length > 0)
    return count(
      ticks.length,
      "workspace where a number may be activated",
      "workspaces where a number may be activated",
    );
  if (blocked.length > 0) return count(blocked.length, "flow is blocked", "flows are blocked");
  return flows + unsent === 0 ? "Nothing is left to copy" : null;
}

/** Leaves items out. */
export function withoutItems(
  scene: CopyScene,
  targets: readonly string[],
  choices: CopyChoices,
  items: readonly TransferItemView[],
): CopyChoices {
  const next = { ...choices.items };
  for (const { source, target } of items) {
    const key = itemKey(scene.sources[source]?.id ?? "", targets[target] ?? "");
    next[key] = { ...next[key], skip: true };
  }
  return { ...choices, items: next };
}
