import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { createInvitation } from "./create-invitation";

/**
 * A fresh link for a person whose invitation ran out, or who lost the password.
 * @returns the token, or null when there is no such person or they are disabled
 */
export async function renewInvitation(userId: string, by: ActedBy): Promise<string | null> {
  return await database().$transaction(async (tx) => {
    const user = await tx.user.findFirst({ where: { id: userId, disabledAt: null } });
    if (!user) return null;
    const token = await createInvitation(tx, userId);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.invite",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { renewed: true },
    });
    return token;
  });
}
