/** NIST SP 800-38D recommends 96-bit nonces for GCM. Each seal draws a new one. */
const NONCE_BYTES = 12;
/** A call takes only so many arguments. */
const CHUNK = 0x8000;

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

/** @throws Error for a text that isn't base64 */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** The place and the time are authenticated with the text: an entry under another name, or made younger, does not open. */
function parameters(nonce: Uint8Array<ArrayBuffer>, place: string, savedAt: string) {
  return { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(`${place} ${savedAt}`) };
}

/**
 * Seals a text for a place of the device's storage (AES-256-GCM).
 * @returns the time in clear, since old entries go without their key, and nonce and ciphertext in base64
 */
export async function seal(key: CryptoKey, place: string, savedAt: string, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    parameters(nonce, place, savedAt),
    key,
    new TextEncoder().encode(text),
  );
  return `${savedAt} ${base64(nonce)}${base64(new Uint8Array(sealed))}`;
}

/** Twelve bytes are sixteen letters, without a filling. */
const NONCE_LETTERS = 16;

/**
 * Opens what `seal` made for the same place.
 * @throws Error for another key or place, or an altered text
 */
export async function unseal(key: CryptoKey, place: string, entry: string): Promise<string> {
  const [savedAt = "", sealed = ""] = entry.split(" ");
  const nonce = bytesOf(sealed.slice(0, NONCE_LETTERS));
  const opened = await crypto.subtle.decrypt(
    parameters(nonce, place, savedAt),
    key,
    bytesOf(sealed.slice(NONCE_LETTERS)),
  );
  return new TextDecoder().decode(opened);
}

/** Returns when an entry was sealed (ISO 8601); null for what is no such entry. */
export function sealedAt(entry: string): string | null {
  const [savedAt = "", sealed] = entry.split(" ", 2);
  return sealed && !Number.isNaN(Date.parse(savedAt)) ? savedAt : null;
}
