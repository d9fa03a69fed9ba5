import { z } from "zod";
import { uuidParameter } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { tickTask } from "@/lib/jobs/tick-task";
import { taskAnswer } from "@/lib/openapi/answers/transfer-answers";

export const PUT = callerRoute({
  operationId: "tickTransferTask",
  summary: "Say whether something that a transfer left to be done by hand is done",
  tag: "transfers",
  action: "transfer.tick",
  body: z.strictObject({ done: z.boolean() }),
  answer: { description: "The work by hand.", schema: taskAnswer },
  problems: ["not_found", "not_allowed"],
  handle: async ({ caller, params, body, requester }) => ({
    body: await tickTask(
      caller,
      { transferId: uuidParameter(params, "id"), taskId: uuidParameter(params, "task") },
      body.done,
      requester,
    ),
  }),
});
