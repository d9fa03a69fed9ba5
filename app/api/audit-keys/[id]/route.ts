import { requirePublicKeys } from "@/lib/audit/checkpoints/signing-key";
import { callerRoute } from "@/lib/bff/route";
import { Problem } from "@/lib/problems/problem";

/** Means every key: a log across a rotation was signed with several keys, and the verifier needs each. */
const ALL_KEYS = "all";

export const GET = callerRoute({
  operationId: "downloadSigningKey",
  summary: "Download a public key, or all of them (`all`), in the verifier's format",
  tag: "audit",
  action: null,
  answer: { description: "PEM.", text: ["application/x-pem-file"] },
  handle: async ({ params }) => {
    const keys = (await requirePublicKeys()).filter(({ id }) => params.id === ALL_KEYS || id === params.id);
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
