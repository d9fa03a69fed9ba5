/** The longest address that the standards allow (RFC 5321, with the brackets taken off). */
export const LONGEST_EMAIL = 254;

/** The message for a text that is not an address. */
export const NOT_AN_EMAIL = "must be an e-mail address";

/** Characters that would end the host in an address, so that a parser would find another one than was typed. */
const NO_HOST = /[\s/\\?#:@%\p{Cc}]/u;

function asciiDomain(domain: string): string {
  if (/^[\x21-\x7e]*$/.test(domain) || NO_HOST.test(domain)) return domain;
  return URL.canParse(`http://${domain}/`) ? new URL(`http://${domain}/`).hostname : domain;
}

/**
 * Returns the one form in which addresses are stored and compared: in lower case, since the case of the local part is, in
 * practice, nobody's identity, and with the domain in ASCII (`user@bücher.example` as `user@xn--bcher-kva.example`).
 */
export function normaliseEmail(email: string): string {
  const plain = email.trim().normalize("NFC").toLowerCase();
  const at = plain.lastIndexOf("@") + 1;
  return `${plain.slice(0, at)}${asciiDomain(plain.slice(at))}`;
}

/** Returns the domain of an address in that form. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}
