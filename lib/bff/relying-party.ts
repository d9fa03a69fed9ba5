import "server-only";
import { isIP } from "node:net";
import type { RelyingParty } from "@/lib/identity/factors/passkeys";
import { bareName, canonicalOrigin } from "@/lib/net/host-names";
import { Problem } from "@/lib/problems/problem";
import { ownOrigin } from "./admit";

/**
 * Returns the site that passkeys of this portal belong to, by the address under which the browser reached it; null where that is
 * a number, for which browsers keep none (Web Authentication, section 5.1.2).
 */
export function relyingPartyOf(headers: Headers): RelyingParty | null {
  const origin = canonicalOrigin(ownOrigin(headers));
  if (origin === null || !URL.canParse(origin)) return null;
  const id = bareName(new URL(origin).hostname);
  return isIP(id) === 0 ? { id, origin } : null;
}

/** @throws Problem `conflict` under an address for which browsers keep no passkeys */
export function relyingParty({ headers }: Request): RelyingParty {
  const party = relyingPartyOf(headers);
  if (party !== null) return party;
  throw new Problem(
    "conflict",
    "Browsers keep passkeys for names only: open the portal under its name, such as localhost, and not under a number",
  );
}

/** @throws Problem `too_many_requests` where `options` is null: too many questions wait for an answer */
export function requireOptions<Options>(options: Options | null): Options {
  if (options !== null) return options;
  throw new Problem("too_many_requests", "Too many passkeys were asked for. Try again in five minutes", {
    headers: { "Retry-After": "300" },
  });
}
