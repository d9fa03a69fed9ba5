import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setEnvironment } from "@/lib/env";
import { forgetRefreshes, passBudgetTime } from "@/tests/support/budget-time";
import { makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith", [[workspace, "editor"]]);
});

/** Sends reads of a flow, one after the other, and returns their statuses. */
async function readOften(client: PortalClient, path: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < times; n++) statuses.push((await client.get(path)).status);
  return statuses;
}

async function withLimit(limit: number, work: () => Promise<void>): Promise<void> {
  setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: String(limit) });
  try {
    await work();
  } finally {
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
  }
}

describe("the shares of the budget", () => {
  it("let an editor save after a viewer's sixty-two refreshes and reads", async () => {
    const viewer = await portal.addPerson("Vera", [[workspace, "viewer"]]);
    const flow = await makeCallFlow(editor, workspace);
    await passBudgetTime(70_000);
    await withLimit(60, async () => {
      const list = `${workspace.path}/call-flows?refresh=1`;
      expect(await readOften(viewer, list, 62)).not.toContain(429);
      const reads = await readOften(viewer, flow.path, 62);
      expect([reads[0], reads.at(-1)]).toEqual([200, 429]);
      expect((await patchFlow(editor, flow, { name: "Saved" })).status).toBe(200);
    });
    expect((await portal.sandbox.stored(flow.id)).name).toBe("Saved");
  });

  it("leave something for a second person when one has read all that one may", async () => {
    const viewer = await portal.addPerson("Vera", [[workspace, "viewer"]]);
    const flow = await makeCallFlow(editor, workspace);
    await passBudgetTime(70_000);
    await withLimit(60, async () => {
      expect((await readOften(viewer, flow.path, 40)).at(-1)).toBe(429);
      expect((await editor.get(flow.path)).status).toBe(200);
    });
  });

  it("book a save's read and its write together, so that no save ends between them", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await passBudgetTime(70_000);
    await withLimit(60, async () => {
      let current = flow;
      for (let n = 0; ; n++) {
        const before = await portal.sandbox.requests(workspace.tenant.workspaceId);
        const answer = await patchFlow(editor, current, { name: `Name ${n}` });
        const after = await portal.sandbox.requests(workspace.tenant.workspaceId);
        const sent = after.slice(before.length).map(({ method }) => method);
        if (answer.status === 429) {
          expect(sent).toEqual([]);
          expect(n).toBeGreaterThan(10);
          return;
        }
        expect([answer.status, sent.includes("PUT")]).toEqual([200, true]);
        current = { ...current, etag: answer.headers.get("etag") ?? "" };
      }
    });
  });
});

