import "server-only";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { mailSettings, portalLink } from "./mail-settings";

/** What an owner sees of how the portal sends mails. */
export interface MailView {
  /** Host and port. The user name and the password are never shown. */
  server: string;
  /** Whether the connection is encrypted: always, but to this very machine. */
  isEncrypted: boolean;
  from: { name: string; address: string };
  /** Where links in mails lead; null where they work on this machine alone, since PORTAL_URL is not set. */
  publicUrl: string | null;
  /** Mails that were not sent yet. */
  waiting: number;
  /** Why the last attempt of one of them failed; null where none did. */
  lastError: string | null;
}

/** Returns how the portal sends mails, and what waits; null where nobody set it up. */
export async function mailView(): Promise<MailView | null> {
  const settings = mailSettings();
  if (settings === null) return null;
  const { server, from } = settings;
  const waiting = await database().mail.count();
  const failed = await database().mail.findFirst({
    where: { lastError: { not: null } },
    orderBy: { dueAt: "desc" },
    select: { lastError: true },
  });
  return {
    server: `${server.host}:${server.port}`,
    isEncrypted: server.secure || !server.isLocal,
    from,
    publicUrl: env().PORTAL_URL ? portalLink("/") : null,
    waiting,
    lastError: failed?.lastError ?? null,
  };
}
