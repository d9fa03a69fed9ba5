import "server-only";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { receiverFault } from "@/lib/audit/rules";
import { env } from "@/lib/env";
import { outgoingProxy } from "@/lib/net/outgoing";
import { errorCode } from "@/lib/problems/problem";

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

/** An address that is never sent to. `message` says why, in words for the person who set it. */
export class ReceiverRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ReceiverRefused";
  }
}

/** Whether the operator allowed this host in a private network. */
function mayBePrivate(url: URL): boolean {
  const named = env().AUDIT_WEBHOOK_PRIVATE_HOSTS;
  return named.has(url.hostname) || named.has(`${url.hostname}:${url.port || "443"}`);
}

interface ResolvedAddress {
  address: string;
  family: number;
}

/** Codes of a name server that knows no such name, or can't be asked: usual where only the proxy may ask it. */
const UNKNOWN_NAME: ReadonlySet<string | null> = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"]);

async function addressesOf(url: URL): Promise<ResolvedAddress[]> {
  try {
    return await lookup(url.hostname.replace(/^\[|\]$/g, ""), { all: true, verbatim: true });
  } catch (error) {
    if (outgoingProxy(url) === null || !UNKNOWN_NAME.has(errorCode(error))) throw error;
    if (mayBePrivate(url)) return [];
    throw new ReceiverRefused(
      "The name of the receiver can't be found here, so nobody knows whether it leads into a private network. If only the proxy can find it, an operator can allow it with AUDIT_WEBHOOK_PRIVATE_HOSTS",
    );
  }
}

/**
 * Resolves the receiver's name and checks all its addresses. Only these may be connected to: resolving the name again
 * might return other ones (DNS rebinding). A proxy, where one makes the connection, does resolve the name again: what
 * can't be checked here is refused then, unless the operator allowed it.
 *
 * @returns nothing for a name that only the proxy can resolve
 * @throws ReceiverRefused for a private address, or an address that may not be used at all
 * @throws Error with a `code` when the name can't be resolved
 */
export async function resolveReceiver(address: string): Promise<ResolvedAddress[]> {
  const fault = receiverFault(address);
  if (fault) throw new ReceiverRefused(`The address ${fault}`);
  const url = new URL(address);
  const found = await addressesOf(url);
  if (!mayBePrivate(url) && !found.every(({ address: ip }) => isPublicAddress(ip))) {
    throw new ReceiverRefused(
      "The address leads into a private network. An operator can allow it with AUDIT_WEBHOOK_PRIVATE_HOSTS",
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
