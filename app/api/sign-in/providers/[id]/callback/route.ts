import { redirection, whereItFailed } from "@/app/api/_shared/provider-redirects";
import { browserOf } from "@/app/api/_shared/sign-in-browser";
import { ownOrigin } from "@/lib/bff/admit";
import { uuidParameter } from "@/lib/bff/query";
import { publicRoute } from "@/lib/bff/route";
import { deviceCookies } from "@/lib/identity/known-devices";
import { sessionCookie } from "@/lib/identity/session-token";
import { type EndedSignIn, endSignIn } from "@/lib/providers/end-sign-in";
import { spentStateCookie } from "@/lib/providers/sign-in-state";

async function cookiesOf(ended: EndedSignIn): Promise<string[]> {
  if (ended.outcome === "signed_in")
    return [await sessionCookie(ended.sessionId), ...deviceCookies(ended.deviceToken)];
  return ended.outcome === "proved" ? [await sessionCookie(ended.sessionId)] : [];
}

/**
 * The way back from an identity provider, which comes from another site by its nature: the state in the browser's own cookie says whether
 * it was begun here. It records its events itself, since they depend on what it was for.
 */
export const GET = publicRoute({
  operationId: "endProviderSignIn",
  summary: "End a sign-in at an identity provider, which sends the browser here",
  tag: "sign-in",
  action: null,
  answer: { status: 303, description: "The page that was wanted, or the one that says why not." },
  problems: ["database_unavailable"],
  handle: async ({ request, params, origin }) => {
    const { headers, url } = request;
    const providerId = uuidParameter(params, "id");
    const ended = await endSignIn({
      providerId,
      origin: ownOrigin(headers),
      answer: new URL(url).searchParams,
      cookies: headers.get("cookie"),
      browser: await browserOf(request),
      request: origin,
    });
    const path = ended.outcome === "failed" ? whereItFailed(ended) : ended.path;
    return {
      ...redirection(headers, path),
      cookies: [spentStateCookie(providerId), ...(await cookiesOf(ended))],
    };
  },
});
