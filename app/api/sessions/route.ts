import { z } from "zod";
import { accountOf, accountQuery } from "@/app/api/_shared/whose-account";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { endOtherSessions, listSessions } from "@/lib/identity/sessions";
import { endedSessionsAnswer, sessionListAnswer } from "@/lib/openapi/answers/portal-answers";

export const GET = signedInRoute({
  operationId: "listSessions",
  summary: "List the caller's live sessions; an owner may name another person",
  tag: "sessions",
  action: null,
  query: z.strictObject({ ...pageQuery, ...accountQuery }),
  answer: { description: "Sessions.", schema: sessionListAnswer },
  problems: ["not_allowed"],
  handle: async ({ caller, query }) => ({
    body: pageOf(await listSessions(accountOf(caller, query), caller.user.sessionId), query),
  }),
});

export const DELETE = signedInRoute({
  operationId: "endOtherSessions",
  summary: "End all sessions but the caller's own",
  tag: "sessions",
  action: "session.revoke",
  fresh: true,
  query: z.strictObject({ others: z.literal("1", "must be 1"), ...accountQuery }),
  answer: { description: "How many were ended.", schema: endedSessionsAnswer },
  problems: ["not_allowed"],
  handle: async ({ caller, query, requester }) => {
    const { sessionId } = caller.user;
    return { body: { ended: await endOtherSessions(accountOf(caller, query), sessionId, requester) } };
  },
});
