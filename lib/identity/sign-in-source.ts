import { CORRELATION_ID } from "@/lib/text/ids";
import "server-only";
import ipaddr from "ipaddr.js";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";
import { readAddress } from "@/lib/net/client-address";

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
 * Returns where a request came from. Our own server has decided on the client's address and replaced the header by it
 * (`clientAddress`); the last hop is right even without that server. A text that is no address is dropped: nobody could
 * search for it, and it must not reach a log line or a spreadsheet.
 *
 * @param id the request's id; made here when there is none yet
 */
export function requestOrigin(headers: Headers, id: string = uuidv7()): AuditRequest {
  return {
    id,
    ip: readAddress(headers.get("x-forwarded-for")?.split(",").at(-1) ?? ""),
    userAgent: headers.get("user-agent")?.slice(0, USER_AGENT_LENGTH) ?? null,
    correlationId: correlationIdOf(headers, id),
  };
}
