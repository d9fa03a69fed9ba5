import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { HttpClient } from "@/tests/support/http-client";
import { askSandbox, sandboxWrites } from "@/tests/support/sandbox-control";
import { NO_LIMITS, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** The outcome of a change when the web server dies after sending it and before recording its outcome. */
const WORKSPACE = "/api/workspaces/harbour-dental";

interface Flow {
  id: string;
  prompt: string;
  webhooks: { name: string }[];
}
interface AuditEvent {
  id: string;
  action: string;
  outcome: string;
  actor: { name: string };
  target: { id: string };
  reason: string | null;
}

let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let client: HttpClient;
let flow: { id: string; etag: string };

/** Starts again on the same data, as the operator would after the crash. */
async function startAgain(): Promise<void> {
  await portal.ended;
  portal = await startPortal(folder.path, NO_LIMITS);
  client = await portal.signedIn();
}

beforeAll(async () => {
  folder = await temporaryDataDir();
  portal = await startPortal(folder.path, NO_LIMITS);
  client = await portal.signedIn();
});
afterAll(async () => {
  await portal?.stop();
  await folder.remove();
});

beforeEach(async () => {
  const body = { name: "Front door", direction: "outbound", promptType: "simple", prompt: "First" };
  const headers = { "idempotency-key": randomUUID() };
  const made = await client.call<Flow>("POST", `${WORKSPACE}/call-flows`, { body, headers });
  flow = { id: made.json.id, etag: made.headers.etag ?? "" };
  await askSandbox(portal.controlUrl, "DELETE", "/log");
});

const readFlow = () => client.call<Flow>("GET", `${WORKSPACE}/call-flows/${flow.id}`);
async function updateEvents(): Promise<AuditEvent[]> {
  const path = `${WORKSPACE}/audit-events?action=call_flow.update&target=${flow.id}`;
  return (await client.call<{ items: AuditEvent[] }>("GET", path)).json.items;
}
async function openChanges(): Promise<unknown[]> {
  return (await client.call<{ items: unknown[] }>("GET", `${WORKSPACE}/changes`)).json.items;
}

/** Sends an update whose answer never comes, and kills the web server once the upstream has the request. */
async function killDuringUpdate(fault: Record<string, unknown>, idempotencyKey: string): Promise<void> {
  const match = { method: "PUT", path: "/v1/api/call-flows/" };
  await askSandbox(portal.controlUrl, "POST", "/faults", { match, ...fault });
  const lost = client.call("PATCH", `${WORKSPACE}/call-flows/${flow.id}`, update(idempotencyKey)).then(
    ({ status }) => `answered ${status}`,
    () => "cut off",
  );
  await expect.poll(async () => (await sandboxWrites(portal.controlUrl)).length, { timeout: 20_000 }).toBe(1);
  if (fault.when === "after") {
    await expect
      .poll(async () => (await sandboxWrites(portal.controlUrl))[0]?.applied, { timeout: 20_000 })
      .toBe(true);
  }
  await portal.kill9("web server");
  expect(await lost).toBe("cut off");
}

function update(idempotencyKey: string) {
  return {
    // Upstream quirk Q1: every webhook that is sent is added, so a second write would show as a second webhook.
    body: {
      prompt: "Second",
      webhooks: [{ name: "Notify", url: "https://example.com/hook", variables: [] }],
    },
    headers: { "if-match": flow.etag, "idempotency-key": idempotencyKey, "x-change-reason": "Opening hours" },
  };
}

test("when one part dies the others stop, and the start ends with code 1", async () => {
  await portal.kill9("web server");
  const ended = await portal.ended;
  expect(ended.code).toBe(1);
  expect(ended.stderr.trim().split("\n")).toEqual([
    "The web server was ended by SIGKILL; stopping everything else.",
  ]);
  await startAgain();
});

test("a write that was applied before the crash is found, and settled as succeeded, without a second write", async () => {
  const key = randomUUID();
  await killDuringUpdate({ kind: "delay", ms: 60_000, when: "after" }, key);
  await startAgain();
  await expect.poll(openChanges, { timeout: 20_000 }).toEqual([]);
  expect(await updateEvents()).toEqual([
    expect.objectContaining({
      outcome: "succeeded",
      reason: "Opening hours",
      actor: expect.objectContaining({ type: "user" }),
    }),
  ]);
  const { json } = await readFlow();
  expect(json.prompt).toBe("Second");
  expect(json.webhooks.map(({ name }) => name)).toEqual(["Notify"]);

  const again = await client.call<Flow>("PATCH", `${WORKSPACE}/call-flows/${flow.id}`, update(key));
  expect(again.status).toBe(200);
  expect(again.headers["idempotency-replayed"]).toBe("true");
  expect(await sandboxWrites(portal.controlUrl)).toEqual([]);
});

test("a write that never reached the flow is settled as failed, and the flow can be changed again", async () => {
  await killDuringUpdate({ kind: "hang", apply: false }, randomUUID());
  await startAgain();
  await expect.poll(openChanges, { timeout: 30_000 }).toEqual([]);
  expect(await updateEvents()).toEqual([expect.objectContaining({ outcome: "failed" })]);
  expect((await readFlow()).json.prompt).toBe("First");
  expect(await sandboxWrites(portal.controlUrl)).toEqual([]);

  const retried = await client.call<Flow>(
    "PATCH",
    `${WORKSPACE}/call-flows/${flow.id}`,
    update(randomUUID()),
  );
  expect(retried.status).toBe(200);
  expect(retried.json.webhooks).toHaveLength(1);
});

test("until it is settled, an interrupted change is shown as pending and keeps others out", async () => {
  await askSandbox(portal.controlUrl, "POST", "/faults", {
    match: { method: "PUT", path: "/v1/api/call-flows/" },
    kind: "hang",
    apply: false,
  });
  const lost = client
    .call("PATCH", `${WORKSPACE}/call-flows/${flow.id}`, update(randomUUID()))
    .catch(() => null);
  await expect.poll(async () => (await sandboxWrites(portal.controlUrl)).length, { timeout: 20_000 }).toBe(1);
  await portal.kill9("web server");
  await lost;
  await portal.ended;
  // The upstream is down as well when the portal comes back: the outcome is unknown so far.
  portal = await startPortal(folder.path, {
    ...NO_LIMITS,
    PORTAL_DEMO: "0",
    PORTAL_UPSTREAMS: "sandbox=http://127.0.0.1:9",
  });
  client = await portal.signedIn();
  expect(await openChanges()).toEqual([expect.objectContaining({ state: "pending", flowId: flow.id })]);
  const other = await client.call<{ code: string }>(
    "PATCH",
    `${WORKSPACE}/call-flows/${flow.id}`,
    update(randomUUID()),
  );
  expect(other).toMatchObject({ status: 409, json: { code: "change_in_progress" } });
  await portal.stop();
  await startAgain();
  await expect.poll(openChanges, { timeout: 30_000 }).toEqual([]);
});

test("after all of that the audit log is unbroken", async () => {
  const report = await client.call("GET", `${WORKSPACE}/audit-events/verify`);
  expect(report.json).toMatchObject({ ok: true, firstBad: null });
});
