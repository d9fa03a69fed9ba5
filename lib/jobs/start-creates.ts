import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { sealedNewFlow } from "./new-flows";
import { type NewJob, startJob } from "./start-job";

/** A flow that a job is to make. */
export interface NewFlow {
  workspaceId: string;
  kind: FlowKind;
  /** It may hold values of webhook headers. */
  body: CreateFlow;
}

/** A digest of all that a job is to make. It is stored sealed only, since it is made of secrets. */
function digestOf(flows: readonly NewFlow[]): string {
  return createHash("sha256")
    .update(canonicalize(flows.map(({ kind, body }) => [kind, body])) ?? "")
    .digest("base64url");
}

/**
 * Starts a job that makes flows, each by an ordinary create. The requests are sealed, each in a row of its own, since every
 * process reads one after the other.
 * @throws Problem as `startJob`
 */
export async function startCreates(
  start: Omit<NewJob, "work" | "items" | "beside">,
  flows: readonly NewFlow[],
): Promise<{ id: string; replayed: boolean }> {
  return await startJob({
    ...start,
    work: { type: "create_flows", digest: digestOf(flows) },
    items: flows.map(({ workspaceId, kind, body }) => ({
      ...{ workspaceId, kind, flowId: null, ifMatch: null, leftOut: null },
      name: body.name,
    })),
    beside: async (tx, jobId) => {
      await tx.jobNewFlow.createMany({
        data: flows.map(({ body }, place) => ({ jobId, place, ...sealedNewFlow(body) })),
      });
    },
  });
}
