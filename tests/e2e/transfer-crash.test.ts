import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeFlow } from "@/tests/support/editor-scene";
import type { HttpClient } from "@/tests/support/http-client";
import { askSandbox, sandboxWrites } from "@/tests/support/sandbox-control";
import { NO_LIMITS, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/**
 * A portal that is killed again and again while it copies ten flows to five workspaces, and later takes their improvements there.
 * TRANSFER_DEATHS sets how often in each; the moments are random, and a failure prints them.
 */
const DEATHS = Number(process.env.TRANSFER_DEATHS ?? 2);
const FLOWS = 10;
const TARGETS = 5;
/** A death comes so many writes after the last start at most, and so many milliseconds after the write. */
const MOST_WRITES = 12;
const MOST_MS = 120;

interface Item {
  workspace: string;
  name: string;
  state: string;
  flowId: string | null;
}
interface Receipt {
  state: string;
  items: Item[];
}
interface Stored {
  _id: string;
  workspaceId: string;
  name: string;
  description?: string;
  webhooks?: { name: string }[];
}

let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let client: HttpClient;
let source: string;
let ids: string[];
/** The upstream's id of each target, by its slug. */
const tenants = new Map<string, string>();
const moments: string[] = [];

async function start(): Promise<void> {
  portal = await startPortal(folder.path, { ...NO_LIMITS, UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
  client = await portal.signedIn();
}

async function addWorkspace(name: string): Promise<string> {
  const key = `tk_${randomBytes(16).toString("hex")}`;
  const { workspaceId } = await askSandbox<{ workspaceId: string }>(portal.controlUrl, "POST", "/tenants", {
    key,
  });
  const body = { name, upstream: "sandbox", upstreamWorkspaceId: workspaceId, apiKey: key };
  const added = await client.call<{ slug: string }>("POST", "/api/workspaces", { body });
  expect(added.status, added.text).toBe(201);
  tenants.set(added.json.slug, workspaceId);
  return added.json.slug;
}

beforeAll(async () => {
  folder = await temporaryDataDir();
  await start();
  source = await addWorkspace("The source");
  for (let place = 1; place <= TARGETS; place++) await addWorkspace(`Client ${place}`);
  ids = [];
  for (let place = 1; place <= FLOWS; place++) {
    const made = await client.call<{ id: string }>("POST", `/api/workspaces/${source}/call-flows`, {
      body: { name: `Flow ${place}`, direction: "outbound", promptType: "simple", prompt: "First" },
      headers: { "idempotency-key": randomUUID() },
    });
    ids.push(made.json.id);
  }
});
afterAll(async () => {
  await portal?.stop();
  await folder.remove();
});

const targets = () => [...tenants.keys()].filter((slug) => slug !== source);
const receiptOf = async (id: string) => (await client.call<Receipt>("GET", `/api/transfers/${id}`)).json;

/** Copies what is not there yet, or has moved on. */
async function apply(): Promise<string> {
  const body = {
    sources: ids.map((id) => ({ workspace: source, kind: "call_flow", id })),
    targets: targets().map((workspace) => ({ workspace })),
  };
  const preview = await client.call<{ fingerprint: string }>("POST", "/api/transfers/preview", { body });
  expect(preview.status, preview.text).toBe(200);
  const begun = await client.call<{ id: string }>("POST", "/api/transfers", {
    body: { ...body, fingerprint: preview.json.fingerprint },
    headers: { "idempotency-key": randomUUID() },
  });
  expect(begun.status, begun.text).toBe(202);
  return begun.json.id;
}

/** Kills the web server in the middle of what a transfer sends, and starts everything again, unless the transfer ends before. */
async function die(id: string): Promise<void> {
  const writes = 1 + Math.floor(Math.random() * MOST_WRITES);
  const ms = Math.floor(Math.random() * MOST_MS);
  const before = (await sandboxWrites(portal.controlUrl)).length;
  const hasEnded = async () => (await receiptOf(id)).state !== "running";
  const isTime = async () =>
    (await sandboxWrites(portal.controlUrl)).length - before >= writes || (await hasEnded());
  await expect.poll(isTime, { timeout: 60_000, interval: 5 }).toBe(true);
  await new Promise((settle) => setTimeout(settle, ms));
  if (await hasEnded()) return;
  moments.push(`${ms} ms after write ${writes}`);
  await portal.kill9("web server");
  await portal.ended;
  await start();
}

/** The flow of an item as the upstream has it, and how many of that name there are. */
async function storedFlows(): Promise<(item: Item) => Stored[]> {
  const { callFlows } = await askSandbox<{ callFlows: Stored[] }>(portal.controlUrl, "GET", "/state");
  return ({ workspace, name }) =>
    callFlows.filter((flow) => flow.workspaceId === tenants.get(workspace) && flow.name === name);
}

/**
 * Copies with deaths in between, and then with what is left, until nothing is. After each transfer its receipt is compared with
 * what is there.
 * @param isThere whether the flows of one name in a target are as they should be after it
 */
async function copyAll(isThere: (flows: Stored[]) => boolean): Promise<void> {
  let deaths = DEATHS;
  for (let round = 0; ; round++) {
    expect(round, `still not done after ${moments.join(", ")}`).toBeLessThan(DEATHS * TARGETS + 2);
    const id = await apply();
    for (; deaths > 0 && (await receiptOf(id)).state === "running"; deaths--) await die(id);
    const settled = async () => {
      const { state, items } = await receiptOf(id);
      return state !== "running" && items.every((item) => item.state !== "unknown");
    };
    await expect.poll(settled, { timeout: 120_000 }).toBe(true);
    const { items } = await receiptOf(id);
    const stored = await storedFlows();
    const truth = items.map(({ state }) => state === null || state === "succeeded");
    expect(truth, moments.join(", ")).toEqual(items.map((item) => isThere(stored(item))));
    if (truth.every(Boolean)) return;
  }
}

test("flows that are made are made once each, and every receipt is true", async () => {
  await copyAll((flows) => flows.length === 1);
}, 600_000);

test("improvements arrive once each, though the upstream adds every webhook that is sent", async () => {
  const webhooks = [{ name: "Notify", url: "https://example.com/hook", variables: [] }];
  for (const id of ids)
    await changeFlow(client, `/${source}/call-flows/${id}`, { description: "Later", webhooks });
  await copyAll(
    ([flow, ...more]) =>
      more.length === 0 &&
      flow?.description === "Later" &&
      flow.webhooks?.filter(({ name }) => name === "Notify").length === 1,
  );
}, 600_000);
