import "server-only";
import type { EnforcedProvider } from "@/lib/identity/enforced-domains";
import { deviceTokenIn } from "@/lib/identity/known-devices";
import type { SignInBrowser } from "@/lib/identity/open-session";
import { cookieValue, sessionCookieName, sessionIdOfToken } from "@/lib/identity/session-token";
import { Problem } from "@/lib/problems/problem";
import { rateLimitFields } from "@/lib/problems/rate-limit";
import { waitInWords } from "@/lib/time/lengths";

/** What the cookies of a sign-in say about its browser. */
export async function browserOf({ headers }: Request): Promise<SignInBrowser> {
  const cookies = headers.get("cookie");
  return {
    sessionId: await sessionIdOfToken(cookieValue(cookies, sessionCookieName())),
    deviceToken: deviceTokenIn(cookies),
  };
}

/** The problem of a sign-in that is held back after too many wrong ones. */
export function tooManySignIns(seconds: string): Problem {
  return new Problem("too_many_requests", `Too many attempts. Try again in ${waitInWords(Number(seconds))}`, {
    isRecorded: true,
    headers: {
      "Retry-After": seconds,
      ...rateLimitFields({
        name: "sign-in",
        limit: 10,
        windowSeconds: 900,
        left: 0,
        seconds: Number(seconds),
      }),
    },
  });
}

/** The problem of a way to sign in that a person's domain doesn't have: everybody of the domain gets it, whatever they sent. */
export function providerOnly({ id, name }: EnforcedProvider): Problem {
  return new Problem(
    "provider_only",
    `People of this e-mail domain sign in with ${name}. Another way works only for owners who are set down for the day when it fails, and this one did not match`,
    { isRecorded: true, extra: { provider: { id, name } } },
  );
}

/** The problem of a link for a password where passwords count for nothing. */
export function noPasswordNeeded({ id, name }: EnforcedProvider): Problem {
  return new Problem("provider_only", `You need no password here: sign in with ${name}`, {
    extra: { provider: { id, name } },
  });
}
