import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";

/** Gives a workspace a person's star, or takes it away, and records it. It is theirs alone, and says nothing about what they may do. */
export async function setStar(
  workspace: { id: string; name: string },
  userId: string,
  starred: boolean,
  by: ActedBy,
): Promise<void> {
  const star = { userId, workspaceId: workspace.id };
  await database().$transaction(async (tx) => {
    if (starred) await tx.workspaceStar.createMany({ data: [star], skipDuplicates: true });
    else await tx.workspaceStar.deleteMany({ where: star });
    await recordEvent(tx, {
      workspaceId: workspace.id,
      ...by,
      action: starred ? "workspace.star" : "workspace.unstar",
      outcome: "succeeded",
      target: { type: "workspace", id: workspace.id, name: workspace.name },
    });
  });
}
