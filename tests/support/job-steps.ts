import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import { database } from "@/lib/db/client";
import { carryOutItem } from "@/lib/jobs/carry-out-item";
import { claimItems } from "@/lib/jobs/claim-items";
import { JobRunner } from "@/lib/jobs/run-jobs";
import { smallCallFlow } from "./flow-bodies";
import type { MadeFlow } from "./flow-steps";
import { makeCallFlow } from "./flow-steps";
import type { TestWorkspace } from "./open-portal";
import type { PortalAnswer, PortalClient } from "./portal-client";

/** A call flow that a test made, as an item of a job. */
export interface JobFlow extends MadeFlow {
  item: { workspace: string; kind: "call_flow"; id: string; ifMatch: string };
}

/** Makes call flows through the portal. */
export async function makeJobFlows(
  client: PortalClient,
  workspace: TestWorkspace,
  count: number,
): Promise<JobFlow[]> {
  const flows: JobFlow[] = [];
  for (let place = 1; place <= count; place++) {
    const flow = await makeCallFlow(client, workspace, { ...smallCallFlow(), name: `Flow ${place}` });
    const item = { workspace: workspace.slug, kind: "call_flow", id: flow.id, ifMatch: flow.etag } as const;
    flows.push({ ...flow, item });
  }
  return flows;
}

/** Starts a job that changes the same in many flows. */
export async function startPatch(
  client: PortalClient,
  flows: readonly Pick<JobFlow, "item">[],
  patch: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<PortalAnswer> {
  const body = { type: "patch_flows", items: flows.map(({ item }) => item), patch };
  return await client.call("POST", "/api/jobs", {
    body,
    headers: { "idempotency-key": randomUUID(), ...headers },
  });
}

/** A process that works on jobs; an error of it fails the test. */
export function newRunner(): JobRunner {
  return new JobRunner((error) => {
    throw error;
  });
}

/** Runs jobs until one has nothing left to do, by some replicas at the same time. */
export async function runToEnd(
  client: PortalClient,
  id: string,
  runners: readonly JobRunner[] = [newRunner()],
): Promise<PortalAnswer["json"]> {
  return await vi.waitFor(
    async () => {
      await Promise.all(
        runners.map(async (runner) => {
          await runner.round();
          await runner.settled();
        }),
      );
      const { json } = await client.get(`/api/jobs/${id}`);
      expect(json.state).toBe("done");
      return json;
    },
    { timeout: 30_000, interval: 20 },
  );
}

/** Works on items as a process does that is killed before it can say how they ended. */
export async function dieAfterSending(most = 1): Promise<void> {
  const items = await claimItems(randomUUID(), most);
  if (items.length === 0) throw new Error("nothing was due");
  for (const item of items) await carryOutItem(item);
  await database().jobItem.updateMany({ where: { state: "running" }, data: { leaseUntil: new Date(0) } });
}

/** Lets whatever waits for a moment be taken at once. */
export async function endWaiting(): Promise<void> {
  await database().jobItem.updateMany({ where: { state: "waiting" }, data: { notBefore: null } });
}
