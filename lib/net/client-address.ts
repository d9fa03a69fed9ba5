import { BlockList, isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Addresses and networks whose forwarding headers are believed. */
export type TrustedProxies = BlockList;

/** This machine. A proxy on it is believed without a setting. */
export const LOOPBACK_PROXIES = "127.0.0.0/8,::1";

const family = (address: string) => (isIP(address) === 4 ? "ipv4" : "ipv6");

/** Adds `address` or `address/bits`. @returns whether the text was one of these */
function addEntry(list: BlockList, entry: string): boolean {
  const [address = "", bits, ...rest] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || address.includes("%") || rest.length > 0) return false;
  if (bits === undefined) {
    list.addAddress(address, family(address));
    return true;
  }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return false;
  list.addSubnet(address, Number(bits), family(address));
  return true;
}

/**
 * Reads a list of proxies: addresses and networks, separated by commas.
 * @returns null for a text that is no such list
 */
export function trustedProxies(text: string): TrustedProxies | null {
  const list = new BlockList();
  return text.split(",").every((entry) => addEntry(list, entry.trim())) ? list : null;
}

/** The quotes of RFC 7239, which some proxies put around an address with a port. */
const QUOTED = /^"([^"]*)"$/;
const BRACKETS = /^\[([^\]]+)\](?::\d{1,5})?$/;
const IPV4_WITH_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;
/** Without brackets a port is only told from the address where all eight groups are written. */
const IPV6_WITH_PORT = /^((?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}):\d{1,5}$/i;

/**
 * Reads an address as servers and proxies write it: with a port, in brackets, in quotes, with a zone, or an IPv4 one
 * written as IPv6.
 * @returns the one spelling that every such address has here; null for any other text
 */
export function readAddress(text: string): string | null {
  const trimmed = text.trim();
  const bare = QUOTED.exec(trimmed)?.[1]?.trim() ?? trimmed;
  const address = [BRACKETS, IPV4_WITH_PORT, IPV6_WITH_PORT].reduce(
    (found, form) => form.exec(found)?.[1] ?? found,
    bare,
  );
  // A zone names an interface of the machine that wrote it, and may be any text.
  const plain = address.split("%")[0] ?? "";
  if (isIP(plain) === 0) return null;
  const parsed = ipaddr.process(plain);
  return parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString();
}

/**
 * Returns the address of a request's client. Each proxy appends the address that it was reached from to
 * `X-Forwarded-For`, so the list is read from its end, as long as proxies that are trusted wrote it. What a client wrote
 * itself is before that.
 *
 * @param peer the other end of the connection
 * @param forwardedFor all `X-Forwarded-For` lines as one list
 * @returns the last hop that can be read; null where not even the peer is known
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string | null {
  let client = readAddress(peer ?? "");
  // An empty element of a list means nothing (RFC 9110, 5.6.1).
  const hops = (forwardedFor ?? "").split(",").filter((hop) => hop.trim() !== "");
  while (client !== null && trusted.check(client, family(client))) {
    const hop = hops.pop();
    const address = hop === undefined ? null : readAddress(hop);
    if (address === null) break;
    client = address;
  }
  return client;
}
