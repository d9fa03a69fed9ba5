import "server-only";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { errorCode } from "@/lib/problems/problem";
import { outgoingProxy } from "./outgoing";

/** The global unicast space that IANA has assigned. The space outside is special or not in use. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");
/** For documentation only (RFC 3849, RFC 9637). */
const DOCUMENTATION = ["2001:db8::/32", "3fff::/20"].map((range) => ipaddr.IPv6.parseCIDR(range));

/**
 * Whether an IP address belongs to the public internet. Excluded are this machine, private networks, links (where
 * clouds keep their metadata), carriers' inner networks, multicast, documentation, and tunnels to any of them.
 * @param address as a resolver returns it; any other text is not public
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address that is written as an IPv6 one is judged as IPv4.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv4) return true;
  return parsed.match(GLOBAL_IPV6) && !DOCUMENTATION.some((range) => parsed.match(range));
}

/** An address that nothing is ever sent to. `message` says why, in words for the person who set it. */
export class AddressRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AddressRefused";
  }
}

/** The exceptions for one kind of address that people type. */
export interface AddressGuard {
  /** The hosts in private networks that an operator allowed, with or without a port. */
  allowed: ReadonlySet<string>;
  /** The name of the setting that has them. */
  setting: string;
  /** The owner of the address, in a sentence: "the receiver". */
  whose: string;
}

interface ResolvedAddress {
  address: string;
  family: number;
}

/** Whether a list of hosts has that of an address, on any port or on this one. */
export function hasHost(list: ReadonlySet<string>, url: URL): boolean {
  const port = url.port || (url.protocol === "http:" ? "80" : "443");
  return list.has(url.hostname) || list.has(`${url.hostname}:${port}`);
}

/** Codes of a name server that knows no such name, or can't be asked: usual where only the proxy may ask it. */
const UNKNOWN_NAME: ReadonlySet<string | null> = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"]);

async function addressesOf(url: URL, guard: AddressGuard): Promise<ResolvedAddress[]> {
  try {
    return await lookup(url.hostname.replace(/^\[|\]$/g, ""), { all: true, verbatim: true });
  } catch (error) {
    if (outgoingProxy(url) === null || !UNKNOWN_NAME.has(errorCode(error))) throw error;
    if (hasHost(guard.allowed, url)) return [];
    throw new AddressRefused(
      `The name of ${guard.whose} can't be found here, so nobody knows whether it leads into a private network. If only the proxy can find it, an operator can allow it with ${guard.setting}`,
    );
  }
}

/**
 * Resolves the name in an address and checks all that it means. Only these addresses may be connected to: resolving the name
 * again might return other ones (DNS rebinding). A proxy, where one makes the connection, does resolve the name again: what
 * can't be checked here is refused then, unless the operator allowed it.
 *
 * @returns nothing for a name that only the proxy can resolve
 * @throws AddressRefused for a private address
 * @throws Error with a `code` when the name can't be resolved
 */
export async function resolveGuarded(url: URL, guard: AddressGuard): Promise<ResolvedAddress[]> {
  const found = await addressesOf(url, guard);
  if (!hasHost(guard.allowed, url) && !found.every(({ address: ip }) => isPublicAddress(ip))) {
    throw new AddressRefused(
      `The address leads into a private network. An operator can allow it with ${guard.setting}`,
    );
  }
  return found;
}

/**
 * A resolver that returns only the checked addresses. A second answer of the name server (DNS rebinding) changes
 * nothing.
 */
export function lookupAmong(checked: { address: string; family: number }[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = checked;
    if (options.all) callback(null, checked);
    else callback(null, first?.address ?? "", first?.family);
  };
}
