import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recoverChanges } from "@/lib/changes/recover-changes";
import { setEnvironment } from "@/lib/env";
import { passBudgetTime } from "@/tests/support/budget-time";
import { smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import { eventsOf, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { journalRow } from "@/tests/support/recovery";

interface Bench {
  workspace: TestWorkspace;
  editor: PortalClient;
}

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient;

beforeAll(async () => {
  portal = await openPortal({ env: { UPSTREAM_TIMEOUT_MS: "5000" } });
});
afterAll(() => portal.close());

async function newBench(): Promise<Bench> {
  const own = await portal.addWorkspace();
  return { workspace: own, editor: await portal.addPerson("Edith", [[own, "editor"]]) };
}

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  await portal.sandbox.settings({ generation: "newer" });
  ({ workspace, editor } = await newBench());
});

/** Makes the next requests of a method fail, in one workspace only. */
async function breakNext(bench: Bench, method: string, fault: Record<string, unknown>): Promise<void> {
  await portal.sandbox.fault({
    ...fault,
    match: { method, workspaceId: bench.workspace.tenant.workspaceId },
  });
}

async function writesOf({ workspace: { tenant } }: Bench, method: string) {
  return (await portal.sandbox.writes(tenant.workspaceId)).filter((entry) => entry.method === method);
}

const everyError = [
  [400, "upstream_rejected", 422],
  [401, "upstream_credentials", 502],
  [403, "upstream_credentials", 502],
  [429, "upstream_budget", 429],
] as const;

describe("an upstream that refuses", () => {
  it.each(everyError)("an update with %i is reported as %s", async (status, code, reported) => {
    const flow = await makeCallFlow(editor, workspace);
    await breakNext({ workspace, editor }, "PUT", { kind: "status", status, message: "No such luck" });
    const answer = await patchFlow(editor, flow, { name: "N" });
    expect([answer.status, answer.json.code]).toEqual([reported, code]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    if (code !== "upstream_budget") expect(answer.json).toMatchObject({ upstreamStatus: status });
    if (code === "upstream_rejected") expect(answer.json.detail).toBe("No such luck");
    const [event] = await eventsOf(portal.owner, workspace, "&action=call_flow.update");
    expect(event).toMatchObject({ outcome: "failed", upstream: { method: "PUT", status }, detail: { code } });
    expect(event.changes).toContainEqual({ path: "/name", before: "Front desk", after: "N" });
    expect((await portal.sandbox.stored(flow.id)).name).toBe("Front desk");
    expect(await writesOf({ workspace, editor }, "PUT")).toHaveLength(1);
  });

  it.each(everyError)("a create with %i is reported as %s", async (status, code, reported) => {
    await breakNext({ workspace, editor }, "POST", {
      kind: "status",
      status,
      shape: "string",
      message: "No",
    });
    const answer = await editor.write("POST", `${workspace.path}/message-flows`, smallMessageFlow(workspace));
    expect([answer.status, answer.json.code]).toEqual([reported, code]);
    expect(await writesOf({ workspace, editor }, "POST")).toHaveLength(1);
    await passBudgetTime(61_000);
    const list = await editor.get(`${workspace.path}/message-flows?refresh=1`);
    expect(list.json.items).toEqual([]);
  });

  it("too many requests says when to come back, and the key may be used again", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const key = { "idempotency-key": "come-back" };
    await breakNext({ workspace, editor }, "PUT", { kind: "status", status: 429 });
    const refused = await patchFlow(editor, flow, { name: "N" }, key);
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    await passBudgetTime(61_000);
    const again = await patchFlow(editor, flow, { name: "N" }, key);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, null]);
  });

  it.each(["newer", "older"] as const)(
    "an id that it does not know is 404 (%s generation)",
    async (generation) => {
      await portal.sandbox.settings({ generation });
      for (const kind of ["call-flows", "message-flows"]) {
        const path = `${workspace.path}/${kind}/665f00000000000000000099`;
        const read = await editor.get(path);
        expect([read.status, read.json.code]).toEqual([404, "not_found"]);
        const body = { description: "x" };
        const write = await editor.write("PATCH", path, body, { "if-match": '"x"' });
        expect([write.status, write.json.code]).toEqual([404, "not_found"]);
      }
      expect(await writesOf({ workspace, editor }, "PUT")).toEqual([]);
    },
  );

  it("a flow of another tenant stays out of reach, though the key may read it", async () => {
    const { key } = workspace.tenant;
    const other = await portal.sandbox.addTenant(key, "665f0000000000000000bbbb");
    const made = await fetch(`${portal.sandbox.url}/v1/api/call-flows`, {
      method: "POST",
      headers: { "x-api-key": key, "x-workspace-id": other.workspaceId, "content-type": "application/json" },
      body: JSON.stringify(smallCallFlow("Someone else's")),
    });
    const { _id } = (await made.json()) as { _id: string };
    const read = await editor.get(`${workspace.path}/call-flows/${_id}`);
    expect(read.status).toBe(404);
    expect(read.text).not.toContain("Someone else's");
  });
});