describe("reads at the same time", () => {
  it("of one flow are one request for all who ask", async () => {
    const viewer = await portal.addPerson("Vera", [[workspace, "viewer"]]);
    const flow = await makeCallFlow(editor, workspace);
    const { workspaceId } = workspace.tenant;
    await portal.sandbox.fault({
      kind: "delay",
      ms: 500,
      when: "before",
      match: { method: "GET", workspaceId },
    });
    const seen = (await portal.sandbox.requests(workspaceId)).length;
    const answers = await Promise.all([editor, viewer, editor, viewer].map((one) => one.get(flow.path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await portal.sandbox.requests(workspaceId)).toHaveLength(seen + 1);
  });

  it("of a list are one, and for ten seconds more", async () => {
    const viewer = await portal.addPerson("Vera", [[workspace, "viewer"]]);
    const list = `${workspace.path}/message-flows?refresh=1`;
    await Promise.all([editor, viewer, editor].map((one) => one.get(list)));
    const seen = (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
    expect((await viewer.get(list)).status).toBe(200);
    expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toHaveLength(seen);
    await forgetRefreshes();
    await viewer.get(list);
    expect((await portal.sandbox.requests(workspace.tenant.workspaceId)).length).toBeGreaterThan(seen);
  });

  it("are not shared with who asks after a save: the read may be older", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const { workspaceId } = workspace.tenant;
    await portal.sandbox.fault({
      kind: "delay",
      ms: 1_000,
      when: "after",
      match: { method: "GET", workspaceId },
    });
    const slow = editor.get(flow.path);
    await expect.poll(async () => (await portal.sandbox.requests(workspaceId)).at(-1)?.method).toBe("GET");
    expect((await patchFlow(editor, flow, { name: "Newer" })).status).toBe(200);
    expect((await editor.get(flow.path)).json.name).toBe("Newer");
    await slow;
  });
});

describe("what is left of the budget", () => {
  it("is in every answer of a route that asks the upstream", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await passBudgetTime(70_000);
    await withLimit(60, async () => {
      const left = ({ headers }: PortalAnswer) => [headers.get("ratelimit-policy"), headers.get("ratelimit")];
      const policy = '"upstream";q=60;w=60';
      expect(left(await editor.get(flow.path))).toEqual([
        policy,
        expect.stringMatching(/^"upstream";r=2\d;t=6\d$/),
      ]);
      const list = await editor.get(`${workspace.path}/call-flows?refresh=1`);
      expect(left(list)).toEqual([policy, expect.stringMatching(/^"upstream";r=\d+;t=6\d$/)]);
      for (const answer of [
        await patchFlow(editor, flow, { name: "N" }),
        await patchFlow(editor, flow, { name: 1 }),
        await patchFlow(editor, { ...flow, etag: '"old"' }, { name: "N" }),
      ]) {
        expect(left(answer)).toEqual([policy, expect.stringMatching(/^"upstream";r=\d+;t=6\d$/)]);
      }
      await readOften(editor, flow.path, 30);
      const refused = await editor.get(flow.path);
      const budget = await editor.get(`${workspace.path}/upstream-budget`);
      expect(budget.json).toMatchObject({ limit: 60, reads: { left: 0 } });
      expect(budget.json.writes.left).toBeGreaterThan(2);
      expect(refused.status).toBe(429);
      const seconds = refused.headers.get("retry-after");
      expect(left(refused)).toEqual([policy, `"upstream";r=0;t=${seconds}`]);
      await passBudgetTime((Number(seconds) - 8) * 1000);
      // A person waits for what comes within ten seconds.
      expect((await editor.get(flow.path)).status).toBe(200);
    });
  });

  it("is nothing after the upstream itself has refused a request, until it says so", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const { workspaceId } = workspace.tenant;
    await portal.sandbox.fault({ kind: "status", status: 429, match: { method: "GET", workspaceId } });
    expect((await editor.get(flow.path)).status).toBe(429);
    const seen = (await portal.sandbox.requests(workspaceId)).length;
    expect((await editor.get(flow.path)).status).toBe(429);
    expect(await portal.sandbox.requests(workspaceId)).toHaveLength(seen);
    await passBudgetTime(61_000);
    expect((await editor.get(flow.path)).status).toBe(200);
  });
});

describe("the request budget", () => {
  it("used up is answered with 429 and Retry-After, and the upstream gets no request", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const seen = (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "1" });
    const key = { "idempotency-key": "budget" };
    try {
      const answers = [await editor.get(flow.path), await patchFlow(editor, flow, { name: "N" }, key)];
      for (const answer of answers) {
        expect([answer.status, answer.json.code]).toEqual([429, "upstream_budget"]);
        const seconds = Number(answer.headers.get("retry-after"));
        expect(seconds).toBeGreaterThan(0);
        // The minute slides, and begins when the last of what was booked together may have been sent.
        expect(seconds).toBeLessThanOrEqual(63);
      }
    } finally {
      setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
    }
    expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toHaveLength(seen);
    expect((await patchFlow(editor, flow, { name: "N" }, key)).status).toBe(200);
  });

  it("two workspaces of one key share its budget", async () => {
    const shared = await portal.sandbox.addTenant();
    const register = (upstreamWorkspaceId: string) =>
      portal.owner.call("POST", "/api/workspaces", {
        body: { name: "Shared", upstream: "sandbox", upstreamWorkspaceId, apiKey: shared.key },
      });
    const first = await register(shared.workspaceId);
    const second = await register((await portal.sandbox.addTenant(shared.key, "shared-two")).workspaceId);
    expect([first.status, second.status]).toEqual([201, 201]);
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "3" });
    try {
      const agents = (id: string) => portal.owner.get(`/api/workspaces/${id}/agents?kind=call`);
      const statuses = [];
      for (const { json } of [first, second, first]) statuses.push((await agents(json.id)).status);
      expect(statuses).toEqual([200, 429, 429]);
    } finally {
      setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
    }
  });

  it("may be overdrawn to read the outcome of a sent write", async () => {
    const flow = await makeMessageFlow(editor, workspace);
    const seen = (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
    // Enough for the read before the write and for the write, whose answer is partial and must be read again.
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: String(seen + 2) });
    try {
      expect((await patchFlow(editor, flow, { description: "N" })).status).toBe(200);
      expect((await editor.get(flow.path)).status).toBe(429);
    } finally {
      setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
    }
    expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toHaveLength(seen + 3);
  });
});
