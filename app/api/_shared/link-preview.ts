import "server-only";
import { z } from "zod";
import { publicRoute } from "@/lib/bff/route";
import type { LinkPage } from "@/lib/identity/link-kinds";
import { findLink } from "@/lib/identity/password-links";
import { linkedPersonAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";

interface LinkPreview {
  page: LinkPage;
  operationId: string;
  tag: "people" | "sign-in";
}

/**
 * `…/preview`: whose password a link sets, for its page. The token is in the body: an address is written down on its way by proxies
 * and by browsers.
 */
export function linkPreviewRoutes({ page, operationId, tag }: LinkPreview) {
  return {
    POST: publicRoute({
      operationId,
      summary: "Read whose password a link sets, by its token; the link goes on to work",
      tag,
      action: null,
      body: z.strictObject({ token: z.string().min(1).max(200) }),
      answer: { description: "The person.", schema: linkedPersonAnswer },
      problems: ["not_found", "database_unavailable"],
      handle: async ({ body }) => {
        const person = await findLink(body.token, page);
        if (person === null) throw new Problem("not_found", "This link was used already, or has run out");
        return { body: person };
      },
    }),
  };
}
