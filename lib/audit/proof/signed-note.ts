import { hash, type KeyObject, sign, verify } from "node:crypto";
import { decodeBase64 } from "./text-forms";

const ED25519_TYPE = 0x01;
const KEY_HASH_BYTES = 4;
/** Of an Ed25519 signature (RFC 8032). */
const SIGNATURE_BYTES = 64;
/** More than any log needs. The bound keeps a hostile note from stalling the verifier. */
const MAX_SIGNATURES = 100;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the rule is about control characters.
const CONTROL_CHARACTER = /[\u0000-\u0009\u000b-\u001f]/;

/** The 32 bytes of an Ed25519 public key, from either half of the pair. */
function rawPublicKey(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError("a note is signed with an Ed25519 key");
  const encoded = key.export({ format: "jwk" }).x;
  if (encoded === undefined) throw new TypeError("the key has no public half");
  return Buffer.from(encoded, "base64url");
}

/** Identifies a key of this name: the start of a hash, as the signed-note format recommends (c2sp.org/signed-note). */
function keyHash(keyName: string, key: KeyObject): Buffer {
  const input = Buffer.concat([Buffer.from(`${keyName}\n`), Buffer.from([ED25519_TYPE]), rawPublicKey(key)]);
  return hash("sha256", input, "buffer").subarray(0, KEY_HASH_BYTES);
}

/**
 * Signs a text as a signed note (c2sp.org/signed-note).
 *
 * @param text lines, the last one ended by a newline too; no other control characters
 * @param keyName the key's name in the note: no spaces, no plus sign
 * @param privateKey Ed25519
 * @returns the text, an empty line and the signature line
 * @throws TypeError for a text, name or key that a note cannot have
 */
export function signNote(text: string, keyName: string, privateKey: KeyObject): string {
  if (!text.endsWith("\n") || CONTROL_CHARACTER.test(text) || !text.isWellFormed()) {
    throw new TypeError("a note's text consists of whole lines without control characters");
  }
  if (!/^[^\s+]+$/u.test(keyName)) throw new TypeError("a key's name has neither spaces nor plus signs");
  const signature = sign(null, Buffer.from(text), privateKey);
  const encoded = Buffer.concat([keyHash(keyName, privateKey), signature]).toString("base64");
  return `${text}\n— ${keyName} ${encoded}\n`;
}

/** Divides a note into its text and its signature lines, at the last empty line; null for another form. */
function divide(note: string): { text: string; signatures: string[] } | null {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || CONTROL_CHARACTER.test(note)) return null;
  const signatures = note.slice(end + 2, -1).split("\n");
  if (signatures.length > MAX_SIGNATURES) return null;
  return { text: note.slice(0, end + 1), signatures };
}

/**
 * Returns a note's text, with any signer. Only to explain why a note was refused; trust `openNote` alone.
 * @returns null when it is not a note
 */
export function unverifiedText(note: string): string | null {
  return divide(note)?.text ?? null;
}

/** A note's text, and its signer. */
interface NoteReading {
  /** Only to explain why it was refused, unless a trusted key signed it. */
  text: string;
  /**
   * "another": it has a signature under the key's name, but of none of the keys; it may be genuine or not. "nobody": it
   * is not a note, has no such signature, or has a wrong one of a trusted key.
   */
  signer: "believed" | "another" | "nobody";
}

/** Reads a signature line: the signer's name, the hash of the key, and the signature. Null for anything else. */
function readSignature(line: string): { name: string; keyHash: Buffer; signature: Buffer } | null {
  const [, name, encoded] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
  const bytes = decodeBase64(encoded ?? "");
  if (name === undefined || bytes === null || bytes.length <= KEY_HASH_BYTES) return null;
  return { name, keyHash: bytes.subarray(0, KEY_HASH_BYTES), signature: bytes.subarray(KEY_HASH_BYTES) };
}

/**
 * Reads a note that one of several keys of the same name should have signed (c2sp.org/signed-note). Signatures of other
 * names, such as witnesses', are ignored; a wrong signature of any of the keys invalidates the note.
 *
 * @param keys Ed25519
 */
export function readNote(note: string, keyName: string, keys: readonly KeyObject[]): NoteReading {
  const parts = divide(note);
  if (!parts) return { text: "", signer: "nobody" };
  const { text } = parts;
  const message = Buffer.from(text);
  const hashes = keys.map((key) => ({ key, expected: keyHash(keyName, key) }));
  let signer: NoteReading["signer"] = "nobody";
  for (const line of parts.signatures) {
    const signed = readSignature(line);
    if (!signed) return { text, signer: "nobody" };
    if (signed.name !== keyName) continue;
    const { signature } = signed;
    const known = hashes.find(({ expected }) => expected.equals(signed.keyHash));
    if (known && !verify(null, message, known.key, signature)) return { text, signer: "nobody" };
    if (known) signer = "believed";
    else if (signer === "nobody" && signature.length === SIGNATURE_BYTES) signer = "another";
  }
  return { text, signer };
}

/**
 * Returns the text of a note that this key signed; see `readNote`.
 *
 * @param publicKey Ed25519
 * @returns null when it is not a note, or has no valid signature of this key
 */
export function openNote(note: string, keyName: string, publicKey: KeyObject): string | null {
  const { text, signer } = readNote(note, keyName, [publicKey]);
  return signer === "believed" ? text : null;
}
