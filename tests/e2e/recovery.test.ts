import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

/** A flow that somebody changes, and the idempotency key of the change. */
interface Changed {
  id: string;
  etag: string;
  key: string;
}

let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let client: HttpClient;

async function start(variables: Record<string, string> = {}): Promise<void> {
  portal = await startPortal(folder.path, { ...NO_LIMITS, ...variables });
  client = await portal.signedIn();
}

beforeAll(async () => {
  folder = await temporaryDataDir();
  await start();
});
afterAll(async () => {
  await portal?.stop();
  await folder.remove();
});

async function makeFlow(): Promise<Changed> {
  const body = { name: "Front door", direction: "outbound", promptType: "simple", prompt: "First" };
  const headers = { "idempotency-key": randomUUID() };
  const made = await client.call<Flow>("POST", `${WORKSPACE}/call-flows`, { body, headers });
  return { id: made.json.id, etag: made.headers.etag ?? "", key: randomUUID() };
}

const readFlow = ({ id }: Changed) => client.call<Flow>("GET", `${WORKSPACE}/call-flows/${id}`);
async function updateEvents({ id }: Changed): Promise<AuditEvent[]> {
  const path = `${WORKSPACE}/audit-events?action=call_flow.update&target=${id}`;
  return (await client.call<{ items: AuditEvent[] }>("GET", path)).json.items;
}
async function openChanges(): Promise<unknown[]> {
  return (await client.call<{ items: unknown[] }>("GET", `${WORKSPACE}/changes`)).json.items;
}

function update({ id, etag, key }: Changed) {
  return client.call<Flow>("PATCH", `${WORKSPACE}/call-flows/${id}`, {
    // Upstream quirk Q1: every webhook that is sent is added, so a second write would show as a second webhook.
    body: {
      prompt: "Second",
      webhooks: [{ name: "Notify", url: "https://example.com/hook", variables: [] }],
    },
    headers: { "if-match": etag, "idempotency-key": key, "x-change-reason": "Opening hours" },
  });
}

interface Interrupted {
  flow: Changed;
  /** What its client gets in the end. */
  answer: Promise<string>;
}

/** Sends an update of a new flow, whose answer never comes, and waits until the upstream has it. */
async function interruptUpdate(fault: { kind: string; when?: "after" }): Promise<Interrupted> {
  const flow = await makeFlow();
  const path = `/v1/api/call-flows/${flow.id}`;
  await askSandbox(portal.controlUrl, "POST", "/faults", { match: { method: "PUT", path }, ...fault });
  const answer = update(flow).then(
    ({ status }) => `answered ${status}`,
    () => "cut off",
  );
  const write = async () => (await sandboxWrites(portal.controlUrl)).find((one) => one.path === path);
  await expect.poll(write, { timeout: 20_000 }).toMatchObject({ applied: fault.when === "after" });
  return { flow, answer };
}
const APPLIED = { kind: "delay", ms: 60_000, when: "after" } as const;
const NEVER_APPLIED = { kind: "hang", apply: false } as const;

describe("a crash in the middle of two writes", () => {
  let applied: Interrupted;
  let lost: Interrupted;

  test("ends the other parts, and the start with code 1", async () => {
    applied = await interruptUpdate(APPLIED);
    lost = await interruptUpdate(NEVER_APPLIED);
    await portal.kill9("web server");
    const ended = await portal.ended;
    expect(await Promise.all([applied.answer, lost.answer])).toEqual(["cut off", "cut off"]);
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim().split("\n")).toEqual([
      "The web server was ended by SIGKILL; stopping everything else.",
    ]);
  });

  test("leaves nothing open for long after the next start, and nothing is written again", async () => {
    await start();
    await expect.poll(openChanges, { timeout: 30_000 }).toEqual([]);
    expect(await sandboxWrites(portal.controlUrl)).toEqual([]);
  });

  test("a write that was applied before it is found, and settled as succeeded, without a second write", async () => {
    expect(await updateEvents(applied.flow)).toEqual([
      expect.objectContaining({
        outcome: "succeeded",
        reason: "Opening hours",
        actor: expect.objectContaining({ type: "user" }),
      }),
    ]);
    const { json } = await readFlow(applied.flow);
    expect(json.prompt).toBe("Second");
    expect(json.webhooks.map(({ name }) => name)).toEqual(["Notify"]);

    const again = await update(applied.flow);
    expect(again.status).toBe(200);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(await sandboxWrites(portal.controlUrl)).toEqual([]);
  });

  test("a write that never reached the flow is settled as failed, and the flow can be changed again", async () => {
    expect(await updateEvents(lost.flow)).toEqual([expect.objectContaining({ outcome: "failed" })]);
    expect((await readFlow(lost.flow)).json.prompt).toBe("First");

    const retried = await update({ ...lost.flow, key: randomUUID() });
    expect(retried.status).toBe(200);
    expect(retried.json.webhooks).toHaveLength(1);
  });
});

test("until it is settled, an interrupted change is shown as pending and keeps others out", async () => {
  const { flow } = await interruptUpdate(NEVER_APPLIED);
  await portal.kill9("web server");
  await portal.ended;
  // The upstream is down as well when the portal comes back: the outcome is unknown so far.
  await start({ PORTAL_DEMO: "0", PORTAL_UPSTREAMS: "sandbox=http://127.0.0.1:9" });
  expect(await openChanges()).toEqual([expect.objectContaining({ state: "pending", flowId: flow.id })]);
  const other = await update({ ...flow, key: randomUUID() });
  expect(other).toMatchObject({ status: 409, json: { code: "change_in_progress" } });
});

test("after all of that the audit log is unbroken", async () => {
  const report = await client.call("GET", `${WORKSPACE}/audit-events/verify`);
  expect(report.json).toMatchObject({ ok: true, firstBad: null });
});
