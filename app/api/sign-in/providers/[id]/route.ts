import { z } from "zod";
import { redirection, whereItFailed } from "@/app/api/_shared/provider-redirects";
import { browserOf } from "@/app/api/_shared/sign-in-browser";
import { ownOrigin } from "@/lib/bff/admit";
import { flagQuery, uuidParameter } from "@/lib/bff/query";
import { publicRoute } from "@/lib/bff/route";
import { beginSignIn } from "@/lib/providers/begin-sign-in";
import { recordFailedSignIn } from "@/lib/providers/failed-sign-ins";
import { safeCallbackPath } from "@/lib/text/own-path";

/** A link, so that it works without a script. It changes nothing here; the state that it makes is bound to the browser. */
export const GET = publicRoute({
  operationId: "beginProviderSignIn",
  summary: "Begin to sign in at an identity provider: leads the browser there",
  tag: "sign-in",
  action: null,
  query: z.strictObject({
    callbackUrl: z.string().max(2_000).optional().describe("The path of this portal to go to afterwards."),
    prove: flagQuery.optional().describe("Confirms who the signed-in caller is, in place of a password."),
  }),
  answer: { status: 303, description: "The identity provider's page, or the sign-in page with the reason." },
  problems: ["database_unavailable"],
  handle: async ({ request, params, query, origin: source }) => {
    const { headers } = request;
    const [id, path] = [uuidParameter(params, "id"), safeCallbackPath(query.callbackUrl)];
    // Another site must not sign somebody in, or replace their session: the person presses the button themselves.
    if (headers.get("sec-fetch-site") === "cross-site")
      return redirection(headers, `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
    const purpose = query.prove ? "prove" : "sign_in";
    const { sessionId } = await browserOf(request);
    const begun = await beginSignIn(id, ownOrigin(headers), { purpose, sessionId, path });
    if ("url" in begun) return { status: 303, headers: { Location: begun.url }, cookies: [begun.cookie] };
    const { failure } = begun;
    await recordFailedSignIn({ failure, purpose, provider: null, user: null, request: source });
    return redirection(headers, whereItFailed({ failure, purpose, path }));
  },
});
