import { publicKeyView, requirePublicKeys, rotateSigningKey } from "@/lib/audit/checkpoints/signing-key";
import { callerRoute, ownerRoute } from "@/lib/bff/route";
import { signingKeyAnswer, signingKeyListAnswer } from "@/lib/openapi/answers/audit-answers";

export const GET = callerRoute({
  operationId: "listSigningKeys",
  summary: "List the public keys that checkpoints are, or were, signed with",
  tag: "audit",
  action: null,
  answer: { description: "The keys, newest first.", schema: signingKeyListAnswer },
  handle: async () => ({ body: { items: await requirePublicKeys(), nextCursor: null } }),
});

export const POST = ownerRoute({
  operationId: "rotateSigningKey",
  summary: "Make a new signing key; what the old one signed stays valid",
  tag: "audit",
  action: "signing_key.rotate",
  answer: { status: 201, description: "The new key.", schema: signingKeyAnswer },
  handle: async ({ requester }) => ({ body: publicKeyView(await rotateSigningKey(requester)) }),
});
