import { signedInRoute } from "@/lib/bff/route";
import { usesSecureCookies } from "@/lib/identity/session-token";
import { portalDocument } from "@/lib/openapi/portal-document";
import { allOperations } from "./operations/all-operations";

let document: ReturnType<typeof portalDocument> | undefined;

/** The contract that this very build answers by. */
export const GET = signedInRoute({
  action: null,
  handle: async () => {
    document ??= portalDocument(allOperations, { secureCookies: usesSecureCookies() });
    return { body: document };
  },
});
