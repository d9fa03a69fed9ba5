import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import type { RetentionRule } from "@/lib/audit/upkeep/audit-timer";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";

/** The workspaces that don't keep their audit events for ever. */
export async function listRetentionRules(): Promise<RetentionRule[]> {
  const rows = await database().workspace.findMany({
    where: { auditKeepDays: { not: null } },
    select: { id: true, auditKeepDays: true },
  });
  return rows.flatMap(({ id, auditKeepDays }) =>
    auditKeepDays === null ? [] : [{ workspaceId: id, keepDays: auditKeepDays }],
  );
}

/** For how many days a workspace keeps its audit events; null: for ever. */
export async function readKeepDays(workspaceId: string): Promise<number | null> {
  const row = await database().workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { auditKeepDays: true },
  });
  return row.auditKeepDays;
}

const workspaceRow = z.object({ name: z.string(), auditKeepDays: z.int().nullable() });

/** Sets for how many days a workspace keeps its audit events; null: for ever. Old ones go within the hour. */
export async function setKeepDays(workspaceId: string, keepDays: number | null, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const [row] = await queryRows(tx, "a workspace", workspaceRow)`
      SELECT "name", "auditKeepDays" FROM "Workspace" WHERE "id" = ${workspaceId}::uuid FOR NO KEY UPDATE`;
    if (!row) return;
    const changed = row.auditKeepDays !== keepDays;
    await tx.workspace.update({ where: { id: workspaceId }, data: { auditKeepDays: keepDays } });
    await recordEvent(tx, {
      workspaceId,
      ...by,
      action: "audit_settings.update",
      outcome: "succeeded",
      target: { type: "audit_log", id: workspaceId, name: row.name },
      changes: changed ? [{ path: "/keepDays", before: row.auditKeepDays, after: keepDays }] : [],
    });
  });
}
