import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import type { Caller } from "@/lib/identity/find-caller";
import { endOtherSessions, listSessions } from "@/lib/identity/sessions";
import { endedSessionsAnswer, sessionListAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";

const user = z.uuid("must be a person's id").optional();

/**
 * Returns whose sessions the request is about: the caller's own, or, for an owner, another person's.
 * @throws Problem `not_allowed`
 */
function ownUserOr(caller: Caller, userId: string | undefined): string {
  if (!userId || userId === caller.user.id) return caller.user.id;
  if (caller.user.isOwner) return userId;
  throw new Problem("not_allowed", "Only an owner may see other people's sessions (permission: owner)");
}

export const GET = signedInRoute({
  operationId: "listSessions",
  summary: "List the caller's live sessions; an owner may name another person",
  tag: "sessions",
  action: null,
  query: z.strictObject({ ...pageQuery, user }),
  answer: { description: "Sessions.", schema: sessionListAnswer },
  problems: ["not_allowed"],
  handle: async ({ caller, query }) => ({
    body: pageOf(await listSessions(ownUserOr(caller, query.user), caller.user.sessionId), query),
  }),
});

export const DELETE = signedInRoute({
  operationId: "endOtherSessions",
  summary: "End all sessions but the caller's own",
  tag: "sessions",
  action: "session.revoke",
  fresh: true,
  query: z.strictObject({ others: z.literal("1", "must be 1"), user }),
  answer: { description: "How many were ended.", schema: endedSessionsAnswer },
  problems: ["not_allowed"],
  handle: async ({ caller, query, requester }) => {
    const { sessionId } = caller.user;
    return { body: { ended: await endOtherSessions(ownUserOr(caller, query.user), sessionId, requester) } };
  },
});
