import "server-only";
import {
  listPublicKeys,
  type PublicKeyView,
  publicKeyView,
  rotateSigningKey,
} from "@/lib/audit/checkpoints/signing-key";
import { ownerRoute, type RouteHandler, signedInRoute } from "@/lib/bff/route";
import { Problem } from "@/lib/problems/problem";

async function requireKeys(): Promise<PublicKeyView[]> {
  const keys = await listPublicKeys();
  if (keys) return keys;
  throw new Problem(
    "internal",
    "A signing key can't be opened: it was altered, or the keyring lacks its key",
  );
}

/** `GET /api/audit-keys`: the public keys that checkpoints are, or were, signed with; newest first. */
export const listKeys: RouteHandler = signedInRoute({
  action: null,
  handle: async () => ({ body: { items: await requireKeys(), nextCursor: null } }),
});

/** Stands for every key: a log that a rotation lies in was signed with several, and the verifier wants each. */
const ALL_KEYS = "all";

/** `GET /api/audit-keys/{id}`: one of them, or all one after the other, as a file that the verifier takes. */
export const readKey: RouteHandler = signedInRoute({
  action: null,
  handle: async ({ params }) => {
    const keys = (await requireKeys()).filter(({ id }) => params.id === ALL_KEYS || id === params.id);
    if (keys.length === 0) throw new Problem("not_found", "There is no such key");
    return {
      raw: keys.map(({ publicKey }) => publicKey).join(""),
      headers: {
        "Content-Type": "application/x-pem-file",
        "Content-Disposition": `attachment; filename="switchboard-audit-${params.id}.pem"`,
      },
    };
  },
});

/** `POST /api/audit-keys`: a new key signs from now on; what the old one signed stays valid. */
export const addKey: RouteHandler = ownerRoute({
  action: "signing_key.rotate",
  handle: async ({ requester }) => ({ status: 201, body: publicKeyView(await rotateSigningKey(requester)) }),
});
