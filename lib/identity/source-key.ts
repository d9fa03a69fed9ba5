import ipaddr from "ipaddr.js";

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
