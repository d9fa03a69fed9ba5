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

/** `GET /api/audit-keys/{id}`: one of them as a file that the verifier takes. */
export const readKey: RouteHandler = signedInRoute({
  action: null,
  handle: async ({ params }) => {
    const key = (await listSigningKeys()).find(({ id }) => id === params.id);
    if (!key) throw new Problem("not_found", "There is no such key");
    return {
      raw: key.pem,
      headers: {
        "Content-Type": "application/x-pem-file",
        "Content-Disposition": `attachment; filename="switchboard-audit-${key.id}.pem"`,
      },
    };
  },
});

/** `POST /api/audit-keys`: a new key signs from now on; what the old one signed stays valid. */
export const addKey: RouteHandler = ownerRoute({
  action: "signing_key.rotate",
  handle: async ({ requester }) => ({ status: 201, body: keyView(await rotateSigningKey(requester)) }),
});
