import "server-only";
import { z } from "zod";
import { trust } from "@/lib/net/authorities";
import { withoutDisguise } from "@/lib/text/readable";
import { type MailSettings, mailSettings } from "./mail-settings";
import type { RenderedMail } from "./render-mail";

/** For one attempt, from the name's resolution to the server's last word. */
const ATTEMPT_TIMEOUT_MS = 45_000;
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;

/** The result of one attempt. */
export interface SendResult {
  sent: boolean;
  /** Why it was not sent, in words. Never contains text from the server, which may repeat a link of the mail. */
  error: string | null;
  /** The server's own words, cleaned; null where it said nothing. */
  reply: string | null;
  /** Whether the server said that another attempt makes no sense. */
  isFinal: boolean;
}

const failure = z.object({
  code: z.string().catch(""),
  command: z.string().catch(""),
  response: z.string().nullable().catch(null),
  responseCode: z.int().nullable().catch(null),
  message: z.string().catch(""),
});
type Failure = z.output<typeof failure>;

const LONGEST_REPLY = 300;

/** Returns a server's words as one short line without anything that a page or a log could take for more. */
function cleaned(reply: string | null): string | null {
  if (reply === null) return null;
  const line = withoutDisguise(reply.replaceAll(/\s+/g, " ").trim());
  return line.length > LONGEST_REPLY ? `${line.slice(0, LONGEST_REPLY)}…` : line || null;
}

const CERTIFICATE = /certificate|altnames|self.signed|unable to verify|CERT_/i;

/** What the server refused, by the step at which it said so. */
const STEPS: [RegExp, string][] = [
  [/^AUTH/, "the user name or the password"],
  [/^MAIL FROM/, "the sender"],
  [/^RCPT TO/, "the recipient"],
  [/^DATA/, "the mail"],
  [/^STARTTLS/, "to encrypt the connection"],
];

function refusedWords({ command, responseCode }: Failure): string {
  const what = STEPS.find(([step]) => step.test(command))?.[1] ?? "the connection";
  return `The mail server refused ${what} (${responseCode})`;
}

const CODES: Record<string, string> = {
  EDNS: "The name of the mail server can't be found",
  ETIMEDOUT: "The mail server did not answer in time",
  ETLS: "The mail server offers no encryption, and nothing is sent in clear",
};

function errorWords(fault: Failure): string {
  if (fault.responseCode !== null) return refusedWords(fault);
  if (CERTIFICATE.test(fault.message)) return "The mail server's certificate is not trusted";
  return CODES[fault.code] ?? "No connection to the mail server";
}

/** A server's 5yz about this recipient or this mail is its last word (RFC 5321, section 4.2.1); about the login, it is not. */
function isFinal({ code, responseCode }: Failure): boolean {
  return responseCode !== null && responseCode >= 500 && ["EENVELOPE", "EMESSAGE"].includes(code);
}

function failed(error: unknown): SendResult {
  const fault = failure.parse(error instanceof Error ? { ...error, message: error.message } : {});
  return { sent: false, error: errorWords(fault), reply: cleaned(fault.response), isFinal: isFinal(fault) };
}

/**
 * Returns the connection's settings. Only a server on this machine is spoken to in clear: mails have links by which anybody
 * becomes somebody. The server's certificate is always checked.
 */
async function transportOf({ server }: MailSettings) {
  // It takes 14 MB, which a portal without a mail server can do without.
  const { createTransport } = await import("nodemailer");
  const { host, port, secure, isLocal, auth } = server;
  return createTransport({
    host,
    port,
    secure,
    requireTLS: !isLocal,
    ignoreTLS: isLocal,
    ...(auth ? { auth } : {}),
    tls: { minVersion: "TLSv1.2", ...trust() },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

async function hand(
  settings: MailSettings,
  id: string,
  recipient: string,
  mail: RenderedMail,
): Promise<string> {
  const { from } = settings;
  const { response } = await (await transportOf(settings)).sendMail({
    from,
    // As an object it is one address: a text would be read as a list.
    to: { name: "", address: recipient },
    envelope: { from: from.address, to: [recipient] },
    // The same for every attempt, so that a receiver can know a second copy.
    messageId: `<${id}@${from.address.split("@").at(-1)}>`,
    // Nobody's out-of-office notice should answer (RFC 3834, section 5).
    headers: { "Auto-Submitted": "auto-generated" },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
  });
  return response;
}

function afterTimeout(): Promise<never> {
  return new Promise((_settle, refuse) => {
    const late = Object.assign(new Error("timeout"), { code: "ETIMEDOUT" });
    setTimeout(() => refuse(late), ATTEMPT_TIMEOUT_MS).unref();
  });
}

/**
 * Hands one mail to the mail server, once.
 * @param id names the mail, also in the next attempt
 */
export async function sendMail(id: string, recipient: string, mail: RenderedMail): Promise<SendResult> {
  const settings = mailSettings();
  if (settings === null)
    return { sent: false, error: "No mail server is set up any more", reply: null, isFinal: false };
  try {
    const sending = hand(settings, id, recipient, mail);
    sending.catch(() => undefined);
    const reply = await Promise.race([sending, afterTimeout()]);
    return { sent: true, error: null, reply: cleaned(reply), isFinal: true };
  } catch (error) {
    return failed(error);
  }
}
