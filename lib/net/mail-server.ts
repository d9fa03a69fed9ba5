import { z } from "zod";
import { bareName, isLoopbackName } from "./host-names";

/** The mail server that the portal hands its mails to. */
export interface MailServer {
  /** Without the brackets around an address. */
  host: string;
  port: number;
  /** Whether TLS begins with the connection (`smtps`), and not by STARTTLS. */
  secure: boolean;
  /** Whether it is on this machine: no other server may be spoken to in clear. */
  isLocal: boolean;
  auth: { user: string; pass: string } | null;
}

/** The ports for handing in mail (RFC 8314, section 3.3). */
const PORTS: Record<string, number> = { "smtp:": 587, "smtps:": 465 };
const HOST = /^([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.?)+$|^\[[0-9a-f:.]+\]$/i;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Returns the credentials of an address; null for none, undefined for unfit ones. */
function authOf({ username, password }: URL): MailServer["auth"] | undefined {
  if (username === "" && password === "") return null;
  const [user, pass] = [decoded(username), decoded(password)];
  return user && pass ? { user, pass } : undefined;
}

/**
 * Reads the address of a mail server: `smtp://` or `smtps://`, with a user and a password where it wants them.
 * @returns null for any other text
 */
export function readMailServer(text: string): MailServer | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const standard = PORTS[url.protocol];
  const auth = authOf(url);
  const more = url.search || url.hash || !["", "/"].includes(url.pathname);
  if (standard === undefined || auth === undefined || more || !HOST.test(url.hostname) || url.port === "0")
    return null;
  return {
    host: bareName(url.hostname),
    port: url.port === "" ? standard : Number(url.port),
    secure: url.protocol === "smtps:",
    isLocal: isLoopbackName(url.hostname),
    auth,
  };
}

/** Who the portal's mails come from. */
export interface Sender {
  name: string;
  address: string;
}

/** The name of a sender who states none. */
const STANDARD_NAME = "Switchboard";
const NAMED = /^"?(?<name>[^"<>\\\p{C}]{1,60}?)"?\s*<(?<address>[^<>\s]+)>$/u;

/**
 * Reads a sender: an address, or a name and an address as `Switchboard <portal@example.com>`.
 * @returns null for any other text
 */
export function readSender(text: string): Sender | null {
  const { name = STANDARD_NAME, address = text.trim() } = NAMED.exec(text.trim())?.groups ?? {};
  return z.regexes.html5Email.test(address) ? { name: name.trim() || STANDARD_NAME, address } : null;
}
