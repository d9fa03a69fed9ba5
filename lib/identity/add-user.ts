import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { createInvitation } from "./create-invitation";
import { normaliseEmail } from "./sign-in";

/**
 * Adds a person, who can't sign in before setting a password by the invitation's link.
 * @returns the new id and the link's token, or null when the address is taken
 */
export async function addUser(
  person: { email: string; name: string; owner?: boolean },
  by: ActedBy,
): Promise<{ id: string; token: string } | null> {
  const email = normaliseEmail(person.email);
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email } })) return null;
    await tx.user.create({ data: { id, email, name: person.name, isOwner: person.owner ?? false } });
    const token = await createInvitation(tx, id);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.invite",
      outcome: "succeeded",
      target: { type: "user", id, name: person.name },
      changes: [
        { path: "/email", before: null, after: email },
        { path: "/name", before: null, after: person.name },
        { path: "/owner", before: null, after: person.owner ?? false },
      ],
    });
    return { id, token };
  });
}
