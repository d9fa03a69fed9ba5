import { z } from "zod";
import { transferScope, transferShape } from "@/app/api/_shared/transfer-scope";
import { callerRoute } from "@/lib/bff/route";
import { env } from "@/lib/env";
import { transferPreviewAnswer } from "@/lib/openapi/answers/transfer-answers";
import { planFreshTransfer, previewOf } from "@/lib/transfers/preview-transfer";

// A preview is a read with a long body: nothing is sent or recorded, so it has no action.
export const POST = callerRoute({
  operationId: "previewTransfer",
  summary:
    "Say what a transfer of flows to other workspaces would do: what is created, updated, in step, in conflict, or to be done by hand. From the mirror; nothing is sent or recorded",
  tag: "transfers",
  action: null,
  body: z.strictObject({
    ...transferShape,
    details: z
      .array(z.strictObject({ source: z.int().min(0), target: z.int().min(0) }))
      .max(200)
      .nullable()
      .default(null)
      .describe("The items to show in full; null for all, where there are at most 200."),
  }),
  asksUpstream: true,
  answer: {
    description: "An item for each flow in each workspace, and the fingerprint of all.",
    schema: transferPreviewAnswer,
  },
  problems: ["not_found", "not_allowed"],
  handle: async (context) => {
    const { details, ...sent } = context.body;
    const scope = await transferScope(context, sent, false);
    const plan = await planFreshTransfer(scope, context.caller.user.id);
    return { body: previewOf(plan, details, env().UPSTREAM_REQUESTS_PER_MINUTE) };
  },
});
