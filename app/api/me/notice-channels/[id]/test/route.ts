import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { testChannel } from "@/lib/notices/test-channel";
import { webhookTestAnswer } from "@/lib/openapi/answers/delivery-answers";

export const POST = signedInRoute({
  operationId: "testNoticeChannel",
  summary: "Send a test message to a channel now",
  tag: "notices",
  action: "notice_channel.test",
  answer: { description: "The result of the test, good or bad.", schema: webhookTestAnswer },
  handle: async ({ caller, params, requester }) => ({
    body: await testChannel({ userId: caller.user.id, by: requester }, uuidParameter(params, "id")),
  }),
});