describe("a write that is answered with an error or nonsense", () => {
  it.each([
    ["500, carried out", { kind: "status", status: 500, apply: true }],
    ["502 by a gateway, carried out", { kind: "status", status: 502, shape: "html", apply: true }],
    ["broken JSON, carried out", { kind: "malformed" }],
    ["a wrong content type", { kind: "content_type", contentType: "text/html" }],
    ["20 MiB", { kind: "huge" }],
  ])("(%s) is checked, and reported as the success that it is", async (_, fault) => {
    const flow = await makeCallFlow(editor, workspace);
    await breakNext({ workspace, editor }, "PUT", fault);
    const answer = await patchFlow(editor, flow, { name: "N" });
    expect([answer.status, answer.json.name]).toEqual([200, "N"]);
    expect(await writesOf({ workspace, editor }, "PUT")).toHaveLength(1);
    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.update");
    expect(events.map(({ outcome }) => outcome)).toEqual(["succeeded"]);
  });

  it("(500, not carried out) is reported as failed, and its key replays that", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await breakNext({ workspace, editor }, "PUT", { kind: "status", status: 500, message: "Oops" });
    const key = { "idempotency-key": "five-hundred" };
    const answer = await patchFlow(editor, flow, { name: "N" }, key);
    expect([answer.status, answer.json.code, answer.json.upstreamStatus]).toEqual([
      502,
      "upstream_failed",
      500,
    ]);
    const replay = await patchFlow(editor, flow, { name: "N" }, key);
    expect([replay.text, replay.headers.get("idempotency-replayed")]).toEqual([answer.text, "true"]);
    expect(await writesOf({ workspace, editor }, "PUT")).toHaveLength(1);
  });

  // Each of these waits some seconds between two checks, so they run side by side, each in a workspace of its own.
  it("(a gateway's error or nonsense, not carried out) is reported as failed after two checks", async () => {
    const faults: [Record<string, unknown>, string][] = [
      [{ kind: "status", status: 503 }, "upstream_failed"],
      [{ kind: "malformed", apply: false }, "upstream_invalid"],
      [{ kind: "content_type", contentType: "text/plain", apply: false }, "upstream_invalid"],
    ];
    await Promise.all(
      faults.map(async ([fault, code]) => {
        const bench = await newBench();
        const flow = await makeCallFlow(bench.editor, bench.workspace);
        await breakNext(bench, "PUT", fault);
        const answer = await patchFlow(bench.editor, flow, { name: "N" });
        expect([answer.status, answer.json.code]).toEqual([502, code]);
        expect(await writesOf(bench, "PUT")).toHaveLength(1);
        expect((await portal.sandbox.stored(flow.id)).name).toBe("Front desk");
      }),
    );
  });

  it("(a create answered with 500 after it was made) is found, and reported as made", async () => {
    await breakNext({ workspace, editor }, "POST", { kind: "status", status: 500, apply: true });
    const answer = await editor.write("POST", `${workspace.path}/call-flows`, smallCallFlow("Made anyway"));
    expect([answer.status, answer.json.name]).toEqual([201, "Made anyway"]);
    expect(await writesOf({ workspace, editor }, "POST")).toHaveLength(1);
  });

  it("(a flow of another workspace) is not believed: unknown, then found by reading again", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await breakNext({ workspace, editor }, "PUT", { kind: "other_workspace" });
    const answer = await patchFlow(editor, flow, { name: "N" });
    if (answer.status !== 200) {
      expect([answer.status, answer.json.code]).toEqual([504, "outcome_unknown"]);
      await recoverChanges();
      expect((await journalRow(answer.json.changeId)).state).toBe("succeeded");
    }
    expect(await writesOf({ workspace, editor }, "PUT")).toHaveLength(1);
  });
});

