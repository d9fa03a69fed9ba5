import { AUDIT_ACTIONS, auditAction } from "@/lib/audit/events/actions";

type Choice = { value: string; label: string; group: string };

/** Gives the actions that a chain can hold, for a filter. */
export function actionChoices(chain: "flows" | "workspace" | "portal"): Choice[] {
  return Object.entries(AUDIT_ACTIONS)
    .filter(([, { chains, clear }]) =>
      chain === "flows" ? clear === "flow" : chains === "both" || chains === chain,
    )
    .map(([value, { label, group }]) => ({ value, label, group }));
}

/** Gives the label of an action, or its name where it is of another version. */
export function actionLabel(action: string): string {
  return auditAction(action)?.label ?? action;
}
