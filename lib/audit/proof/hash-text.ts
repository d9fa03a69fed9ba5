/** Bytes in lower-case hexadecimal, as hashes are written everywhere. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

/** A hash of 32 bytes from lower-case hexadecimal; null when it is not one. */
export function decodeHash(text: unknown): Buffer | null {
  return typeof text === "string" && /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, "hex") : null;
}

/** The hashes of a path or a frontier, which a reader has looked at before: what is none is left out. */
export function decodeHashes(texts: readonly string[]): Buffer[] {
  return texts.flatMap((text) => decodeHash(text) ?? []);
}