describe("a reading that goes wrong", () => {
  it.each([
    ["broken JSON", { kind: "malformed" }, 502, "upstream_invalid"],
    ["a wrong content type", { kind: "content_type", contentType: "text/html" }, 502, "upstream_invalid"],
    ["another workspace's flow", { kind: "other_workspace" }, 502, "upstream_invalid"],
    ["a refused key", { kind: "status", status: 401 }, 502, "upstream_credentials"],
    ["too many requests", { kind: "status", status: 429 }, 429, "upstream_budget"],
    ["three errors in a row", { kind: "status", status: 500, times: 3 }, 502, "upstream_failed"],
  ])("(%s) is reported, and nothing is stored", async (_, fault, status, code) => {
    const flow = await makeCallFlow(editor, workspace);
    await breakNext({ workspace, editor }, "GET", fault);
    const answer = await editor.get(flow.path);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect((await editor.get(`${flow.path}/revisions`)).json.items).toHaveLength(1);
    await passBudgetTime(61_000);
    expect((await editor.get(flow.path)).status).toBe(200);
  });

  it("is none because a flow has 20 MiB: versions of prompts grow for years", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await breakNext({ workspace, editor }, "GET", { kind: "huge" });
    const answer = await editor.get(flow.path);
    expect([answer.status, answer.json.id]).toEqual([200, flow.id]);
  });

  it("once and then well is not noticed", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await breakNext({ workspace, editor }, "GET", { kind: "reset", when: "before" });
    expect((await editor.get(flow.path)).status).toBe(200);
  });
});

describe("an upstream that can't be reached", () => {
  it("because nobody listens: 503, nothing was sent, and the key may be used again", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const key = { "idempotency-key": "refused-connection" };
    const upstream = `sandbox=${portal.sandbox.url}`;
    // A port of this machine that nothing listens on.
    setEnvironment({ PORTAL_UPSTREAMS: "sandbox=http://127.0.0.1:1" });
    try {
      const path = `${workspace.path}/call-flows`;
      const created = await editor.write("POST", path, smallCallFlow("B"), { "idempotency-key": "create" });
      expect([created.status, created.json.code]).toEqual([503, "upstream_unreachable"]);
      const patched = await patchFlow(editor, flow, { name: "N" }, key);
      expect([patched.status, patched.json.code]).toEqual([503, "upstream_unreachable"]);
    } finally {
      setEnvironment({ PORTAL_UPSTREAMS: upstream });
    }
    await passBudgetTime(61_000);
    const again = await patchFlow(editor, flow, { name: "N" }, key);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, null]);
    expect(await writesOf({ workspace, editor }, "PUT")).toHaveLength(1);
    const events = await eventsOf(portal.owner, workspace, "&outcome=failed");
    expect(events.map(({ action }) => action)).toEqual(["call_flow.create", "call_flow.update"]);
  });

  it("because it is not on the allow-list any more: 503, and no host is contacted", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const before = (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
    const upstream = `sandbox=${portal.sandbox.url}`;
    setEnvironment({ PORTAL_UPSTREAMS: "other=https://other.example.com" });
    try {
      const answer = await editor.get(flow.path);
      expect([answer.status, answer.json.code]).toEqual([503, "upstream_unreachable"]);
    } finally {
      setEnvironment({ PORTAL_UPSTREAMS: upstream });
    }
    expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toHaveLength(before);
  });
});
