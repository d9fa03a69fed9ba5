import { randomUUID } from "node:crypto";
import { database } from "@/lib/db/client";
import { type AuditScene, newWitness, type Witness } from "./audit-scene";
import { SoftPasskey } from "./soft-passkey";
import type { Prepare } from "./valid-calls";

/** Somebody with a passkey of no use, which counts as a second factor. */
async function withFactor(portal: AuditScene["portal"]) {
  const by = await newWitness(portal);
  const userId = by.client.userId ?? "";
  const { id } = await database().passkey.create({
    data: {
      id: randomUUID(),
      userId,
      name: "A phone",
      credentialId: randomUUID(),
      publicKey: Buffer.alloc(1),
    },
  });
  return { by, userId, passkeyId: id };
}

/** Adds a real passkey, in the memory of this process. */
async function withPasskey(by: Witness): Promise<SoftPasskey> {
  const key = new SoftPasskey();
  const { json } = await by.client.call("POST", "/api/me/passkeys/challenge");
  await by.client.call("POST", "/api/me/passkeys", { body: { name: "A phone", answer: key.create(json) } });
  return key;
}

/** Valid calls of what people sign in with besides their password. */
export const VALID_FACTOR_CALLS: Record<string, Prepare> = {
  "POST /api/me/totp": async ({ portal }) => ({
    path: "/api/me/totp",
    body: {},
    action: "authenticator_app.begin",
    by: await newWitness(portal),
  }),
  "DELETE /api/me/totp": async ({ portal }) => {
    const by = await newWitness(portal);
    await database().authenticatorApp.create({
      data: {
        id: randomUUID(),
        userId: by.client.userId ?? "",
        sealedSecret: "none",
        confirmedAt: new Date(),
      },
    });
    return { path: "/api/me/totp", by };
  },
  "POST /api/me/recovery-codes": async ({ portal }) => ({
    path: "/api/me/recovery-codes",
    by: (await withFactor(portal)).by,
  }),
  "POST /api/me/passkeys": async ({ portal }) => {
    const by = await newWitness(portal);
    const { json } = await by.client.call("POST", "/api/me/passkeys/challenge");
    return {
      path: "/api/me/passkeys",
      body: { name: "A phone", answer: new SoftPasskey().create(json) },
      by,
    };
  },
  "DELETE /api/me/passkeys/[id]": async ({ portal }) => {
    const { by, passkeyId } = await withFactor(portal);
    return { path: `/api/me/passkeys/${passkeyId}`, by };
  },
  "POST /api/sign-in/passkey": async ({ portal }) => {
    const { actor, client } = await newWitness(portal);
    const key = await withPasskey({ actor, client });
    const { json } = await portal.nobody.call("POST", "/api/sign-in/passkey/challenge");
    const by = { client: portal.nobody, actor };
    return { path: "/api/sign-in/passkey", body: { answer: key.get(json) }, by };
  },
  "DELETE /api/users/[id]/second-factors": async ({ portal }) => ({
    path: `/api/users/${(await withFactor(portal)).userId}/second-factors`,
  }),
};
