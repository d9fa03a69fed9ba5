import { isIP } from "node:net";

const HOST = /^[^\s/?#@\\,]+$/;

/**
 * Returns the one spelling of a `Host` header or an authority: lower case, international names in their ASCII form, no
 * dot at the end of the name, no port that the scheme has anyway.
 *
 * @param protocol with its colon
 * @returns null for a text that is no host
 */
export function canonicalHost(host: string, protocol: string): string | null {
  if (!HOST.test(host) || !URL.canParse(`${protocol}//${host}`)) return null;
  // This drops the scheme's own port, too.
  const { hostname, port } = new URL(`${protocol}//${host}`);
  const name = hostname.replace(/\.$/, "");
  return port === "" ? name : `${name}:${port}`;
}

/** Returns the one spelling of an `Origin` header; null for a text that is no origin of a web page. */
export function canonicalOrigin(origin: string): string | null {
  const [, scheme, host] = /^(https?):\/\/([^/?#]+)$/i.exec(origin) ?? [];
  if (!scheme || !host) return null;
  const protocol = `${scheme.toLowerCase()}:`;
  const name = canonicalHost(host, protocol);
  return name === null ? null : `${protocol}//${name}`;
}

/** Returns a host's name, as `URL` has it, without the dot at its end and without the brackets around an address. */
export function bareName(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^\[|\]$/g, "");
}

/**
 * Whether a host's name means this machine, whatever a name server says.
 * @param hostname as `URL` has it
 */
export function isLoopbackName(hostname: string): boolean {
  const name = bareName(hostname);
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}
