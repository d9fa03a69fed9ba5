import { CORRELATION_ID } from "@/lib/text/ids";
import "server-only";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";

/**
 * Whose tries are counted together when they come from an address. Who has IPv6 has 2^64 addresses at least, and would
 * otherwise be a new source with each of them: the network (/64) counts as one. An IPv4 address written as an IPv6 one is
 * the same source as written plainly.
 *
 * @param ip null where it isn't known: all such tries count together
 */
export function sourceKey(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return ip ?? "unknown";
  const address = ipaddr.process(ip);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString().split("%")[0]}/64`)}/64`;
}

/** How much of a user agent is kept: enough to recognise a browser, not a place to store things. */
const USER_AGENT_LENGTH = 300;

/** The undertaking that a request says it is part of. Anything else than a fit name counts as none. */
function correlationIdOf(headers: Headers, id: string): string {
  const named = headers.get("x-correlation-id") ?? "";
  return CORRELATION_ID.test(named) ? named : id;
}

/**
 * Where a request came from. The address is the last hop of `X-Forwarded-For`, which our own server sets from the
 * connection (or, behind a proxy, the proxy has set): what a client wrote there itself stands further left. What is no
 * address at all is not kept: nobody could find it, and a log line or a spreadsheet is no place for it.
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
