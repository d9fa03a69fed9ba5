import "server-only";
import { Client, type Dispatcher } from "undici";
import { env } from "@/lib/env";
import { AddressRefused, lookupAmong } from "@/lib/net/guarded-address";
import { outgoingConnector, ProxyFailed } from "@/lib/net/outgoing";
import { errorCode } from "@/lib/problems/problem";
import { resolveReceiver } from "./receiver-address";
import { readRetryAfter } from "./retry-schedule";
import { signedHeaders } from "./signed-message";

/** From the name's resolution to the last byte of the answer. */
export const ANSWER_TIMEOUT_MS = 10_000;
/** Nobody reads an answer's body, but a connection ends cleanly only when the body was received. */
const LARGEST_ANSWER = 64 * 1024;

/** The result of one attempt. */
export interface PostResult {
  delivered: boolean;
  /** Null when there was no answer. */
  status: number | null;
  /** Why the event was not delivered, in words. Never contains text from the receiver. */
  error: string | null;
  retryAfterSeconds: number | null;
}

interface SignedMessage {
  url: string;
  secret: string;
  /** The same for every attempt. */
  id: string;
  body: string;
}

/** Receives the body and throws it away. The connection of one that is too long is closed; a broken one is an error. */
async function discard(body: Dispatcher.ResponseData["body"]): Promise<void> {
  let size = 0;
  for await (const chunk of body) {
    size += Buffer.byteLength(chunk);
    if (size > LARGEST_ANSWER) return;
  }
}

const CODES: Record<string, string> = {
  ENOTFOUND: "The name of the receiver can't be found",
  EAI_AGAIN: "The name of the receiver can't be found at the moment",
  ECONNREFUSED: "The receiver refuses connections",
  ECONNRESET: "The receiver cut the connection",
  UND_ERR_SOCKET: "The receiver cut the connection",
  UND_ERR_ABORTED: "The receiver did not answer in time",
};

/** An error's own text may repeat the receiver's, so only its code is used. */
function errorWords(error: unknown, timedOut: boolean): string {
  if (error instanceof AddressRefused) return error.message;
  if (error instanceof ProxyFailed) return `No connection to the receiver: ${error.message}`;
  if (timedOut) return "The receiver did not answer in time";
  const code = errorCode(error);
  const known = code !== null && /^[A-Z0-9_]{1,60}$/.test(code) ? code : null;
  if (known && CODES[known]) return CODES[known];
  if (known && /CERT|SIGNATURE|_TLS_|SSL/.test(known))
    return `The receiver's certificate is not trusted (${known})`;
  return `No connection to the receiver${known ? ` (${known})` : ""}`;
}

function statusWords(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `The receiver answered ${status}: redirects are not followed`;
  return `The receiver answered ${status}`;
}

async function exchange(message: SignedMessage, signal: AbortSignal): Promise<PostResult> {
  const checked = await resolveReceiver(message.url);
  signal.throwIfAborted();
  const url = new URL(message.url);
  // Through a proxy, the proxy resolves the name again, and what it lets through is its operator's to decide.
  const options = { lookup: lookupAmong(checked), timeout: ANSWER_TIMEOUT_MS };
  const client = new Client(url.origin, {
    connect: outgoingConnector(url, options, env().AUDIT_WEBHOOK_CA_FILE),
  });
  try {
    // `request` follows no redirect: a redirect could lead into a private network.
    const response = await client.request({
      method: "POST",
      path: url.pathname + url.search,
      headers: {
        ...signedHeaders(message.secret, message.id, message.body, new Date()),
        "content-type": "application/json",
        "user-agent": "switchboard",
      },
      body: message.body,
      signal,
      // Only the total time-out counts, so undici's own ones are off.
      headersTimeout: 0,
      bodyTimeout: 0,
      reset: true,
    });
    response.body.on("error", () => undefined);
    const status = response.statusCode;
    await discard(response.body);
    const retryAfter = response.headers["retry-after"];
    const mayPutOff = status === 429 || status === 503;
    return {
      delivered: status >= 200 && status < 300,
      status,
      error: statusWords(status),
      retryAfterSeconds:
        mayPutOff && typeof retryAfter === "string" ? readRetryAfter(retryAfter, new Date()) : null,
    };
  } finally {
    client.destroy().catch(() => undefined);
  }
}

function afterAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_settle, refuse) => {
    signal.addEventListener("abort", () => refuse(signal.reason), { once: true });
  });
}

/**
 * Sends one signed message to a receiver, once. "Delivered" means a complete answer with a 2xx status. The name is
 * resolved and checked right before, and the connection goes to the checked addresses.
 *
 * @param timeoutMs for all of it
 * @returns the receiver's status, or the error
 */
export async function postMessage(
  message: SignedMessage,
  timeoutMs: number = ANSWER_TIMEOUT_MS,
): Promise<PostResult> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    // Resolving a name can't be cancelled, so it is not waited for beyond the time-out.
    const sending = exchange(message, signal);
    sending.catch(() => undefined);
    return await Promise.race([sending, afterAbort(signal)]);
  } catch (error) {
    const words = errorWords(error, signal.aborted);
    return { delivered: false, status: null, error: words, retryAfterSeconds: null };
  }
}
