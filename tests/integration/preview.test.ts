import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  everyCallFlowField,
  everyMessageFlowField,
  smallCallFlow,
  smallMessageFlow,
} from "@/tests/support/flow-bodies";
import { eventsOf, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";
import type { UpstreamRequest } from "@/tests/support/test-sandbox";

const SECRET = "secret-token-value";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

async function preview(client: PortalClient, path: string, body: unknown): Promise<PortalAnswer> {
  return await client.call("POST", `${path}/preview`, { body });
}

/** Webhook headers as a preview shows them. */
function masked(body: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll(SECRET, "••••"));
}

function expectSame(shown: PortalAnswer, sent: UpstreamRequest | undefined): void {
  expect(shown.status, shown.text).toBe(200);
  const { request } = shown.json;
  expect([request.method, new URL(request.url).pathname]).toEqual([sent?.method, sent?.path]);
  expect(request.url).toBe(portal.sandbox.url + sent?.path);
  expect(request.body).toEqual(masked(sent?.body));
  const { "x-api-key": key, ...headers } = request.headers;
  expect(key).toBe("$TRILLET_API_KEY");
  expect(sent?.headers).toMatchObject(headers);
}

/** Expects neither the key nor the webhooks' header values in the answer or the command. */
function expectNoSecret(shown: PortalAnswer, workspace: TestWorkspace): void {
  expect(shown.text).not.toContain(workspace.tenant.key);
  expect(shown.text).not.toContain(SECRET);
}

describe.each(["newer", "older"] as const)("previews at an upstream of the %s generation", (generation) => {
  let workspace: TestWorkspace;
  let editor: PortalClient;
  const sent = async () => await portal.sandbox.writes(workspace.tenant.workspaceId);

  beforeAll(async () => {
    await portal.sandbox.settings({ generation });
    workspace = await portal.addWorkspace();
    editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  });

  it.each([
    ["call-flows", everyCallFlowField],
    ["message-flows", everyMessageFlowField],
  ] as const)("a create of %s sends exactly what its preview shows", async (segment, everyField) => {
    const path = `${workspace.path}/${segment}`;
    const shown = await preview(editor, path, everyField(workspace));
    const before = (await sent()).length;
    expect((await editor.write("POST", path, everyField(workspace))).status).toBe(201);
    expectSame(shown, (await sent())[before]);
    expectNoSecret(shown, workspace);
    expect(shown.json.basedOn).toBeNull();
    expect(shown.json.changes).toContainEqual({ path: "/prompt", before: null, after: expect.any(String) });
  });

  it("an update of a call flow sends exactly what its preview shows", async () => {
    const flow = await makeCallFlow(editor, workspace, everyCallFlowField(workspace));
    const webhooks = [{ name: "More", url: "https://example.com/more", headers: { "X-Key": SECRET } }];
    const patch = {
      prompt: "It's $new, `really`",
      webhooks,
      settings: { security: { hipaaCompliance: true } },
    };
    const before = (await sent()).length;
    const shown = await preview(editor, flow.path, patch);
    expect(await sent()).toHaveLength(before);
    expect((await patchFlow(editor, flow, patch)).status).toBe(200);
    expectSame(shown, (await sent())[before]);
    expectNoSecret(shown, workspace);
    expect(shown.json.basedOn).toMatchObject({ revision: 1, at: expect.any(String) });
    const codes = shown.json.effects.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["hipaa_on", "webhook_permanent"]));
    expect(shown.json.changes.map(({ path }: { path: string }) => path).sort()).toEqual([
      "/prompt",
      "/settings/security/hipaaCompliance",
      "/webhooks",
    ]);
    expect(shown.json.curl).toContain('-H "x-api-key: $TRILLET_API_KEY"');
  });

  it("an update of a message flow sends exactly what its preview shows, also when it flips autopilot alone", async () => {
    const flow = await makeMessageFlow(editor, workspace, everyMessageFlowField(workspace));
    const before = (await sent()).length;
    const both = { description: "Other", autopilot: false };
    const shown = await preview(editor, flow.path, both);
    const changed = await patchFlow(editor, flow, both);
    expectSame(shown, (await sent())[before]);
    const flip = await preview(editor, flow.path, { autopilot: true });
    const etag = changed.headers.get("etag") ?? "";
    expect((await patchFlow(editor, { ...flow, etag }, { autopilot: true })).status).toBe(200);
    expectSame(flip, (await sent())[before + 1]);
  });

  it("says so when nothing would be sent", async () => {
    const flow = await makeMessageFlow(editor, workspace, smallMessageFlow(workspace));
    const { status, json } = await preview(editor, flow.path, { autopilot: false });
    expect(status).toBe(200);
    expect(json).toMatchObject({ request: null, curl: null, effects: [], changes: [] });
  });
});

describe("a preview", () => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    await portal.sandbox.settings({ generation: "newer" });
    workspace = await portal.addWorkspace();
  });

  it("asks the upstream nothing and records nothing, not even a refusal", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    const viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
    const requests = await portal.sandbox.requests(workspace.tenant.workspaceId);
    const events = await eventsOf(portal.owner, workspace);
    expect((await preview(portal.owner, flow.path, { name: "N" })).status).toBe(200);
    expect((await preview(portal.owner, `${workspace.path}/call-flows`, smallCallFlow())).status).toBe(200);
    expect((await preview(viewer, flow.path, { name: "N" })).status).toBe(403);
    expect((await preview(viewer, `${workspace.path}/call-flows`, smallCallFlow())).status).toBe(403);
    expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toEqual(requests);
    expect(await eventsOf(portal.owner, workspace)).toEqual(events);
    expect((await portal.owner.get(`${workspace.path}/changes`)).json.items).toEqual([]);
  });

  it("reads a flow once that was never read here, and finds none that isn't there", async () => {
    const other = await portal.addWorkspace();
    const body = smallCallFlow("Made elsewhere");
    const response = await fetch(`${portal.sandbox.url}/v1/api/call-flows`, {
      method: "POST",
      headers: {
        "x-api-key": other.tenant.key,
        "x-workspace-id": other.tenant.workspaceId,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    const made: { _id: string } = JSON.parse(await response.text());
    const path = `${other.path}/call-flows/${made._id}`;
    const first = await preview(portal.owner, path, { name: "N" });
    expect(first.json).toMatchObject({ basedOn: { revision: 1 }, request: { body: { name: "N" } } });
    await preview(portal.owner, path, { name: "N" });
    const requests = await portal.sandbox.requests(other.tenant.workspaceId);
    expect(requests.filter((one) => one.method === "GET" && one.path.endsWith(made._id))).toHaveLength(1);
    const missing = await preview(portal.owner, `${other.path}/call-flows/665f00000000000000000009`, {
      name: "N",
    });
    expect([missing.status, missing.json.code]).toEqual([404, "not_found"]);
  });

  it("refuses the fields that the write would refuse, one by one", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    const wrong = await preview(portal.owner, flow.path, { agent: "a", nonsense: 1 });
    expect(wrong.status).toBe(422);
    expect(wrong.json.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      "/agent",
      "/nonsense",
    ]);
    const impossible = await preview(portal.owner, flow.path, { autopilot: true });
    expect([impossible.status, impossible.json.errors?.[0]?.path]).toEqual([422, "/autopilot"]);
  });
});
