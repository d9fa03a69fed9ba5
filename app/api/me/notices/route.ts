import { signedInRoute } from "@/lib/bff/route";
import { unreadNotices } from "@/lib/identity/notices";
import { noticeListAnswer } from "@/lib/openapi/answers/portal-answers";

export const GET = signedInRoute({
  operationId: "listNotices",
  summary: "List what the caller should know about their own account and has not read",
  tag: "sessions",
  action: null,
  answer: { description: "The newest unread notices.", schema: noticeListAnswer },
  handle: async ({ caller }) => ({ body: { items: await unreadNotices(caller.user.id), nextCursor: null } }),
});
