import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { Transaction } from "@/lib/db/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { CREATE_SCHEMAS } from "@/lib/flows/requests/create-schemas";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { parseExactly, stringifyExactly } from "@/lib/json/exact-numbers";
import { Problem } from "@/lib/problems/problem";
import { newFlowBinding, seal, unseal, VaultError } from "@/lib/vault/vault";

/** Seals the request for a flow that a job is to make, which may hold values of webhook headers. */
export function sealedNewFlow(body: CreateFlow): { id: string; sealedBody: string } {
  const id = uuidv7();
  return { id, sealedBody: seal(stringifyExactly(body), newFlowBinding(id)) };
}

const sealedRow = z.object({ id: z.string(), sealedBody: z.string() });

/**
 * Opens the request for a flow that a job is to make; null where its key has left the keyring.
 * @throws Problem `invalid_body` where an update of the portal has brought rules that refuse it
 */
export async function openNewFlow(jobId: string, place: number, kind: FlowKind): Promise<CreateFlow | null> {
  const [row] = await queryRows(prepared(), "a flow that a job is to make", sealedRow)`
    SELECT "id"::text, "sealedBody" FROM "JobNewFlow" WHERE "jobId" = ${jobId}::uuid AND "place" = ${place}::int`;
  if (!row) return null;
  try {
    const body = parseExactly(unseal(row.sealedBody, newFlowBinding(row.id)));
    const { data, error } = CREATE_SCHEMAS[kind].safeParse(body);
    if (data) return data;
    const faults = toFieldErrors(error).map(({ path, message }) => `${path}: ${message}`);
    throw new Problem("invalid_body", `The rules of today refuse it. ${faults.join(". ")}`);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** Removes the requests that are never sent again: of what was made, what isn't known, and all of a job that was stopped. */
export async function forgetNewFlows(tx: Transaction, jobId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "JobNewFlow" n USING "JobItem" i, "Job" j
    WHERE n."jobId" = ${jobId}::uuid AND j."id" = n."jobId" AND i."jobId" = n."jobId" AND i."place" = n."place"
      AND i."state" NOT IN ('waiting', 'running') AND (i."state" <> 'failed' OR j."state" = 'cancelled')`;
}
