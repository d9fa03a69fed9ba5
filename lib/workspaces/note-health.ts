import "server-only";
import { type ActedBy, SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { log } from "@/lib/log";
import type { KeyFinding } from "@/lib/upstream/request";
import type { Health } from "./health";

/** What is stored of a workspace's health. */
interface StoredHealth {
  id: string;
  health: Health;
  healthCheckedAt: Date | null;
}

/** A state that was seen within this time is new enough: answers come many times a second. */
const NEW_ENOUGH_MS = 5 * 60 * 1000;

/** When this process last stored what it saw of a workspace, in milliseconds since 1970. */
const storedAt = new Map<string, number>();

/**
 * Stores what was found out about a workspace's key, and records it as an event.
 * @param by a person who had it checked, which is an event in any case; null for the portal itself, which only records news
 * @returns when that was
 */
export async function storeHealth(
  id: string,
  { state, detail }: KeyFinding,
  by: ActedBy | null,
): Promise<Date> {
  const checkedAt = new Date();
  await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id } });
    const isNews = before.health !== state;
    await tx.workspace.update({
      where: { id },
      data: {
        ...{ health: state, healthDetail: detail, healthCheckedAt: checkedAt },
        ...(isNews ? { healthSince: checkedAt } : {}),
      },
    });
    if (by === null && !isNews) return;
    await recordEvent(tx, {
      workspaceId: id,
      ...(by ?? { actor: SYSTEM_ACTOR, request: null }),
      action: "workspace.check",
      outcome: state === "ok" ? "succeeded" : "failed",
      target: { type: "workspace", id, name: before.name },
      changes: isNews ? [{ path: "/health", before: before.health, after: state }] : [],
      detail: { health: state },
    });
  });
  return checkedAt;
}

/**
 * Returns a function that takes note of what an answer says about a workspace's key. It costs nothing as long as nothing is
 * new; a change is stored, and recorded as an event of the portal itself, beside the request that found it out.
 * @param known what was stored when the workspace was read
 */
export function healthNoter(known: StoredHealth): (finding: KeyFinding) => void {
  return (finding) => {
    const { id } = known;
    const now = Date.now();
    const seenAt = Math.max(known.healthCheckedAt?.getTime() ?? 0, storedAt.get(id) ?? 0);
    if (finding.state === known.health && now - seenAt < NEW_ENOUGH_MS) return;
    if (finding.state !== known.health && now - (storedAt.get(id) ?? 0) < 1_000) return;
    storedAt.set(id, now);
    // Whoever asked for something else must neither wait for this nor fail with it.
    void storeHealth(id, finding, null).catch((error: unknown) => {
      log.error({ health: error instanceof Error ? error.message : String(error) });
    });
  };
}
