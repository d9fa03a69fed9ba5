/** How long the reason of a change may be. */
export const LONGEST_REASON = 500;

const ENCODED = "UTF-8''";

/** Returns a reason as a header's value. Those are bytes: text beyond ASCII is percent-encoded (RFC 8187). */
export function encodeReason(reason: string): string {
  // What only looks encoded would be decoded at the other end.
  const isPlain = /^[\x20-\x7e]*$/.test(reason) && !reason.startsWith(ENCODED);
  return isPlain ? reason : `${ENCODED}${encodeURIComponent(reason)}`;
}

/**
 * Returns the reason that a header's value says, without the spaces at its ends. The value arrives as Latin-1: browsers
 * send no more, and other callers send UTF-8 as it is.
 * @returns null when its percent-encoding is not valid
 */
export function decodeReason(value: string): string | null {
  if (value.startsWith(ENCODED)) {
    try {
      return decodeURIComponent(value.slice(ENCODED.length)).trim();
    } catch {
      return null;
    }
  }
  const utf8 = new TextDecoder().decode(Uint8Array.from(value, (character) => character.charCodeAt(0)));
  return (utf8.includes("\uFFFD") ? value : utf8).trim();
}
