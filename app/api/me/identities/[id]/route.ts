import { ownOrigin } from "@/lib/bff/admit";
import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { begunAnswer } from "@/lib/openapi/answers/provider-answers";
import { Problem } from "@/lib/problems/problem";
import { beginLink, unlinkIdentity } from "@/lib/providers/identities";
import { SIGN_IN_FAILURES } from "@/lib/providers/sign-in-failures";

/** The provider's id, since a person has one identity at each. */
export const POST = signedInRoute({
  operationId: "linkOwnIdentity",
  summary: "Begin to link the caller's account with their identity at a provider",
  tag: "sessions",
  action: "identity.begin_link",
  fresh: true,
  answer: { status: 201, description: "Where the browser goes.", schema: begunAnswer },
  problems: ["conflict"],
  handle: async ({ request, params, caller, requester }) => {
    const begun = await beginLink(
      uuidParameter(params, "id"),
      ownOrigin(request.headers),
      caller.user,
      requester,
    );
    if ("url" in begun) return { body: { url: begun.url }, cookies: [begun.cookie] };
    const { title, detail } = SIGN_IN_FAILURES[begun.failure];
    throw new Problem(begun.failure === "provider_off" ? "not_found" : "conflict", `${title}. ${detail}`);
  },
});

export const DELETE = signedInRoute({
  operationId: "unlinkOwnIdentity",
  summary: "Unlink the caller's account from their identity at a provider",
  tag: "sessions",
  action: "identity.unlink",
  fresh: true,
  answer: { status: 204, description: "The identity is unlinked." },
  problems: ["conflict"],
  handle: async ({ params, caller, requester }) => {
    await unlinkIdentity(caller.user, uuidParameter(params, "id"), requester);
    return {};
  },
});
