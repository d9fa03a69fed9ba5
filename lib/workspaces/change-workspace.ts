import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { type CallLimits, LIMIT_NAMES } from "@/lib/flows/fields/call-limits";
import { defaultCallLimits, limitColumns } from "./default-call-limits";

interface WorkspaceChange {
  name?: string;
  requireReason?: boolean;
  requireSecondFactor?: boolean;
  /** Null: none. */
  defaultCallLimits?: CallLimits | null;
}

/** The settings of a workspace by path, as events name them. */
function settingsOf(change: WorkspaceChange) {
  const { name, requireReason, requireSecondFactor, defaultCallLimits: limits } = change;
  return {
    "/name": name,
    "/requireReason": requireReason,
    "/requireSecondFactor": requireSecondFactor,
    ...Object.fromEntries(
      LIMIT_NAMES.map((limit) => [
        `/defaultCallLimits/${limit}`,
        limits === undefined ? undefined : (limits?.[limit] ?? null),
      ]),
    ),
  };
}

/** Renames a workspace, or changes its other settings. The slug stays: links keep working. */
export async function changeWorkspace(id: string, change: WorkspaceChange, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    // Locked: an unlocked read could be older than what this change replaces, and the event would record a wrong value.
    await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id } });
    const { defaultCallLimits: limits, ...columns } = change;
    const data = { ...columns, ...(limits === undefined ? {} : limitColumns(limits)) };
    await tx.workspace.update({ where: { id }, data });
    const old: Record<string, unknown> = settingsOf({
      ...before,
      defaultCallLimits: defaultCallLimits(before),
    });
    await recordEvent(tx, {
      workspaceId: id,
      ...by,
      action: "workspace.update",
      outcome: "succeeded",
      target: { type: "workspace", id, name: change.name ?? before.name },
      changes: Object.entries(settingsOf(change))
        .filter(([path, value]) => value !== undefined && value !== old[path])
        .map(([path, value]) => ({ path, before: old[path], after: value })),
    });
  });
}
