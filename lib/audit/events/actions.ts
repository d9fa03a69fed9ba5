import type { AuditEventView } from "@/lib/audit/event";
import { ACCESS_ACTIONS } from "./access-actions";
import { type Action, COMMON_DETAIL, type Detail, knownDetail, type RequiredDetail } from "./action";
import { DIRECTORY_ACTIONS } from "./directory-actions";
import { FACTOR_ACTIONS } from "./factor-actions";
import { FLOW_ACTIONS } from "./flow-actions";
import { JOB_ACTIONS } from "./job-actions";
import { KEYRING_ACTIONS } from "./keyring-actions";
import { LOG_ACTIONS } from "./log-actions";
import { MAIL_ACTIONS } from "./mail-actions";
import { NOTICE_ACTIONS } from "./notice-actions";
import { PEOPLE_ACTIONS } from "./people-actions";
import { PROVIDER_ACTIONS } from "./provider-actions";
import { TOKEN_ACTIONS } from "./token-actions";
import { TRANSFER_ACTIONS } from "./transfer-actions";
import { WORKSPACE_ACTIONS } from "./workspace-actions";

/** All actions of the audit log, in the order in which people choose among them. */
export const AUDIT_ACTIONS = {
  ...FLOW_ACTIONS,
  ...TRANSFER_ACTIONS,
  ...JOB_ACTIONS,
  ...WORKSPACE_ACTIONS,
  ...PEOPLE_ACTIONS,
  ...FACTOR_ACTIONS,
  ...MAIL_ACTIONS,
  ...PROVIDER_ACTIONS,
  ...DIRECTORY_ACTIONS,
  ...TOKEN_ACTIONS,
  ...ACCESS_ACTIONS,
  ...NOTICE_ACTIONS,
  ...KEYRING_ACTIONS,
  ...LOG_ACTIONS,
};

/** `noun.verb`, such as `call_flow.update`. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** The types of an action's target. */
export type TargetOf<A extends AuditAction> = (typeof AUDIT_ACTIONS)[A]["target"][number];

/** The `detail` that an event of an action may have. */
export type DetailOf<A extends AuditAction> = Detail<
  (typeof AUDIT_ACTIONS)[A]["detail"] & typeof COMMON_DETAIL
>;

/** The `detail` that an event of an action must have when it is recorded. Empty for one of several actions. */
export type RequiredDetailOf<A extends AuditAction> = RequiredDetail<(typeof AUDIT_ACTIONS)[A]["detail"]>;

const BY_NAME: ReadonlyMap<string, Action> = new Map(Object.entries(AUDIT_ACTIONS));

/** Returns the facts about an action; null for an action of another version. */
export function auditAction(name: string): Action | null {
  return BY_NAME.get(name) ?? null;
}

/** Returns the sentence of an action about an event; null where the action has none. */
export function actionSentence(
  event: Pick<AuditEventView, "action" | "outcome" | "actor" | "target" | "changes" | "request" | "detail">,
): string | null {
  const known = auditAction(event.action);
  const detail = knownDetail({ ...known?.detail, ...COMMON_DETAIL }, event.detail);
  return known?.sentence?.({ ...event, detail }) ?? null;
}
