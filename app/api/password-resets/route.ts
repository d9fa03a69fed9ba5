import { z } from "zod";
import { publicRoute } from "@/lib/bff/route";
import { LINKS } from "@/lib/identity/link-kinds";
import { requestReset } from "@/lib/identity/request-reset";
import { resetRequestAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";
import { emailSchema } from "@/lib/text/text-schema";
import { waitInWords } from "@/lib/time/lengths";

/** Anybody may ask, and nobody learns from the answer who has an account. */
export const POST = publicRoute({
  operationId: "requestPasswordReset",
  summary:
    "Send a link for a new password to an address, if somebody has it here; the answer never says whether",
  tag: "sign-in",
  action: "password_reset.request",
  body: z.strictObject({ email: emailSchema }),
  answer: {
    status: 202,
    description: "If there is such an account, and mail is set up, a link is on its way.",
    schema: resetRequestAnswer,
  },
  problems: ["too_many_requests", "database_unavailable"],
  handle: async ({ body, origin }) => {
    const seconds = await requestReset(body.email, origin);
    if (seconds === null) return { body: { validMinutes: LINKS.reset.minutes } };
    const words = `Too many links were asked for. Try again in ${waitInWords(seconds)}, or ask an owner for a link`;
    throw new Problem("too_many_requests", words, { headers: { "Retry-After": String(seconds) } });
  },
});
