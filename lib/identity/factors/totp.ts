import "server-only";
import { Secret, TOTP } from "otpauth";

/** The form of codes that every authenticator app knows (RFC 6238): several ignore what a QR code says about another one. */
const FORM = { algorithm: "SHA1", digits: 6, period: 30 };

/** RFC 4226, section 4, recommends 160 bits. */
const SECRET_BYTES = 20;

/** How many steps a phone's clock may be off, each way (RFC 6238, section 5.2). */
const DRIFT = 1;

/** What a code of an app looks like. */
export const APP_CODE = /^\d{6}$/;

/** Returns a new secret of an app, in base32 as people type it. */
export function newAppSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Returns the address that an app reads from a QR code: the secret, and by which name the app lists it. */
export function appUri(secret: string, { host, email }: { host: string; email: string }): string {
  return new TOTP({ ...FORM, secret, issuer: `Switchboard (${host})`, label: email }).toString();
}

/**
 * Returns the step of 30 seconds whose code this is: the present one, or one beside it.
 * @param now milliseconds since 1970
 * @returns null for a wrong code
 */
export function stepOfCode(secret: string, code: string, now: number = Date.now()): number | null {
  if (!APP_CODE.test(code)) return null;
  const key = Secret.fromBase32(secret);
  const away = TOTP.validate({ ...FORM, secret: key, token: code, timestamp: now, window: DRIFT });
  return away === null ? null : TOTP.counter({ period: FORM.period, timestamp: now }) + away;
}
