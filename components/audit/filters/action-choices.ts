import { AUDIT_ACTIONS, auditAction } from "@/lib/audit/events/actions";
import type { PickerChoice } from "./picker-choice";

const ORDER = [
  "Call flows",
  "Message flows",
  "Call and message flows",
  "Workspace",
  "People",
  "Sessions",
  "Audit log",
];

/** The actions that a chain can contain, under headings. */
export function actionChoices(chain: "flows" | "workspace" | "portal"): PickerChoice[] {
  return Object.entries(AUDIT_ACTIONS)
    .filter(([, { chains, clear }]) =>
      chain === "flows" ? clear === "flow" : chains === "both" || chains === chain,
    )
    .map(([value, { label, group }]) => ({ value, label, group, words: value }))
    .sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group));
}

/** The label of an action; the name of an action of another version. */
export function actionLabel(action: string): string {
  return auditAction(action)?.label ?? action;
}
