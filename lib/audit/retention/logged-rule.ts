import "server-only";
import { readPayload } from "@/lib/audit/event-schemas";
import { isKeepDays } from "@/lib/audit/rules";
import { database } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";

/** The number of settings events that are searched: setting the same rule again records one without a change. */
const MOST_SEARCHED = 50;

/** Reads the rule from the newest event of an action; undefined when no event states one. */
async function newestRule(
  chain: string,
  action: string,
): Promise<{ sequence: number; days: unknown } | undefined> {
  const rows = await database().auditEvent.findMany({
    where: { chain, action, outcome: "succeeded" },
    orderBy: { sequence: "desc" },
    take: MOST_SEARCHED,
    select: { sequence: true, payload: true },
  });
  const rules = rows.map(({ sequence, payload }) => {
    const event = readPayload(payload);
    const set = event?.changes.find(({ path }) => path === "/keepDays");
    // Null is a rule as well: events are kept for ever.
    return { sequence, days: set ? set.after : event?.detail.keepDays };
  });
  return rules.find(({ days }) => days !== undefined);
}

/**
 * Makes sure that the log itself confirms a retention rule: by the event that set it, or by its last removal. Otherwise
 * an attacker with the database's password could write a number into a row, and have this portal erase and sign for the
 * evidence.
 *
 * @throws Problem `conflict` when the log has another rule, or none
 */
export async function requireLoggedRule(chain: string, keepDays: number): Promise<void> {
  const rules = [await newestRule(chain, "audit_settings.update"), await newestRule(chain, "audit.retire")];
  const newest = rules.reduce((one, other) => ((other?.sequence ?? 0) > (one?.sequence ?? 0) ? other : one));
  if (isKeepDays(keepDays) && newest?.days === keepDays) return;
  const problem = `Nothing was removed: the log of ${chain} does not say that its events are kept for ${keepDays} days`;
  throw new Problem("conflict", problem);
}
