import { PASSWORD } from "./rules";
import "server-only";
import type { AuditActor, AuditRequest } from "@/lib/audit/event";
import { closeTally, countRepeat } from "@/lib/audit/tally/tallies";
import { LONGEST_EMAIL } from "@/lib/text/email-address";
import { sourceKey } from "./sign-in-source";
import type { ThrottleScope } from "./sign-in-throttle";
import { userActor } from "./users";

/**
 * Returns why an attempt is refused before the database is read; null for a plausible one. These texts are never
 * stored: people sometimes type their password in place of the address.
 */
export function unfitSignIn(
  address: string,
  password: string,
): "incomplete" | "too_long" | "not_an_address" | null {
  if (address.trim() === "" || password === "") return "incomplete";
  if (address.length > LONGEST_EMAIL || password.normalize("NFC").length > PASSWORD.longest)
    return "too_long";
  // The database can't store a null character or half a surrogate pair.
  const readable =
    address.isWellFormed() && password.isWellFormed() && !`${address}${password}`.includes("\u0000");
  return readable && /^[^\s@]+@[^\s@]+$/.test(address.trim()) ? null : "not_an_address";
}

interface KnownPerson {
  id: string;
  email: string;
  name: string;
  isOwner: boolean;
}

interface RefusedSignIn {
  /** Null for a text that can't be an address. */
  email: string | null;
  /** The person with this address, if there is one. */
  user: KnownPerson | null;
  request: AuditRequest;
}

function actorOf({ email, user }: RefusedSignIn): AuditActor {
  if (user) return userActor(user);
  return { type: "user", id: null, email, name: email ?? "Somebody", role: null };
}

/** Attempts at one account are one event and its count, from however many places they come. */
const failureKey = (email: string | null, ip: string | null): string =>
  email === null ? `sign-in|from|${sourceKey(ip)}` : `sign-in|to|${email}`;

/** A place from which many accounts are attempted is one event, and so is the whole portal. */
function throttleKey({ email, request }: RefusedSignIn, scope: ThrottleScope): string {
  if (scope === "portal") return "throttle|portal";
  return scope === "source" ? `throttle|from|${sourceKey(request.ip)}` : `throttle|to|${email ?? ""}`;
}

/** Records a refused attempt: the first at an account at once, repeats as a count. */
export async function recordSignInRefusal(refused: RefusedSignIn & { code: string }): Promise<void> {
  const { email, user, code, request } = refused;
  await countRepeat({
    key: failureKey(email, request.ip),
    event: {
      workspaceId: null,
      actor: actorOf(refused),
      action: "session.sign_in",
      outcome: "failed",
      target: user ? { type: "user", id: user.id, name: user.name } : null,
      request,
      detail: { code },
    },
  });
}

/**
 * Records an attempt that was throttled. A source that attempts many addresses gets one event for the source, so that
 * new addresses don't fill the log with new events.
 */
export async function recordThrottle(throttled: RefusedSignIn & { scope: ThrottleScope }): Promise<void> {
  const { user, scope, request } = throttled;
  await countRepeat({
    key: throttleKey(throttled, scope),
    event: {
      workspaceId: null,
      actor: actorOf(throttled),
      action: "session.throttle",
      outcome: "denied",
      target: user ? { type: "user", id: user.id, name: user.name } : null,
      request,
      detail: { code: "too_many_requests", scope },
    },
  });
}

/** Records the count for an address before its sign-in, so that the log has both in this order. */
export async function recordCountedRefusals(email: string): Promise<void> {
  await closeTally(failureKey(email, null));
  await closeTally(`throttle|to|${email}`);
}
