import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { KeyBudget, type SpendOptions } from "./key-budget";
import type { Spending } from "./shares";

/** Next loads modules once per bundle; what a process knows of its keys must be there once. */
const shared = globalThis as {
  switchboardBudgets?: Map<string, KeyBudget>;
  switchboardBudgetsByWorkspace?: Map<string, KeyBudget>;
};

function workspaces(): Map<string, KeyBudget> {
  shared.switchboardBudgetsByWorkspace ??= new Map();
  return shared.switchboardBudgetsByWorkspace;
}

/** Returns the budget of an upstream key. The key itself is not stored, only its hash. */
export function budgetOf(apiKey: string): KeyBudget {
  shared.switchboardBudgets ??= new Map();
  const key = createHash("sha256").update(apiKey).digest("hex");
  const known = shared.switchboardBudgets.get(key);
  if (known) return known;
  const budget = new KeyBudget(key, () => env().UPSTREAM_REQUESTS_PER_MINUTE);
  shared.switchboardBudgets.set(key, budget);
  return budget;
}

/** Takes note which key a workspace has now. */
export function noteBudget(workspaceId: string, apiKey: string): void {
  workspaces().set(workspaceId, budgetOf(apiKey));
}

/** Returns the budget of a workspace's key, if this process has opened the key before. */
export function knownBudget(workspaceId: string): KeyBudget | null {
  return workspaces().get(workspaceId) ?? null;
}

/** Says for whom and for what a connection sends requests, and how many of them must go through together. */
export type ConnectionPurpose = Spending & {
  /** Booked at the first request: a change that was read must not wait before its write. 1 by default. */
  together?: number;
};

/** @throws UpstreamError `rate_limited`, not sent */
async function spendOf(
  budget: KeyBudget,
  purpose: ConnectionPurpose,
  requests: number,
  options?: SpendOptions,
): Promise<{ requests: number; spendBefore: number }> {
  const taken = await budget.spend(purpose, requests, options);
  if ("spendBefore" in taken) return { requests, spendBefore: taken.spendBefore };
  throw new UpstreamError({
    kind: "rate_limited",
    message: "Trillet's request budget of this minute is used up",
    sent: false,
    retryAfterSeconds: Math.max(1, Math.ceil(taken.waitMs / 1000)),
    limit: env().UPSTREAM_REQUESTS_PER_MINUTE,
  });
}

/** Returns how a connection spends the budget of its key. */
export function spenderOf(
  apiKey: string,
  purpose: ConnectionPurpose,
): Pick<UpstreamConnection, "spend" | "book"> {
  const budget = budgetOf(apiKey);
  let ahead: { requests: number; spendBefore: number } | null = null;
  const book: UpstreamConnection["book"] = async () => {
    ahead ??= await spendOf(budget, purpose, purpose.together ?? 1);
  };
  const spend: UpstreamConnection["spend"] = async (requests, options) => {
    if (ahead === null && (purpose.together ?? 1) > requests) await book();
    if (ahead === null || ahead.requests < requests) {
      await spendOf(budget, purpose, requests, options);
      return;
    }
    ahead.requests -= requests;
    // What came between took so long that the upstream counts this request in a later minute than was booked. It was
    // promised, so it is booked once more and not refused.
    if (performance.now() > ahead.spendBefore) await spendOf(budget, purpose, requests, { overdraw: true });
  };
  return { spend, book };
}
