import ipaddr from "ipaddr.js";

/** All of the global unicast space that IANA has given out lies here; what is outside is special or not in use. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");
/** For documentation only (RFC 3849, RFC 9637). */
const DOCUMENTATION = ["2001:db8::/32", "3fff::/20"].map((range) => ipaddr.IPv6.parseCIDR(range));

/**
 * Whether an IP address belongs to the public internet: not to this machine, a private network, a link (where clouds
 * keep their metadata), a carrier's inner network, multicast, documentation, or a tunnel that leads to any of them.
 * @param address as a resolver gives it; anything that is no address is not public
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address that is written as an IPv6 one is judged as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv4) return true;
  return parsed.match(GLOBAL_IPV6) && !DOCUMENTATION.some((range) => parsed.match(range));
}
