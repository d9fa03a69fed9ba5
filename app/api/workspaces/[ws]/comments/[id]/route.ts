import { z } from "zod";
import { commenterOf, commentText } from "@/app/api/_shared/commenter";
import { uuidParameter } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { changeComment, removeComment } from "@/lib/comments/comments";
import { commentAnswer } from "@/lib/openapi/answers/comment-answers";

export const PATCH = workspaceRoute("audit.read_flows", {
  operationId: "changeComment",
  summary: "Change a comment of one's own",
  tag: "audit",
  action: "comment.change",
  body: z.strictObject({ text: commentText }),
  answer: { description: "The comment.", schema: commentAnswer },
  handle: async (context) => {
    const id = uuidParameter(context.params, "id");
    return { body: await changeComment(commenterOf(context), id, context.body.text, context.requester) };
  },
});

export const DELETE = workspaceRoute("audit.read_flows", {
  operationId: "removeComment",
  summary: "Remove a comment of one's own",
  tag: "audit",
  action: "comment.remove",
  answer: { status: 204, description: "The comment is removed." },
  handle: async (context) => {
    await removeComment(commenterOf(context), uuidParameter(context.params, "id"), context.requester);
    return {};
  },
});
