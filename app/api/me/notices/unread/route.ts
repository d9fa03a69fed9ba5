import { signedInRoute } from "@/lib/bff/route";
import { countUnread } from "@/lib/notices/inbox";
import { unreadAnswer } from "@/lib/openapi/answers/notice-answers";

export const GET = signedInRoute({
  operationId: "countUnreadNotices",
  summary: "Count the notices that the caller has not read",
  tag: "notices",
  action: null,
  answer: { description: "How many there are.", schema: unreadAnswer },
  handle: async ({ caller }) => ({ body: { unread: await countUnread(caller) } }),
});
