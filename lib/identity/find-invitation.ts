import "server-only";
import { database } from "@/lib/db/client";
import { invitationTokenHash } from "./invitation-token";

/** Whom a link is for; null when it was used, has expired, or never was. */
export async function findInvitation(token: string): Promise<{ name: string; email: string } | null> {
  const row = await database().invitation.findUnique({
    where: { tokenHash: invitationTokenHash(token), usedAt: null, expiresAt: { gt: new Date() } },
    include: { user: true },
  });
  return row && !row.user.disabledAt ? { name: row.user.name, email: row.user.email } : null;
}
