import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "@/tests/support/http-client";
import { killAtOnce, processTree } from "@/tests/support/process-tree";
import { askSandbox } from "@/tests/support/sandbox-control";
import { NO_LIMITS, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** A job whose portal is killed in its middle. */
const WORKSPACE = "harbour-dental";
const PATH = `/api/workspaces/${WORKSPACE}/call-flows`;
const FLOWS = 120;

interface Job {
  state: string;
  done: number;
  failed: number;
  left: number;
  items: { id: string; name: string; outcome: string | null }[];
}
interface Stored {
  _id: string;
  webhooks?: { name: string }[];
}

let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let client: HttpClient;
let items: { workspace: string; kind: "call_flow"; id: string; ifMatch: string }[];

async function start(): Promise<void> {
  const variables = { ...NO_LIMITS, UPSTREAM_REQUESTS_PER_MINUTE: "100000" };
  portal = await startPortal(folder.path, variables);
  client = await portal.signedIn();
}

beforeAll(async () => {
  folder = await temporaryDataDir();
  await start();
  items = [];
  for (let place = 1; place <= FLOWS; place++) {
    const body = { name: `Flow ${place}`, direction: "outbound", promptType: "simple", prompt: "First" };
    const headers = { "idempotency-key": randomUUID() };
    const made = await client.call<{ id: string }>("POST", PATH, { body, headers });
    items.push({
      workspace: WORKSPACE,
      kind: "call_flow",
      id: made.json.id,
      ifMatch: made.headers.etag ?? "",
    });
  }
});
afterAll(async () => {
  await portal?.stop();
  await folder.remove();
});

const read = async (id: string) => (await client.call<Job>("GET", `/api/jobs/${id}`)).json;

/** How many webhooks of the job each flow has. Upstream quirk Q1: every webhook that is sent is added, so two writes show as two. */
async function webhooks(): Promise<number[]> {
  const { callFlows } = await askSandbox<{ callFlows: Stored[] }>(portal.controlUrl, "GET", "/state");
  const stored = new Map(callFlows.map((flow) => [flow._id, flow]));
  return items.map(({ id }) => stored.get(id)?.webhooks?.filter(({ name }) => name === "Notify").length ?? 0);
}

test("a job over 120 flows goes on after kill -9 of everything: each is changed once, and an edited one is left alone", async () => {
  const edited = items[110];
  await askSandbox(portal.controlUrl, "PATCH", `/flows/call/${edited?.id}`, { description: "By somebody" });
  const patch = { webhooks: [{ name: "Notify", url: "https://example.com/hook", variables: [] }] };
  const started = await client.call<{ id: string }>("POST", "/api/jobs", {
    body: { type: "patch_flows", items, patch },
    headers: { "idempotency-key": randomUUID(), "x-change-reason": "Opening hours" },
  });
  expect(started.status).toBe(202);
  const { id } = started.json;
  await expect.poll(async () => (await read(id)).done, { timeout: 60_000, interval: 20 }).toBeGreaterThan(20);
  killAtOnce(await processTree(portal.pid));
  await portal.ended;
  await start();
  const seen = await read(id);
  expect(seen.done).toBeGreaterThan(20);
  expect(seen.left).toBeGreaterThan(0);
  const ended = () => expect.poll(async () => (await read(id)).state, { timeout: 120_000 }).toBe("done");
  await ended();
  // What was being sent at that moment and did not arrive is not repeated by itself: it might still arrive.
  const lost = (await read(id)).items.filter(({ outcome }) => outcome === "failed");
  expect(lost.length).toBeLessThanOrEqual(1);
  if (lost.length > 0) {
    expect((await client.call("POST", `/api/jobs/${id}/retry`)).status).toBe(200);
    await ended();
  }
  const job = await read(id);
  expect([job.done, job.failed, job.left]).toEqual([FLOWS - 1, 1, 0]);
  expect(job.items.filter(({ outcome }) => outcome !== "succeeded")).toMatchObject([
    { id: edited?.id, name: "Flow 111", outcome: "left_out" },
  ]);
  expect(await webhooks()).toEqual(items.map((item) => (item === edited ? 0 : 1)));
});
