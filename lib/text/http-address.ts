/** The rule for HTTP addresses that people type, for schemas, forms and the JSON view alike. */

/** The scheme, and the host with its port and sign-in part, which a browser would also find after three slashes. */
const PARTS = /^(https?:\/\/)([^/?#\\]+)(.*)$/is;

function asciiHost(authority: string): string | null {
  const at = authority.lastIndexOf("@") + 1;
  const typed = authority.slice(at);
  // A parser drops tabs and line breaks without a word, so that the fault would be hidden.
  if (/^[\x21-\x7e]*$/.test(typed) || /[\s\p{C}]/u.test(typed)) return authority;
  const [host = "", port] = typed.split(/:(?=\d*$)/);
  if (!URL.canParse(`http://${host}/`)) return null;
  return `${authority.slice(0, at)}${new URL(`http://${host}/`).hostname}${port === undefined ? "" : `:${port}`}`;
}

/**
 * Returns an address with its host in ASCII form (`https://bücher.example` as `https://xn--bcher-kva.example`), and
 * otherwise as it was typed: a parser would also rewrite braces, which stand for variables.
 */
export function withAsciiHost(address: string): string {
  const [, scheme, authority, rest] = PARTS.exec(address) ?? [];
  if (scheme === undefined || authority === undefined || rest === undefined) return address;
  return `${scheme}${asciiHost(authority) ?? authority}${rest}`;
}

/** Returns the fault of an address, as the end of a sentence; null when it may be called. */
export function httpAddressFault(address: string): string | null {
  const ascii = withAsciiHost(address);
  if (!/^https?:\/\//i.test(ascii)) return "must be an address that starts with http:// or https://";
  if (/\s/.test(ascii)) return "must not contain blanks or line breaks: write a blank as %20";
  if (!/^[\x21-\x7e]*$/.test(ascii))
    return "must write signs beyond ASCII in the encoded form, such as %C3%A9 for é";
  if (
    !PARTS.test(ascii) ||
    !URL.canParse(ascii) ||
    new URL(ascii).hostname.split(".").slice(0, -1).includes("")
  ) {
    return "must name a host after http:// or https://";
  }
  return null;
}
