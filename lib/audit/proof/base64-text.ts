/**
 * Bytes from standard Base64 (RFC 4648, section 4).
 *
 * Node's decoder skips what it doesn't know and ignores unused bits of the last character; both would let an edited file
 * pass, so only the one spelling that encoding gives back is taken.
 * @returns null when it is not that spelling
 */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
