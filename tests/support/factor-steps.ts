import { TOTP } from "otpauth";
import { database } from "@/lib/db/client";
import { NEW_BROWSER } from "@/lib/identity/open-session";
import { signIn } from "@/lib/identity/sign-in";
import { PASSWORD } from "./open-portal";
import type { PortalAnswer, PortalClient } from "./portal-client";
import { SoftPasskey } from "./soft-passkey";

/** Returns the code of an app, `steps` of 30 seconds away from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/**
 * Sets an app up as its person does. Its first code is used up then: the next one is that of a step later.
 *
 * @throws Error where the portal refuses it
 */
export async function setUpApp(client: PortalClient): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await client.call("POST", "/api/me/totp", { body: {} });
  const { secret } = begun.json;
  const confirmed = await client.call("POST", "/api/me/totp", { body: { code: codeOf(secret, -1) } });
  if (confirmed.status !== 200) throw new Error(`no app: ${confirmed.text}`);
  return { secret, recoveryCodes: confirmed.json.recoveryCodes };
}

/** Adds a passkey as its person does. Returns it with what the portal asked of it, and the portal's answer. */
export async function addPasskey(client: PortalClient, name = "A phone", key = new SoftPasskey()) {
  const options = (await client.call("POST", "/api/me/passkeys/challenge")).json;
  const body = { name, answer: key.create(options) };
  return { key, options, answer: await client.call("POST", "/api/me/passkeys", { body }) };
}

let requests = 0;

/** Signs somebody in with their password and a code, in a browser that nobody has used before. */
export async function attemptSignIn(
  { email }: { email: string },
  code: string | null = null,
  password = PASSWORD,
  ip = "192.0.2.9",
) {
  const request = { id: `factor-${++requests}`, ip, userAgent: "a browser", correlationId: "test" };
  return await signIn(email, password, request, NEW_BROWSER, code);
}

/** Returns the cookies of an answer, as a browser sends them back. */
export function cookieOf(answer: PortalAnswer): string {
  const lines = answer.headers.getSetCookie();
  return lines.map((line) => line.split(";")[0]).join("; ");
}

/** Makes the last proof of a person older than a change of their account allows. */
export async function ageProof(client: PortalClient): Promise<void> {
  await database().$executeRaw`
    UPDATE "Session" SET "provedAt" = now() - interval '11 minutes' WHERE "userId" = ${client.userId}::uuid`;
}
