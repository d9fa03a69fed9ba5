import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";

interface WorkspaceChange {
  name?: string;
  requireReason?: boolean;
}

/** Renames a workspace, or sets whether a reason is required. The slug stays: links keep working. */
export async function changeWorkspace(id: string, change: WorkspaceChange, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    // Locked: an unlocked read could be older than what this change replaces, and the event would record a wrong value.
    await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id } });
    await tx.workspace.update({ where: { id }, data: change });
    const fields = ["name", "requireReason"] as const;
    await recordEvent(tx, {
      workspaceId: id,
      ...by,
      action: "workspace.update",
      outcome: "succeeded",
      target: { type: "workspace", id, name: change.name ?? before.name },
      changes: fields
        .filter((field) => change[field] !== undefined && change[field] !== before[field])
        .map((field) => ({ path: `/${field}`, before: before[field], after: change[field] })),
    });
  });
}
