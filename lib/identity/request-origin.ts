import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";

/** How much of a user agent is kept: enough to recognise a browser, not a place to store things. */
const USER_AGENT_LENGTH = 300;

/**
 * Where a request came from. The address is the last hop of `X-Forwarded-For`, which our own server sets from the
 * connection (or, behind a proxy, the proxy has set): what a client wrote there itself stands further left.
 *
 * @param id the request's id; made here when there is none yet
 */
export function requestOrigin(headers: Headers, id: string = uuidv7()): AuditRequest {
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  return {
    id,
    ip: hops.at(-1)?.trim() || null,
    userAgent: headers.get("user-agent")?.slice(0, USER_AGENT_LENGTH) ?? null,
  };
}
