import { z } from "zod";
import { ownUserOr } from "@/app/api/_shared/own-user";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { signedInRoute } from "@/lib/bff/route";
import { endOtherSessions, listSessions } from "@/lib/identity/sessions";

const user = z.uuid("must be a person's id").optional();

/** The caller's live sessions; an owner may ask for anyone's. */
export const GET = signedInRoute({
  action: null,
  query: z.strictObject({ ...pageQuery, user }),
  handle: async ({ caller, query }) => ({
    body: pageOf(await listSessions(ownUserOr(caller, query.user), caller.user.sessionId), query),
  }),
});

/** Ends all sessions but the caller's own. */
export const DELETE = signedInRoute({
  action: "session.revoke",
  query: z.strictObject({ others: z.literal("1", "must be 1"), user }),
  handle: async ({ caller, query, requester }) => {
    const { sessionId } = caller.user;
    return { body: { ended: await endOtherSessions(ownUserOr(caller, query.user), sessionId, requester) } };
  },
});
