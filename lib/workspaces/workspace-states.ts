import "server-only";
import { z } from "zod";
import { Health } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { apiKeyBinding, unseal, VaultError } from "@/lib/vault/vault";
import { budgetOf, knownBudget } from "./budget/budgets";
import { KeyBudget, type Left } from "./budget/key-budget";

/** What is known of a workspace's connection. */
export interface WorkspaceState {
  health: Health;
  /** What the upstream said; null where all is well. */
  detail: string | null;
  /** Since when; null where it has been so for longer than this is kept. */
  since: string | null;
  /** What the caller may still read in this minute; null where the key can't be opened. */
  budget: Pick<Left, "limit" | "left"> | null;
}

const stateRow = z.object({
  id: z.string(),
  health: z.enum(Health),
  healthDetail: z.string().nullable(),
  healthSince: z.date().nullable(),
  sealedApiKey: z.string(),
});

/** Returns the budget of a key. One that this process has not opened yet is opened for it. */
function budgetOfRow({ id, sealedApiKey }: z.output<typeof stateRow>): KeyBudget | null {
  const known = knownBudget(id);
  if (known) return known;
  try {
    return budgetOf(unseal(sealedApiKey, apiKeyBinding(id)));
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/**
 * Returns the states of workspaces, by their ids. Two statements, however many they are; nothing is sent to the upstream.
 * @param personId for whom the budget is read: each person has a part of it
 */
export async function workspaceStates(
  workspaceIds: readonly string[],
  personId: string,
): Promise<Map<string, WorkspaceState>> {
  const rows = await queryRows(prepared(), "the states of workspaces", stateRow)`
    SELECT "id"::text AS "id", "health"::text AS "health", "healthDetail", "healthSince", "sealedApiKey"
    FROM "Workspace" WHERE "id" = ANY(${[...workspaceIds]}::uuid[])`;
  const budgets = new Map(
    rows.flatMap((row) => {
      const budget = budgetOfRow(row);
      return budget ? [[row.id, budget] as const] : [];
    }),
  );
  const left = await KeyBudget.leftOfEach(budgets, { purpose: "read", personId }, 1);
  return new Map(
    rows.map(({ id, health, healthDetail, healthSince }) => {
      const budget = left.get(id);
      const state = { health, detail: healthDetail, since: healthSince?.toISOString() ?? null };
      return [id, { ...state, budget: budget ? { limit: budget.limit, left: budget.left } : null }];
    }),
  );
}
