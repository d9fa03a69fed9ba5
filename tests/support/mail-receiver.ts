import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { TestAuthority } from "./https-receiver";

/** One mail as it arrived. */
export interface ReceivedMail {
  /** Everybody to whom the envelope has it sent. */
  recipients: string[];
  /** Who handed it in; null for nobody. */
  user: string | null;
  raw: string;
  subject: string;
  text: string;
  html: string;
  parsed: ParsedMail;
}

export interface MailReceiver {
  port: number;
  /** Everything that was taken, in order. */
  received: ReceivedMail[];
  /** The user names and passwords that clients gave. */
  logins: string[];
  /** The answers to the next recipients, such as "550 Unknown"; they are taken when it is used up. */
  refusals: string[];
  /** Resolves with the first mail to an address whose subject fits, as soon as it is there. */
  arrived: (to: string, subject: RegExp) => Promise<ReceivedMail>;
  /** Ends it: connections are refused from now on. */
  goDown: () => Promise<void>;
  /** Comes back on the same port. */
  comeUp: () => Promise<void>;
}

async function streamText(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function refusalOf(words: string): Error {
  return Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) });
}

/**
 * A real SMTP server on this machine that takes mails.
 * @param tls speaks TLS from the first byte, with this certificate; left out: never
 */
export async function openMailReceiver(tls?: TestAuthority): Promise<MailReceiver> {
  const received: ReceivedMail[] = [];
  const logins: string[] = [];
  const refusals: string[] = [];
  const waiting = new Set<() => void>();

  const options: SMTPServerOptions = {
    ...(tls ? { secure: true, key: tls.key, cert: tls.cert } : { disabledCommands: ["STARTTLS"] }),
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth({ username = "", password = "" }, _session, done) {
      logins.push(`${username}:${password}`);
      done(null, { user: username });
    },
    onRcptTo(_address, _session, done) {
      const refusal = refusals.shift();
      done(refusal === undefined ? null : refusalOf(refusal));
    },
    onData(stream, session, done) {
      streamText(stream)
        .then(async (raw) => {
          const parsed = await simpleParser(raw);
          received.push({
            recipients: session.envelope.rcptTo.map(({ address }) => address),
            user: session.user ?? null,
            raw,
            subject: parsed.subject ?? "",
            text: parsed.text ?? "",
            html: parsed.html || "",
            parsed,
          });
          done(null, "taken with thanks");
          for (const look of waiting) look();
        })
        .catch(done);
    },
  };

  let server: SMTPServer;
  const listen = async (port: number) => {
    server = new SMTPServer(options);
    // A client that doesn't trust the certificate ends the connection, which is an error here.
    server.on("error", () => undefined);
    const listening = server.listen(port, "127.0.0.1");
    await new Promise((settle) => listening.once("listening", settle));
    return (listening.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    port,
    received,
    logins,
    refusals,
    arrived: (to, subject) =>
      new Promise((settle) => {
        const look = () => {
          const mail = received.find((one) => one.recipients.includes(to) && subject.test(one.subject));
          if (!mail) return;
          waiting.delete(look);
          settle(mail);
        };
        waiting.add(look);
        look();
      }),
    goDown: () => new Promise((settle) => server.close(() => settle())),
    comeUp: async () => {
      await listen(port);
    },
  };
}

/** Returns the first link in a mail, which its text and its HTML must both have. */
export function linkIn({ text, html }: ReceivedMail): string {
  const [link] = /https?:\/\/\S+/.exec(text) ?? [];
  if (!link || !html.includes(`href="${link}"`)) throw new Error(`no link in: ${text}`);
  return link;
}
