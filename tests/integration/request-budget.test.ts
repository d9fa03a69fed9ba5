import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setEnvironment } from "@/lib/env";
import { makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

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
        expect(seconds).toBeLessThanOrEqual(60);
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
