import "server-only";
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** What every token begins with, so that a scanner for secrets knows one that lies where it should not. */
const PREFIX = "swb_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62 ** 43 is a little more than 2 ** 256, so that every number of 256 bits has exactly one spelling. */
const SECRET_LENGTH = 43;
/** 62 ** 6 is more than 2 ** 32, all values of the checksum. */
const CHECKSUM_LENGTH = 6;
const HINT_LENGTH = 4;

/** The pattern of a token, for scanners for secrets as well: `docs/security/tokens.md` publishes it. */
export const TOKEN_PATTERN = /^swb_[0-9A-Za-z]{49}$/;

/** Returns a number in base 62, with leading zeros. */
export function base62(value: bigint, length: number): string {
  const digits: string[] = [];
  for (let rest = value; digits.length < length; rest /= 62n)
    digits.unshift(DIGITS.charAt(Number(rest % 62n)));
  return digits.join("");
}

/** The CRC-32 of the secret's 43 characters. Like that of GitHub's tokens, it shows a made-up or cut one without a look-up. */
function checksumOf(secret: string): string {
  return base62(BigInt(crc32(secret)), CHECKSUM_LENGTH);
}

/** Returns the token of a secret: 32 bytes. Every byte has its part in one number, so that no digit is likelier than it should be. */
export function tokenOf(bytes: Buffer): string {
  const secret = base62(BigInt(`0x${bytes.toString("hex")}`), SECRET_LENGTH);
  return `${PREFIX}${secret}${checksumOf(secret)}`;
}

/** Returns a new token of 256 random bits. */
export function newApiToken(): string {
  return tokenOf(randomBytes(32));
}

/** Whether a text has the form and the checksum of a token. Whether there is such a token, the database knows. */
export function hasTokenForm(text: string): boolean {
  if (!TOKEN_PATTERN.test(text)) return false;
  const secret = text.slice(PREFIX.length, -CHECKSUM_LENGTH);
  return checksumOf(secret) === text.slice(-CHECKSUM_LENGTH);
}

/** The end of a token, by which its person knows it. */
export function tokenHint(token: string): string {
  return token.slice(-HINT_LENGTH);
}
