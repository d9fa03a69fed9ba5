import "server-only";
import { type ActedBy, PORTAL_CHAIN } from "@/lib/audit/event";
import type { AuditAction } from "@/lib/audit/events/actions";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { countOpenTallies, countRepeat } from "@/lib/audit/tally/tallies";
import { sourceKey } from "@/lib/identity/sign-in-source";

/** Somebody's request that was refused, or failed, and what is told about it. */
export interface Refusal {
  /** The workspace whose log it goes to; null for the portal's. */
  workspaceId: string | null;
  action: AuditAction;
  /** What else was wished, where the action doesn't say it. */
  wish?: Record<string, boolean>;
  outcome: "denied" | "failed";
  /** In one word: the permission that was missing, or the problem's code. */
  why: string;
  target: NonNullable<NewAuditEvent["target"]>;
  by: ActedBy;
}

/** So many different refusals of one person are told apart at a time; beyond, only what they tried and why. */
const TOLD_APART = 20;

/**
 * Writes a refused or failed request down. Nobody can flood the log with them: the same one again is counted, not
 * repeated (`countRepeat`), and who finds ever new targets gets one event for each action and reason after a while.
 */
export async function recordRefusal({
  workspaceId,
  action,
  wish = {},
  outcome,
  why,
  target,
  by,
}: Refusal): Promise<void> {
  const who = by.actor.id ?? sourceKey(by.request?.ip ?? null);
  const prefix = `refused|${workspaceId ?? PORTAL_CHAIN}|${who}|`;
  const detail = { ...wish, ...(outcome === "denied" ? { missingPermission: why } : { code: why }) };
  const event = {
    workspaceId,
    ...by,
    action,
    outcome,
    detail,
  };
  const wishes = Object.entries(wish).map(([name, value]) => `|${name}=${value}`);
  const key = `${prefix}${action}${wishes.join("")}|${outcome}|${why}`;
  const many = (await countOpenTallies(prefix)) >= TOLD_APART;
  if (many)
    await countRepeat({ key, event: { ...event, target: { type: target.type, id: null, name: null } } });
  else await countRepeat({ key: `${key}|${target.id ?? ""}`, event: { ...event, target } });
}
