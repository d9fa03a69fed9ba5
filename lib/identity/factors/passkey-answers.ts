import { z } from "zod";

/** Bytes as browsers send them. A passkey's own parts are far shorter than a body may be. */
const bytes = z
  .string()
  .max(8_000)
  .regex(/^[\w-]*$/, "must be base64url");

const answer = {
  id: bytes.min(1).max(1_400),
  rawId: bytes.min(1).max(1_400),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
};

/** A new passkey as the browser hands it over (`RegistrationResponseJSON` of Web Authentication, level 3). */
export const newPasskeyAnswer = z.object({
  ...answer,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    /** By which ways the key can be reached, such as `usb` or `internal`; browsers invent new ones. */
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
});
export type NewPasskeyAnswer = z.output<typeof newPasskeyAnswer>;

/** A passkey's answer to a challenge (`AuthenticationResponseJSON`). */
export const passkeyAnswer = z.object({
  ...answer,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
});
export type PasskeyAnswer = z.output<typeof passkeyAnswer>;
