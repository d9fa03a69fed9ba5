import "server-only";
import { env } from "@/lib/env";
import { type MailServer, readMailServer, readSender, type Sender } from "@/lib/net/mail-server";

export interface MailSettings {
  server: MailServer;
  from: Sender;
}

/** Returns how the portal sends mails; null where nobody set it up. */
export function mailSettings(): MailSettings | null {
  const { SMTP_URL, MAIL_FROM } = env();
  const server = SMTP_URL === undefined ? null : readMailServer(SMTP_URL);
  const from = MAIL_FROM === undefined ? null : readSender(MAIL_FROM);
  return server && from ? { server, from } : null;
}

/**
 * Returns a link to a page of the portal for somebody who is not on one: in a mail, or on the server's console. It never comes
 * from a request, whose sender could name any host. Without PORTAL_URL the portal is reached on this machine only.
 */
export function portalLink(path: string): string {
  const { PORTAL_URL, PORT } = env();
  return `${PORTAL_URL ?? `http://localhost:${PORT}`}${path}`;
}
