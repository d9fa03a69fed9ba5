import { z } from "zod";
import type { AppView } from "@/lib/identity/factors/authenticator-app";
import type { PasskeyView } from "@/lib/identity/factors/passkeys";
import { SECOND_STEPS } from "@/lib/identity/sign-in-methods";
import { listOf, time, timeOrNull } from "./answer-parts";

const recoveryCodes = z.array(z.string());
const firstCodes = recoveryCodes
  .nullable()
  .describe("The first recovery codes, which can't be read again; null for somebody who has some already.");

export const appAnswer: z.ZodType<AppView> = z.object({
  app: z.object({ addedAt: time, usedAt: timeOrNull }).nullable(),
});

/** The answers of the two steps by which an app is set up. */
export const appStepAnswer = z.union([
  z.object({
    secret: z.string().describe("For typing into the app, in base32."),
    uri: z.string().describe("The same as `otpauth:` address, for a QR code."),
  }),
  z.object({ recoveryCodes: firstCodes }),
]);

export const recoveryCodesAnswer = z.object({ recoveryCodes });
export const codesLeftAnswer = z.object({ left: z.int(), of: z.int() });

const passkey: z.ZodType<PasskeyView> = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: time,
  usedAt: timeOrNull,
});
export const passkeyListAnswer = listOf(passkey);
export const addedPasskeyAnswer = z.object({ id: z.uuid(), name: z.string(), recoveryCodes: firstCodes });

export const proofStepsAnswer = z.object({
  password: z.boolean().describe("Whether the caller has a password that counts."),
  steps: z.array(z.enum(SECOND_STEPS)),
  providers: z
    .array(z.object({ id: z.uuid(), name: z.string() }))
    .describe("Identity providers that can confirm it: GET /api/sign-in/providers/{id}?prove=1"),
});

/** The options are those of the standard: level 3 of Web Authentication says what each means. Browsers read them all. */
export const creationOptionsAnswer = z.looseObject({
  challenge: z.string().describe("In base64url."),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
});
export const requestOptionsAnswer = z.looseObject({
  challenge: z.string().describe("In base64url."),
  rpId: z.string(),
});
