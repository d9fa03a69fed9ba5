import { uuidParameter } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { readTransfer } from "@/lib/jobs/transfer-receipt";
import { transferAnswer } from "@/lib/openapi/answers/transfer-answers";

export const GET = callerRoute({
  operationId: "readTransfer",
  summary: "Read the receipt of a transfer: what became of each flow, and what is to be done by hand",
  tag: "transfers",
  action: null,
  answer: {
    description: "The receipt, as far as the caller may read its workspaces.",
    schema: transferAnswer,
  },
  problems: ["not_found"],
  handle: async ({ caller, params }) => ({ body: await readTransfer(caller, uuidParameter(params, "id")) }),
});
