import { ownerRoute } from "@/lib/bff/route";
import { sendTestMail } from "@/lib/mail/test-mail";
import { mailTestAnswer } from "@/lib/openapi/answers/portal-answers";

export const POST = ownerRoute({
  operationId: "sendTestMail",
  summary: "Send a test mail to the caller now, and say what the mail server answered",
  tag: "operations",
  action: "mail.test",
  fresh: true,
  answer: { description: "The result of the test, good or bad.", schema: mailTestAnswer },
  problems: ["conflict"],
  handle: async ({ caller, requester }) => ({ body: await sendTestMail(caller.user, requester) }),
});
