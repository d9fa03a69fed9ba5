import { z } from "zod";
import { commenterOf, commentText } from "@/app/api/_shared/commenter";
import { uuidParameter } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { addComment, listComments } from "@/lib/comments/comments";
import { commentAnswer, eventCommentsAnswer } from "@/lib/openapi/answers/comment-answers";

export const GET = workspaceRoute("audit.read_flows", {
  operationId: "listEventComments",
  summary: "List what people say about an event, and who can be mentioned",
  tag: "audit",
  action: null,
  answer: { description: "All comments, the oldest first.", schema: eventCommentsAnswer },
  handle: async (context) => ({
    body: await listComments(commenterOf(context), uuidParameter(context.params, "id")),
  }),
});

export const POST = workspaceRoute("audit.read_flows", {
  operationId: "addEventComment",
  summary: "Write a comment on an event. It is kept beside the log, and is no part of it",
  tag: "audit",
  action: "comment.add",
  body: z.strictObject({ text: commentText }),
  answer: { status: 201, description: "The comment.", schema: commentAnswer },
  problems: ["conflict"],
  handle: async (context) => {
    const id = uuidParameter(context.params, "id");
    return { body: await addComment(commenterOf(context), id, context.body.text, context.requester) };
  },
});
