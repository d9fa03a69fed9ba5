import "server-only";
import type { AuditActor, AuditRequest } from "@/lib/audit/event";
import { countRepeat } from "@/lib/audit/tally/tallies";
import { sourceKey } from "@/lib/identity/sign-in-source";
import { consume, limiterOf } from "@/lib/identity/sign-in-throttle";
import { userActor } from "@/lib/identity/users";
import type { SignInFailure } from "./sign-in-failures";
import type { Purpose } from "./sign-in-state";

/** Answers that went wrong, from one network, in a quarter of an hour. Each costs requests to the provider. */
const limiter = () => limiterOf("sign-in-provider", { points: 100, window: 15 * 60 });

/**
 * Counts an answer that a browser waits for before the provider is asked about it, so that many at once can't slip through together.
 * @returns whether there were too many from this network
 */
export async function bookCallback({ ip }: AuditRequest): Promise<boolean> {
  return (await consume(limiter(), sourceKey(ip))) !== null;
}

/** Takes a good answer off the count: a large office would lock itself out by signing in. */
export async function forgiveCallback({ ip }: AuditRequest): Promise<void> {
  await limiter().reward(sourceKey(ip), 1);
}

const SOMEBODY: AuditActor = { type: "user", id: null, email: null, name: "Somebody", role: null };

/** What a failed sign-in was for, in the words of the event of one that succeeds. */
const ACTIONS = { sign_in: "session.sign_in", link: "identity.link", prove: "session.prove" } as const;

interface FailedSignIn {
  failure: SignInFailure;
  purpose: Purpose;
  provider: { id: string; name: string } | null;
  /** Whose account it was about; null where nobody knows. */
  user: { id: string; email: string; name: string; isOwner: boolean } | null;
  request: AuditRequest;
}

/** Records a sign-in at a provider that came to nothing: the first for a cause and an account at once, repeats as a count. */
export async function recordFailedSignIn(failed: FailedSignIn): Promise<void> {
  const { failure, purpose, provider, user, request } = failed;
  await countRepeat({
    key: `sign-in|at|${provider?.id ?? ""}|${purpose}|${failure}|${user?.id ?? ""}`,
    event: {
      workspaceId: null,
      actor: user ? userActor(user) : SOMEBODY,
      action: ACTIONS[purpose],
      outcome: "failed",
      target: user ? { type: "user", id: user.id, name: user.name } : null,
      request,
      detail: { code: failure, ...(provider ? { provider: provider.name } : {}) },
    },
  });
}
