import { BlockList } from "node:net";
import { clientAddress, LOOPBACK_PROXIES, readAddress, trustedProxies } from "./client-address";
import { canonicalHost, isLoopbackName } from "./host-names";

/** How the portal is reached. */
export interface FrontSettings {
  /** The public origin; null where the portal is reached on loopback only. */
  publicOrigin: string | null;
  /** Whose `X-Forwarded-For` is believed, as the operator wrote it; null for the usual ones. */
  trustedProxies: string | null;
}

/** What the front needs of a request. `IncomingMessage` is one. */
export interface FrontRequest {
  method?: string | undefined;
  url?: string | undefined;
  headers: Record<string, string | string[] | undefined>;
  socket: { remoteAddress?: string | undefined };
}

/** What has to be known about a request before the framework sees it: whom it is for, and whom it is from. */
export interface Front {
  /** Whether the host that a request names is this portal. */
  isKnownHost: (request: FrontRequest) => boolean;
  /** Replaces what a request says about its client, its host and its scheme by what is known about them. */
  settleHeaders: (request: FrontRequest) => void;
}

/** A balancer checks the health of a process by the process's own address, which is no name of the portal. */
const HEALTH = /^\/api\/health\/(live|ready)(\?|$)/;
const isHealthCheck = ({ method, url = "" }: FrontRequest) =>
  (method === "GET" || method === "HEAD") && HEALTH.test(url);

const text = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(",") : value);

function believedProxies({ publicOrigin, trustedProxies: named }: FrontSettings): BlockList {
  if (named !== null) return trustedProxies(named) ?? new BlockList();
  // Without a public address nothing is in front of the portal.
  return publicOrigin === null ? new BlockList() : (trustedProxies(LOOPBACK_PROXIES) ?? new BlockList());
}

/** The header by which a page learns that a browser only fetches its frame, for a link that may be followed. */
export const ONLY_FRAME = "x-only-frame";

/**
 * Makes the front of a portal.
 * @param onUnbelieved called for a request that was forwarded by somebody whose word is not taken, with their address
 */
export function frontOf(settings: FrontSettings, onUnbelieved: (peer: string) => void = () => {}): Front {
  const own = settings.publicOrigin === null ? null : new URL(settings.publicOrigin);
  const ownHost = own && canonicalHost(own.host, own.protocol);
  const trusted = believedProxies(settings);

  /** The host as this portal's, in its one spelling; null for another's. */
  function knownHost(host: string): string | null {
    if (own && canonicalHost(host, own.protocol) === ownHost) return own.host;
    // Without this, a page on any site could point its own name at 127.0.0.1 and talk to the portal as if it were its
    // own origin (DNS rebinding).
    const local = canonicalHost(host, "http:");
    return local !== null && isLoopbackName(new URL(`http://${local}`).hostname) ? local : null;
  }

  return {
    isKnownHost: (request) => isHealthCheck(request) || knownHost(text(request.headers.host) ?? "") !== null,
    settleHeaders: ({ headers, socket }) => {
      const forwarded = text(headers["x-forwarded-for"]);
      const client = clientAddress(socket.remoteAddress, forwarded, trusted);
      const peer = readAddress(socket.remoteAddress ?? "");
      if (own && forwarded !== undefined && peer !== null && client === peer) onUnbelieved(peer);
      const host = knownHost(text(headers.host) ?? "") ?? "localhost";
      // A health check may name any host, and the framework builds addresses with it.
      headers.host = host;
      headers["x-forwarded-for"] = client ?? "unknown";
      headers["x-forwarded-host"] = own?.host ?? host;
      headers["x-forwarded-proto"] = own?.protocol.slice(0, -1) ?? "http";
      delete headers["x-forwarded-port"];
      delete headers.forwarded;
      // The framework keeps its own word for this from pages, which should do no work for a link that may not be followed.
      if (headers["next-router-prefetch"] === undefined) delete headers[ONLY_FRAME];
      else headers[ONLY_FRAME] = "1";
    },
  };
}
