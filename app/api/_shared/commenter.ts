import type { WorkspaceContext } from "@/lib/bff/route";
import { COMMENT_TEXT } from "@/lib/comments/comment-text";
import type { Commenter } from "@/lib/comments/comments";
import { textSchema } from "@/lib/text/text-schema";

/** What somebody types for a comment. */
export const commentText = textSchema(COMMENT_TEXT).describe(
  "Plain text. `@` and the name of somebody who may read the event mentions them.",
);

/** The caller of a route about comments. */
export function commenterOf({ workspace, caller, may }: WorkspaceContext): Commenter {
  return { workspaceId: workspace.id, user: caller.user, flowEventsOnly: !may("audit.read_all") };
}
