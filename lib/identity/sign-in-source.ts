import { CORRELATION_ID } from "@/lib/text/ids";
import "server-only";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";

/**
 * Groups sign-in attempts by network. An IPv6 user has 2^64 addresses, so attempts are counted per /64. An IPv4 address
 * written as an IPv6 one is the same source as the plain IPv4 address.
 *
 * @param ip null where it isn't known: all such attempts count together
 */
export function sourceKey(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return ip ?? "unknown";
  const address = ipaddr.process(ip);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString().split("%")[0]}/64`)}/64`;
}

/** How much of a user agent is kept: enough to recognise a browser, not a place to store things. */
const USER_AGENT_LENGTH = 300;

/** Returns the undertaking that a request names. An unfit name counts as none. */
function correlationIdOf(headers: Headers, id: string): string {
  const named = headers.get("x-correlation-id") ?? "";
  return CORRELATION_ID.test(named) ? named : id;
}

/**
 * Returns where a request came from. The address is the last hop of `X-Forwarded-For`, set by our own server from the
 * connection, or by the proxy in front. Earlier hops are ignored, since clients can write them. A text that is no
 * address is dropped: nobody could search for it, and it must not reach a log line or a spreadsheet.
 *
 * @param id the request's id; made here when there is none yet
 */
export function requestOrigin(headers: Headers, id: string = uuidv7()): AuditRequest {
  const lastHop = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return {
    id,
    ip: isIP(lastHop) ? lastHop : null,
    userAgent: headers.get("user-agent")?.slice(0, USER_AGENT_LENGTH) ?? null,
    correlationId: correlationIdOf(headers, id),
  };
}
