import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { AuditRequest } from "@/lib/audit/event";
import { isDemoTime } from "@/lib/audit/record-clock";
import type { Transaction } from "@/lib/db/client";
import { jsonColumn } from "@/lib/db/json-column";
import { mailBinding, seal, unseal, VaultError } from "@/lib/vault/vault";
import { type MailFacts, mailLife } from "./mail-kinds";
import { mailSettings } from "./mail-settings";
import { type RenderedMail, renderedMail, renderMail } from "./render-mail";

const DAY_IN_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** What a mail's reader must be still when it leaves: a member of a workspace, in one of some roles. */
export interface NeededRole {
  workspaceId: string;
  roles: string[];
}

const readersColumn = jsonColumn(
  "Mail.readers",
  z.array(z.object({ workspaceId: z.string(), roles: z.array(z.string()) })),
);

/** A mail, and whom it is for. */
export interface AddressedMail {
  userId: string;
  facts: MailFacts;
  /** What its reader must be when it leaves, where that may have ended by then. */
  readers?: NeededRole[];
}

/**
 * Puts mails into the outbox, in the transaction of the act that it is about: they leave if and only if the act happened. Their
 * texts are sealed, since a link in one makes anybody this person.
 *
 * @param request where the act came from, for the mail to say; null for one on the server
 * @returns their ids, in the order of the mails; null where none is on its way: no mail is set up, or it is the demo's invented past
 */
export async function putMails(
  tx: Transaction,
  mails: readonly AddressedMail[],
  request: AuditRequest | null,
): Promise<string[] | null> {
  if (mailSettings() === null || isDemoTime()) return null;
  const ids = mails.map(({ userId }) => userId);
  const people = await tx.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, email: true, timeZone: true },
  });
  const known = new Map(people.map((person) => [person.id, person]));
  const at = new Date();
  const made = mails.map((mail) => ({ ...mail, id: uuidv7() }));
  await tx.mail.createMany({
    data: made.map(({ id, userId, facts, readers }) => {
      const { email = "", timeZone = null } = known.get(userId) ?? {};
      const rendered = renderMail(facts, { request, at, zone: timeZone });
      const minutes = Math.min(DAY_IN_MINUTES, mailLife(facts) ?? DAY_IN_MINUTES);
      return {
        id,
        userId,
        kind: facts.kind,
        recipient: email,
        sealedText: seal(JSON.stringify(rendered), mailBinding(id)),
        giveUpAt: new Date(at.getTime() + minutes * MINUTE_MS),
        ...(readers ? { readers: readersColumn.write(readers) } : {}),
      };
    }),
  });
  return made.map(({ id }) => id);
}

/** Puts one mail into the outbox, and returns its id: see `putMails`. */
export async function putMail(
  tx: Transaction,
  userId: string,
  facts: MailFacts,
  request: AuditRequest | null,
  readers?: NeededRole[],
): Promise<string | null> {
  const [id = null] =
    (await putMails(tx, [{ userId, facts, ...(readers ? { readers } : {}) }], request)) ?? [];
  return id;
}

/** Returns a mail's text; null when the keyring no longer has its key. */
export function openMail({ id, sealedText }: { id: string; sealedText: string }): RenderedMail | null {
  try {
    return renderedMail.parse(JSON.parse(unseal(sealedText, mailBinding(id))));
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}
