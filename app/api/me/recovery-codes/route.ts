import { requireOwnFactor } from "@/app/api/_shared/own-factor";
import { signedInRoute } from "@/lib/bff/route";
import { RECOVERY_CODES, recoveryCodesLeft, renewRecoveryCodes } from "@/lib/identity/factors/recovery-codes";
import { codesLeftAnswer, recoveryCodesAnswer } from "@/lib/openapi/answers/factor-answers";
import { Problem } from "@/lib/problems/problem";

export const GET = signedInRoute({
  operationId: "countRecoveryCodes",
  summary: "Read how many recovery codes the caller has left",
  tag: "sign-in",
  action: null,
  beforeFactor: true,
  answer: { description: "The number; no code can be read again.", schema: codesLeftAnswer },
  handle: async ({ caller }) => ({
    body: { left: await recoveryCodesLeft(caller.user.id), of: RECOVERY_CODES },
  }),
});

export const POST = signedInRoute({
  operationId: "renewRecoveryCodes",
  summary: "Make new recovery codes for the caller; earlier ones stop working",
  tag: "sign-in",
  action: "recovery_codes.make",
  fresh: true,
  answer: { status: 201, description: "The codes are shown this once.", schema: recoveryCodesAnswer },
  problems: ["conflict"],
  handle: async ({ caller, requester }) => {
    await requireOwnFactor(caller.user);
    const recoveryCodes = await renewRecoveryCodes(caller.user, requester);
    if (recoveryCodes !== null) return { body: { recoveryCodes } };
    throw new Problem("conflict", "Set up an authenticator app or a passkey first: the codes take its place");
  },
});
