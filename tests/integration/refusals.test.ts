import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import { etagIn, type MadeFlow, makeCallFlow, makeMessageFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;
let callFlow: MadeFlow;
let messageFlow: MadeFlow;
let writesBefore: number;

const writes = async () => (await portal.sandbox.writes(workspace.tenant.workspaceId)).length;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  callFlow = await makeCallFlow(portal.owner, workspace);
  messageFlow = await makeMessageFlow(portal.owner, workspace);
  writesBefore = await writes();
});
afterAll(async () => {
  // All refusals below came before anything was sent.
  expect(await writes()).toBe(writesBefore);
  await portal.close();
});

const create = (body: unknown, headers = {}) =>
  portal.owner.write("POST", `${workspace.path}/call-flows`, body, headers);
const patch = (flow: MadeFlow, body: unknown, headers = {}) =>
  portal.owner.write("PATCH", flow.path, body, { "if-match": flow.etag, ...headers });

const pathsIn = (answer: { json: { errors: { path: string; message: string }[] } }) =>
  answer.json.errors.map(({ path }) => path).sort();

describe("a body", () => {
  it.each([
    ["broken JSON", '{"name":', {}, 400, "malformed_json"],
    ["nothing", "", {}, 400, "malformed_json"],
    ["JSON of another type", "{}", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    ["a form", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ["no type", "{}", { "content-type": undefined }, 415, "unsupported_media_type"],
    ["more than 1 MiB", JSON.stringify({ prompt: "x".repeat(1024 * 1024) }), {}, 413, "too_large"],
    ["more than 1 MiB, as announced", "{}", { "content-length": "1048577" }, 413, "too_large"],
    ["a list", "[]", {}, 422, "invalid_body"],
    ["null", "null", {}, 422, "invalid_body"],
    [
      "a character that can't be stored",
      '{"name":"a\\u0000b","direction":"outbound"}',
      {},
      422,
      "invalid_body",
    ],
    ["half a character", '{"name":"a\\ud800b","direction":"outbound"}', {}, 422, "invalid_body"],
    ["lists in lists", `{"name":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, {}, 422, "invalid_body"],
    ["objects in objects", `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`, {}, 422, "invalid_body"],
    ["a number beyond all numbers", '{"flowData":{"nodes":[{"a":1e400}]}}', {}, 422, "invalid_body"],
  ])("(%s) is refused", async (_, body, headers, status, code) => {
    const answer = await create(body, headers);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.json).toMatchObject({ status, requestId: answer.headers.get("x-request-id") });
    for (const member of ["type", "title", "detail"]) expect(answer.json[member]).toEqual(expect.any(String));
  });

  it("just under 1 MiB is taken", async () => {
    const answer = await create(smallCallFlow("Long", { prompt: "é".repeat(500_000) }));
    expect(answer.status).toBe(201);
    writesBefore += 1;
  });

  it("with many faults gets all of them, each with its place", async () => {
    const answer = await create({
      direction: "inbound",
      promptType: "flow",
      isActive: "yes",
      colour: "red",
      agent: "../../etc",
      webhooks: [{ name: "", url: "ftp://x", method: "PATCH", headers: [], "a/b~c": 1 }],
      settings: { callSettings: { maxCallDuration: 5, reminderMessages: [1] }, welcomeMessageDelay: -1 },
    });
    expect([answer.status, answer.json.code]).toEqual([422, "invalid_body"]);
    expect(pathsIn(answer)).toEqual(
      expect.arrayContaining([
        "/agent",
        "/direction",
        "/isActive",
        "/name",
        "/promptType",
        "/settings/callSettings/reminderMessages/0",
        "/settings/welcomeMessageDelay",
        "/webhooks/0/headers",
        "/webhooks/0/method",
        "/webhooks/0/name",
        "/webhooks/0/url",
      ]),
    );
    const stated = JSON.stringify(answer.json.errors);
    expect(stated).toContain("colour");
    expect(stated).toContain("maxCallDuration");
  });

  it("of a message flow is checked by its own rules", async () => {
    const path = `${workspace.path}/message-flows`;
    const answer = await portal.owner.write("POST", path, {
      direction: "up",
      messageChannel: "Fax",
      webhooks: [],
    });
    expect(pathsIn(answer)).toEqual(
      expect.arrayContaining([
        "/agent",
        "/direction",
        "/initiationMessage",
        "/messageChannel",
        "/name",
        "/prompt",
      ]),
    );
    const both = smallMessageFlow(workspace, "Both forms", {
      settings: { responseSettings: { start: "09:00", workingHours: { start: "10:00" } } },
    });
    expect((await portal.owner.write("POST", path, both)).status).toBe(422);
  });
});

describe("an update", () => {
  it.each([undefined, "", "*", "bare-word"])("with If-Match %j is 428", async (header) => {
    const answer = await patch(callFlow, { name: "N" }, { "if-match": header });
    expect([answer.status, answer.json.code]).toEqual([428, "if_match_required"]);
  });

  it("with a tag that no state ever had is 412", async () => {
    const answer = await patch(callFlow, { name: "N" }, { "if-match": '"ffffffffffffffffffffffffffffffff"' });
    expect([answer.status, answer.json.code]).toEqual([412, "stale"]);
    expect(answer.json.currentETag).toBe(callFlow.etag);
  });

  it("with the right tag marked as weak is 412: only a strong one proves equality", async () => {
    expect((await patch(callFlow, { name: "N" }, { "if-match": `W/${callFlow.etag}` })).status).toBe(412);
  });

  it("that requests a flip is refused, with the field to send instead", async () => {
    for (const flow of [callFlow, messageFlow]) {
      const answer = await patch(flow, { toggleAutopilot: true });
      expect([answer.status, pathsIn(answer)]).toEqual([422, ["/toggleAutopilot"]]);
      expect(answer.json.errors[0].message).toContain("autopilot");
    }
  });

  it.each([
    "agent",
    "folderId",
    "flowData",
    "agentWebhookUrl",
    "inboundWebhookUrl",
    "isPreConfigured",
    "preConfiguredWorkspaceId",
    "gemini_prompt",
    "promptVersions",
    "currentPromptId",
    "startNodeId",
    "locations",
    "id",
    "workspaceId",
    "createdAt",
    "updatedAt",
  ])("can't change a call flow's %s, and says so", async (field) => {
    const answer = await patch(callFlow, { [field]: "x", name: "N" });
    expect([answer.status, pathsIn(answer)]).toEqual([422, [`/${field}`]]);
  });

  it.each([
    "name",
    "prompt",
    "agent",
    "initiationMessage",
    "isActive",
    "messageChannel",
    "direction",
    "id",
    "workspaceId",
  ])("can't change a message flow's %s, and says so", async (field) => {
    const answer = await patch(messageFlow, { [field]: "x", description: "D" });
    expect([answer.status, pathsIn(answer)]).toEqual([422, [`/${field}`]]);
  });

  it.each([
    ["nothing at all", {}],
    ["both names of the call settings", { settings: { callSetting: {}, callSettings: {} } }],
    ["securityOptOut", { settings: { security: { securityOptOut: true } } }],
    ["a direction that no request may say", { direction: "inbound" }],
    ["a misspelt field", { promt: "x" }],
    ["a custom welcome without its text", { welcomeMessage: "ai_custom" }],
    ["a negative limit", { settings: { callSetting: { maxCallDuration: -1 } } }],
    ["a time that is none", { settings: { responseSettings: { workingHours: { start: "25:00" } } } }],
  ])("with %s is refused", async (_, body) => {
    const answer = await patch(callFlow, body);
    expect([answer.status, answer.json.code]).toEqual([422, "invalid_body"]);
    expect(answer.json.errors.length).toBeGreaterThan(0);
  });

  it.each(["..", "a%2Fb", "a b", "x".repeat(65), "%00", "é"])(
    "of the id %j is 404, and asks nobody",
    async (id) => {
      const before = (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
      const path = `${workspace.path}/call-flows/${id === ".." ? "%2E%2E%2Fagents" : id}`;
      const answer = await portal.owner.write("PATCH", path, { name: "N" }, { "if-match": '"x"' });
      expect(answer.status).toBe(404);
      expect((await portal.owner.get(path)).status).toBe(404);
      expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toHaveLength(before);
    },
  );
});

describe("a reason", () => {
  it("is required where the workspace wants one, and kept in any language", async () => {
    const own = await portal.addWorkspace();
    await portal.owner.call("PATCH", own.path, { body: { requireReason: true } });
    const path = `${own.path}/call-flows`;
    const without = await portal.owner.write("POST", path, smallCallFlow());
    expect([without.status, pathsIn(without)]).toEqual([422, ["/X-Change-Reason"]]);
    const long = await portal.owner.write("POST", path, smallCallFlow(), {
      "x-change-reason": "x".repeat(501),
    });
    expect(long.status).toBe(422);
    const reason = `UTF-8''${encodeURIComponent("Für Jürgen 🎉")}`;
    const made = await portal.owner.write("POST", path, smallCallFlow(), { "x-change-reason": reason });
    expect(made.status).toBe(201);
    const events = await portal.owner.get(`${own.path}/audit-events?action=call_flow.create`);
    expect(events.json.items[0].reason).toBe("Für Jürgen 🎉");
  });
});

describe("a workspace", () => {
  const register = (body: Record<string, unknown>) => portal.owner.call("POST", "/api/workspaces", { body });

  it("is registered only with a key that works, of an upstream on the allow-list", async () => {
    const tenant = await portal.sandbox.addTenant();
    const right = {
      name: "W",
      upstream: "sandbox",
      upstreamWorkspaceId: tenant.workspaceId,
      apiKey: tenant.key,
    };
    const wrongKey = await register({ ...right, apiKey: "tk_not_the_right_one" });
    expect([wrongKey.status, pathsIn(wrongKey)]).toEqual([422, ["/apiKey"]]);
    const wrongUpstream = await register({ ...right, upstream: "elsewhere" });
    expect(wrongUpstream.status).toBeGreaterThanOrEqual(400);
    expect(wrongUpstream.status).not.toBe(500);
    const made = await register(right);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      name: "W",
      role: "admin",
      keyHint: tenant.key.slice(-4),
      health: { state: "ok" },
    });
    expect(made.headers.get("location")).toBe(`/api/workspaces/${made.json.id}`);
    expect((await register(right)).status).toBe(409);
  });

  it("keeps its key when a new one is refused, and shows its health on request", async () => {
    const own = await portal.addWorkspace();
    const refused = await portal.owner.call("PUT", `${own.path}/api-key`, {
      body: { apiKey: "tk_wrong_key_here" },
    });
    expect(refused.status).toBe(422);
    const check = await portal.owner.call("POST", `${own.path}/check`);
    expect(check.json.health).toMatchObject({ state: "ok" });
    await portal.sandbox.fault({
      kind: "status",
      status: 401,
      match: { workspaceId: own.tenant.workspaceId },
    });
    const failing = await portal.owner.call("POST", `${own.path}/check`);
    expect(failing.json.health).toMatchObject({ state: "failing", detail: expect.any(String) });
    expect((await portal.owner.get(own.path)).json.health.state).toBe("failing");
  });

  it("offers the resources that its flows can refer to", async () => {
    const { tenant, path } = workspace;
    const ids = async (list: string) =>
      (await portal.owner.get(`${path}/${list}`)).json.items.map(({ id }: { id: string }) => id);
    expect(await ids("agents?kind=call")).toEqual(tenant.agentIds);
    expect(await ids("agents?kind=omni")).toEqual(tenant.omniFlowAgentIds);
    expect(await ids("knowledge-bases")).toEqual(tenant.knowledgeBaseIds);
    expect(await ids("folders")).toEqual(tenant.folderIds);
    expect((await portal.owner.get(`${path}/agents`)).status).toBe(400);
  });
});

it("an unchanged patch sends nothing where nothing differs for a message flow's autopilot", async () => {
  const etag = etagIn(await portal.owner.get(messageFlow.path));
  const answer = await patch({ ...messageFlow, etag }, { autopilot: false });
  expect([answer.status, answer.headers.get("etag")]).toEqual([200, etag]);
});
