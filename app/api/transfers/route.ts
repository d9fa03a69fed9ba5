import { z } from "zod";
import { idempotencyKeyOf, reasonOf } from "@/app/api/_shared/flow-write";
import { transferScope, transferShape } from "@/app/api/_shared/transfer-scope";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { env } from "@/lib/env";
import { earlierTransfer, startTransfer } from "@/lib/jobs/start-transfer";
import { listTransfers } from "@/lib/jobs/transfer-receipt";
import { transferListAnswer, transferStarted } from "@/lib/openapi/answers/transfer-answers";
import { Problem } from "@/lib/problems/problem";
import { planTransfer } from "@/lib/transfers/plan-transfer";
import { previewOf } from "@/lib/transfers/preview-transfer";

export const GET = callerRoute({
  operationId: "listTransfers",
  summary: "List transfers into workspaces whose flows the caller may read, the newest first",
  tag: "transfers",
  action: null,
  query: z.strictObject(pageQuery),
  answer: { description: "A page of transfers, without their flows.", schema: transferListAnswer },
  handle: async ({ caller, query }) => ({ body: pageOf(await listTransfers(caller), query) }),
});

export const POST = callerRoute({
  operationId: "startTransfer",
  summary:
    "Copy flows to other workspaces as they were previewed: a job of ordinary changes with an event each, and a receipt that stays. Refused with the new preview where anything has moved since",
  tag: "transfers",
  action: "transfer.apply",
  flowWrite: "new_flow",
  body: z.strictObject({
    ...transferShape,
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "must be the fingerprint of a preview")
      .describe("Of the preview of the same request."),
  }),
  answer: {
    status: 202,
    description: "The transfer has begun.",
    schema: transferStarted,
    headers: ["Location"],
  },
  problems: ["not_found", "not_allowed", "stale"],
  handle: async (context) => {
    const { request, caller, origin, requester, body } = context;
    const { fingerprint, ...sent } = body;
    const idempotencyKey = idempotencyKeyOf(request.headers);
    const scope = await transferScope(context, sent, true);
    const start = {
      ownerId: caller.user.id,
      tokenId: caller.token?.id ?? null,
      idempotencyKey,
      reason: reasonOf(
        request.headers,
        scope.targets.some(({ workspace }) => workspace.requireReason),
      ),
      by: { ...requester, request: origin },
      fingerprint,
    };
    const replyOf = (id: string, replayed: boolean) => ({
      body: { id },
      headers: { Location: `/api/transfers/${id}`, ...(replayed ? { "Idempotency-Replayed": "true" } : {}) },
    });
    const earlier = await earlierTransfer(start);
    if (earlier !== null) return replyOf(earlier, true);
    const plan = await planTransfer(scope);
    if (plan.fingerprint !== fingerprint) {
      const detail = "Something has moved since the preview. Nothing was sent: look at the new preview";
      throw new Problem("stale", detail, {
        extra: { preview: previewOf(plan, null, env().UPSTREAM_REQUESTS_PER_MINUTE) },
      });
    }
    const { id, replayed } = await startTransfer(start, plan);
    return replyOf(id, replayed);
  },
});
