import { normaliseEmail } from "./email-address";

/** A person as a pasted list names them. */
export interface ListedAddress {
  /** As it was written, without the name. */
  email: string;
  /** The name beside the address; made of the address where there is none. */
  name: string;
}

/** `Name <address>`, with the name in quotes or not. */
const NAMED = /^(.*?)<([^<>]*)>$/su;

function withoutQuotes(text: string): string {
  const bare = text.trim();
  return bare
    .replace(/^"(.*)"$/su, "$1")
    .replaceAll('\\"', '"')
    .trim();
}

/** Returns a name for an address that came without one: "Mia Chen" for `mia.chen@example.com`. */
export function nameFromAddress(email: string): string {
  const [local = ""] = email.split("@");
  const words = local
    .replace(/\+.*$/su, "")
    .split(/[._\-\s]+/u)
    .filter(Boolean);
  const named = words.map((word) => `${word.charAt(0).toLocaleUpperCase()}${word.slice(1)}`).join(" ");
  return named || local || email;
}

/** Splits a list at commas, semicolons and line ends that are in no quotes. */
function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    // A quote that is never closed must not swallow the rest of the list.
    if (letter === "\n" || letter === "\r") quoted = false;
    const ends = !quoted && /[,;\n\r\t]/u.test(letter);
    if (ends) parts.push(part);
    part = ends ? "" : part + letter;
  }
  return [...parts, part].map((one) => one.trim()).filter(Boolean);
}

/** A part without a name may be several addresses with blanks between them. */
function splitBare(part: string): string[] {
  return part.includes("<") || !part.includes("@") ? [part] : part.split(/\s+/u);
}

/**
 * Returns the people of a pasted list of addresses: with commas, semicolons, tabs or line ends between them, each alone or as
 * `Name <address>` (RFC 5322, section 3.4). An address that is there twice counts once. What is no address stays in the list,
 * so that its author sees it.
 */
export function readAddressList(text: string): ListedAddress[] {
  const listed = new Map<string, ListedAddress>();
  for (const part of splitList(text).flatMap(splitBare)) {
    const [, name = "", address = part] = NAMED.exec(part) ?? [];
    const email = address.trim().replace(/^mailto:/iu, "");
    const key = normaliseEmail(email);
    if (!listed.has(key)) listed.set(key, { email, name: withoutQuotes(name) || nameFromAddress(email) });
  }
  return [...listed.values()];
}

/** Whether a text may be an address: the server decides, with a stricter rule. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/u.test(text);
}
