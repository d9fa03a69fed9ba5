import { afterAll, beforeAll, expect, it } from "vitest";
import { apiRoutes } from "@/scripts/openapi/api-routes";
import { makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { loggedKey } from "@/tests/support/test-sandbox";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** Does everything that the portal does with an upstream, and returns the requests that it sent. */
async function everyKindOfRequest(workspace: TestWorkspace) {
  const { owner, sandbox } = portal;
  const callFlow = await makeCallFlow(owner, workspace);
  const messageFlow = await makeMessageFlow(owner, workspace);
  for (const flow of [callFlow, messageFlow]) {
    await patchFlow(owner, flow, { description: "Changed" });
    await owner.get(flow.path);
  }
  const lists = ["call-flows?refresh=1", "message-flows?refresh=1", "agents?kind=call", "agents?kind=omni"];
  for (const list of [...lists, "knowledge-bases", "folders"]) await owner.get(`${workspace.path}/${list}`);
  await owner.call("POST", `${workspace.path}/check`);
  return await sandbox.requests(workspace.tenant.workspaceId);
}

it("no route deletes a flow, and nothing but documented paths is ever requested", async () => {
  // To watch a flow no longer deletes nothing of it.
  const ofFlows = apiRoutes().filter(({ path }) => path.includes("-flows") && !path.endsWith("/watch"));
  for (const route of ofFlows) {
    expect(await route.load(), route.path).not.toHaveProperty("DELETE");
  }
  const workspace = await portal.addWorkspace();
  const requested = new Set(
    (await everyKindOfRequest(workspace)).map(
      ({ method, path }) => `${method} ${path.replace(/[0-9a-f]{24}/, "{id}")}`,
    ),
  );
  expect([...requested].sort()).toEqual([
    "GET /v1/api/agents",
    "GET /v1/api/call-flows",
    "GET /v1/api/call-flows/{id}",
    "GET /v1/api/flow-folders",
    "GET /v1/api/knowledgebase",
    "GET /v1/api/message-flows",
    "GET /v1/api/message-flows/{id}",
    "GET /v1/api/omni-flow-agents",
    "POST /v1/api/call-flows",
    "POST /v1/api/message-flows",
    "PUT /v1/api/call-flows/{id}",
    "PUT /v1/api/message-flows/{id}",
  ]);
});

it("every request names key and workspace in their own headers, and none bears a token", async () => {
  const workspace = await portal.addWorkspace();
  const { key, workspaceId } = workspace.tenant;
  for (const { headers, method, path } of await everyKindOfRequest(workspace)) {
    expect(headers["x-api-key"], `${method} ${path}`).toEqual(loggedKey(key));
    expect(headers["x-workspace-id"], `${method} ${path}`).toBe(workspaceId);
    expect(headers, `${method} ${path}`).not.toHaveProperty("authorization");
  }
});

it("key and workspace come from the portal alone, and never from the caller", async () => {
  const [ours, theirs] = [await portal.addWorkspace(), await portal.addWorkspace()];
  const foreign = { "x-api-key": theirs.tenant.key, "x-workspace-id": theirs.tenant.workspaceId };
  const body = { name: "A", direction: "outbound" };
  const before = (await portal.sandbox.requests(theirs.tenant.workspaceId)).length;

  const made = await portal.owner.write("POST", `${ours.path}/call-flows`, body, foreign);
  expect(made.status).toBe(201);
  expect((await portal.sandbox.stored(made.json.id)).workspaceId).toBe(ours.tenant.workspaceId);
  const smuggled = { ...body, workspaceId: theirs.tenant.workspaceId };
  expect((await portal.owner.write("POST", `${ours.path}/call-flows`, smuggled, foreign)).status).toBe(422);
  await portal.owner.get(`${ours.path}/call-flows?refresh=1`, foreign);

  expect(await portal.sandbox.requests(theirs.tenant.workspaceId)).toHaveLength(before);
});
