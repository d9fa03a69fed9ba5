import "server-only";
import type { CustomFetch } from "openid-client";
import { Client, type Dispatcher } from "undici";
import { env } from "@/lib/env";
import { AddressRefused, lookupAmong, resolveGuarded } from "@/lib/net/guarded-address";
import { isLoopbackName } from "@/lib/net/host-names";
import { outgoingConnector } from "@/lib/net/outgoing";

/** From the name's resolution to the last byte of an answer, in seconds. */
export const ANSWER_SECONDS = 10;
/** Discovery documents, keys and tokens are a few kilobytes. */
const LARGEST_ANSWER = 512 * 1024;

async function readSome(body: Dispatcher.ResponseData["body"]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > LARGEST_ANSWER) throw new Error("the answer is too large");
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

function responseOf({ statusCode, headers }: Dispatcher.ResponseData, bytes: Buffer): Response {
  const kept = new Headers();
  for (const [name, value] of Object.entries(headers))
    for (const line of [value ?? []].flat()) kept.append(name, line);
  // These have no body, and `Response` refuses one.
  const empty = statusCode === 204 || statusCode === 205 || statusCode === 304;
  return new Response(empty ? null : new Uint8Array(bytes), { status: statusCode, headers: kept });
}

/**
 * What asks an identity provider: its address was typed by an owner, and the addresses of its endpoints are the provider's
 * own word. So each is checked right before it is connected to, as those of webhooks are, and no redirect is followed.
 *
 * @throws AddressRefused for an address that is never asked
 */
export const guardedFetch: CustomFetch = async (address, { method, headers, body, signal }) => {
  const url = new URL(address);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopbackName(url.hostname)))
    throw new AddressRefused("An address of the identity provider is not https");
  const checked = await resolveGuarded(url, {
    allowed: env().PORTAL_PROVIDER_PRIVATE_HOSTS,
    setting: "PORTAL_PROVIDER_PRIVATE_HOSTS",
    whose: "the identity provider",
  });
  signal?.throwIfAborted();
  const options = { lookup: lookupAmong(checked), timeout: ANSWER_SECONDS * 1000 };
  const client = new Client(url.origin, { connect: outgoingConnector(url, options) });
  try {
    const response = await client.request({
      method: method === "POST" ? "POST" : "GET",
      path: url.pathname + url.search,
      headers: { ...headers, "user-agent": "switchboard" },
      ...(body instanceof URLSearchParams || typeof body === "string" ? { body: String(body) } : {}),
      ...(signal ? { signal } : {}),
      // Only the caller's time-out counts, so undici's own ones are off.
      headersTimeout: 0,
      bodyTimeout: 0,
      reset: true,
    });
    return responseOf(response, await readSome(response.body));
  } finally {
    client.destroy().catch(() => undefined);
  }
};
