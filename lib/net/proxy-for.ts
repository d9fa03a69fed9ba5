import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { bareName, isLoopbackName } from "./host-names";

const DEFAULT_PORTS: Record<string, string> = { "http:": "80", "https:": "443" };

/**
 * Reads the address of an outgoing proxy: `http://`, `https://`, or a bare `host:port`, with a user and a password where
 * it wants them.
 * @returns null for any other text
 */
export function readProxy(text: string): URL | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const plain = url.pathname === "/" && url.search === "" && url.hash === "";
  if (!plain || !["http:", "https:"].includes(url.protocol)) return null;
  try {
    decodeURIComponent(`${url.username}${url.password}`);
    return url;
  } catch {
    return null;
  }
}

/** Whether an address is in a network such as `10.0.0.0/8`. */
function isWithin(host: string, network: string): boolean {
  if (isIP(host) === 0 || !ipaddr.isValidCIDR(network)) return false;
  const [address, range] = [ipaddr.process(host), ipaddr.parseCIDR(network)];
  return address.kind() === range[0].kind() && address.match(range);
}

/** `name`, `.name` and `*.name` mean the name and everything below it, with `:port` on that port only. */
function excepts(entry: string, host: string, port: string): boolean {
  if (entry === "*" || isWithin(host, entry)) return true;
  const [, name = entry, only] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  if (only !== undefined && only !== port) return false;
  const named = bareName(name.replace(/^\*?\.(?=.)/, ""));
  if (isIP(named) !== 0)
    return isIP(host) !== 0 && ipaddr.process(named).toString() === ipaddr.process(host).toString();
  return named !== "" && (host === named || (isIP(host) === 0 && host.endsWith(`.${named}`)));
}

/** What the environment says about outgoing proxies. */
export interface ProxySettings {
  proxy: URL | null;
  /** The hosts that are reached without it, as NO_PROXY lists them. */
  except: string;
}

/**
 * Returns the proxy for an address; null where the connection is to be made directly. This machine is never reached
 * through a proxy.
 */
export function proxyFor(address: URL, { proxy, except }: ProxySettings): URL | null {
  if (proxy === null || isLoopbackName(address.hostname)) return null;
  const host = bareName(address.hostname);
  const port = address.port || DEFAULT_PORTS[address.protocol] || "";
  const entries = except.split(/[\s,]+/).filter((entry) => entry !== "");
  return entries.some((entry) => excepts(entry.toLowerCase(), host, port)) ? null : proxy;
}
