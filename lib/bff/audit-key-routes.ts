import "server-only";
import { rotateSigningKey } from "@/lib/audit/checkpoints/rotate-signing-key";
import { listSigningKeys, type SigningKey } from "@/lib/audit/checkpoints/signing-key";
import { Problem } from "@/lib/problems/problem";
import { ownerRoute, type RouteHandler, signedInRoute } from "./route";

function keyView({ id, pem, createdAt, retiredAt }: SigningKey) {
  return {
    id,
    publicKey: pem,
    createdAt: createdAt.toISOString(),
    retiredAt: retiredAt?.toISOString() ?? null,
  };
}

/** `GET /api/audit-keys`: the public keys that checkpoints are, or were, signed with; newest first. */
export const listKeys: RouteHandler = signedInRoute({
  action: null,
  handle: async () => ({ body: { items: (await listSigningKeys()).map(keyView), nextCursor: null } }),
});

/** Stands for every key: a log that a rotation lies in was signed with several, and the verifier wants each. */
const ALL_KEYS = "all";

/** `GET /api/audit-keys/{id}`: one of them, or all one after the other, as a file that the verifier takes. */
export const readKey: RouteHandler = signedInRoute({
  action: null,
  handle: async ({ params }) => {
    const keys = (await listSigningKeys()).filter(({ id }) => params.id === ALL_KEYS || id === params.id);
    if (keys.length === 0) throw new Problem("not_found", "There is no such key");
    return {
      raw: keys.map(({ pem }) => pem).join(""),
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
  handle: async ({ requester }) => ({ status: 201, body: keyView(await rotateSigningKey(requester)) }),
});
