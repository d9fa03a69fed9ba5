import { signedInRoute } from "@/lib/bff/route";
import { draftKeyOf } from "@/lib/identity/draft-key";
import { draftKeyAnswer } from "@/lib/openapi/answers/portal-answers";

/** No page carries this key in its HTML, which browsers and people store; like every answer of the API it is `no-store`. */
export const GET = signedInRoute({
  operationId: "readDraftKey",
  summary: "Read the key that seals the caller's unsaved edits in their browser",
  tag: "sessions",
  action: null,
  // Nothing that somebody types may be lost because a second factor became necessary meanwhile.
  beforeFactor: true,
  answer: { description: "The key, for the pages of this person alone.", schema: draftKeyAnswer },
  handle: async ({ caller }) => ({ body: { userId: caller.user.id, key: draftKeyOf(caller.user.id) } }),
});
