import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { forgetRefreshes } from "@/tests/support/budget-time";
import { eventsOf, makeCallFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.clearFaults();
  workspace = await portal.addWorkspace();
});

const health = async () => (await portal.owner.get(workspace.path)).json.health;
const checks = () => eventsOf(portal.owner, workspace, "&action=workspace.check");
const refuseKey = () => portal.sandbox.fault({ kind: "status", status: 401, message: "Invalid API key" });

async function refresh(): Promise<number> {
  await forgetRefreshes();
  return (await portal.owner.get(`${workspace.path}/call-flows?refresh=1`)).status;
}

it("a key that a request finds dead is shown as dead, and as alive again by the next answer", async () => {
  expect((await health()).state).toBe("ok");
  await refuseKey();
  expect(await refresh()).toBe(502);
  await vi.waitFor(async () => expect((await health()).state).toBe("failing"));
  expect((await health()).detail).toEqual(expect.any(String));
  await portal.sandbox.clearFaults();
  // Two answers within a second are one piece of news.
  await vi.waitFor(
    async () => {
      expect(await refresh()).toBe(200);
      expect((await health()).state).toBe("ok");
    },
    { timeout: 10_000, interval: 600 },
  );
  const events = await checks();
  expect(
    events.map(({ outcome, actor }: { outcome: string; actor: { type: string } }) => [outcome, actor.type]),
  ).toEqual([
    ["failed", "system"],
    ["succeeded", "system"],
  ]);
});

it("answers that say nothing new store nothing", async () => {
  const before = (await health()).checkedAt;
  await makeCallFlow(portal.owner, workspace);
  expect(await refresh()).toBe(200);
  expect((await health()).checkedAt).toBe(before);
  expect(await checks()).toEqual([]);
});

it("a refusal of a list that is not the one that keys are checked with says nothing about the key", async () => {
  const { workspaceId } = workspace.tenant;
  const match = { workspaceId, path: "/v1/api/agents" };
  await portal.sandbox.fault({ kind: "status", status: 403, message: "Not yours", match });
  expect(await refresh()).toBe(200);
  expect((await health()).state).toBe("ok");
  expect(await checks()).toEqual([]);
});

it("a refusal of one flow says nothing about the key", async () => {
  const flow = await makeCallFlow(portal.owner, workspace);
  await portal.sandbox.fault({ kind: "status", status: 403, message: "Not yours" });
  expect((await portal.owner.get(flow.path)).status).toBe(502);
  expect((await health()).state).toBe("ok");
});
