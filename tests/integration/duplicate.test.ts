import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectOperations } from "@/scripts/openapi/api-routes";
import { everyCallFlowField, everyMessageFlowField, smallCallFlow } from "@/tests/support/flow-bodies";
import { etagIn, eventsOf, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";
import { recoverOverdue } from "@/tests/support/recovery";

const SECRET = "secret-token-value";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

async function duplicate(
  client: PortalClient,
  path: string,
  options: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<PortalAnswer> {
  return await client.write("POST", `${path}/duplicate`, options, headers);
}

const paths = (fields: { path: string }[]) => fields.map(({ path }) => path);

/** A flow as the upstream stores it, without the fields that are unique to each flow. */
function comparable(stored: Record<string, unknown>) {
  const { _id, createdAt, updatedAt, __v, promptVersions, currentPromptId, ...rest } = stored;
  return rest;
}

describe.each(["newer", "older"] as const)("duplicates at an upstream of the %s generation", (generation) => {
  let workspace: TestWorkspace;
  let editor: PortalClient;

  beforeAll(async () => {
    await portal.sandbox.settings({ generation });
    workspace = await portal.addWorkspace();
    editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  });

  it("a call flow is copied by one write, with its webhooks' secrets, and no answer holds them", async () => {
    const source = await makeCallFlow(editor, workspace, everyCallFlowField(workspace));
    const before = await portal.sandbox.writes(workspace.tenant.workspaceId);
    const made = await duplicate(editor, source.path);
    expect(made.status, made.text).toBe(201);
    expect(made.headers.get("location")).toBe(`${workspace.path}/call-flows/${made.json.id}`);
    const writes = (await portal.sandbox.writes(workspace.tenant.workspaceId)).slice(before.length);
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /v1/api/call-flows"]);
    expect(JSON.stringify(writes)).not.toContain("securityOptOut");

    const original = await portal.sandbox.stored(source.id);
    const copy = await portal.sandbox.stored(made.json.id);
    expect(copy.webhooks[0].headers).toEqual([{ name: "X-Token", value: SECRET }]);
    // The older generation shows seven fields of a webhook and neither voice guard nor pre-configuration.
    if (generation === "newer") {
      expect(comparable(copy)).toEqual({ ...comparable(original), name: "Front desk (copy)" });
    }
    const read = await editor.get(`${workspace.path}/call-flows/${made.json.id}`);
    expect(etagIn(read)).toBe(etagIn(made));
    const events = await eventsOf(portal.owner, workspace);
    for (const text of [made.text, read.text, JSON.stringify(events)]) expect(text).not.toContain(SECRET);
  });

  it("the audit event is a create's, and says what was copied", async () => {
    const source = await makeCallFlow(editor, workspace);
    const made = await duplicate(editor, source.path, { name: "Second" }, { "x-change-reason": "Branch" });
    const events = await eventsOf(portal.owner, workspace, `&target=${made.json.id}`);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      action: "call_flow.create",
      outcome: "succeeded",
      target: { id: made.json.id, name: "Second" },
      reason: "Branch",
      detail: { duplicatedFrom: source.id },
    });
    const { json } = await editor.get(`${workspace.path}/call-flows/${made.json.id}/revisions`);
    expect(json.items.map(({ source: from }: { source: string }) => from)).toEqual(["change"]);
  });

  it("the fields that only an update can set are returned as an update that works, and then nothing is missing", async () => {
    const source = await makeCallFlow(editor, workspace);
    const settings = {
      callSettings: { maxCallDuration: 77, endCallOnSilence: 8 },
      responseSettings: { delay: 3, workingHours: { enabled: true, start: "08:00", end: "16:00" } },
      security: { hipaaCompliance: true },
    };
    expect((await patchFlow(editor, source, { settings })).status).toBe(200);
    const made = await duplicate(editor, source.path);
    expect(made.json.later.settings).toMatchObject(settings);
    const flow = { path: `${workspace.path}/call-flows/${made.json.id}`, etag: etagIn(made) };
    const finished = await patchFlow(editor, flow, made.json.later);
    expect(finished.status, finished.text).toBe(200);
    const original = comparable(await portal.sandbox.stored(source.id));
    const copy = comparable(await portal.sandbox.stored(made.json.id));
    expect(copy).toEqual({ ...original, name: "Front desk (copy)", isActive: false });
  });

  it("a message flow is copied whole, inactive and without autopilot", async () => {
    const source = await makeMessageFlow(editor, workspace, {
      ...everyMessageFlowField(workspace),
      isActive: true,
    });
    const made = await duplicate(editor, source.path);
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({ later: null, isActive: false, autopilot: false });
    expect(paths(made.json.notCopied)).toEqual(["/isActive", "/autopilot"]);
    const original = comparable(await portal.sandbox.stored(source.id));
    expect(comparable(await portal.sandbox.stored(made.json.id))).toEqual({
      ...original,
      name: "SMS follow-up (copy)",
      isActive: false,
      autopilot: false,
    });
  });
});

describe("a duplicate", () => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    await portal.sandbox.settings({ generation: "newer" });
    workspace = await portal.addWorkspace();
  });

  it("requested again under its key answers as before, also when the source has changed or is gone", async () => {
    const source = await makeCallFlow(portal.owner, workspace, everyCallFlowField(workspace));
    const key = { "idempotency-key": "duplicate-once" };
    const first = await duplicate(portal.owner, source.path, {}, key);
    await portal.sandbox.edit("call", source.id, { prompt: "Changed since" });
    const requests = (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
    const again = await duplicate(portal.owner, source.path, {}, key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toHaveLength(requests);
    const other = await duplicate(portal.owner, source.path, { name: "Other" }, key);
    expect([other.status, other.json.code]).toEqual([422, "idempotency_mismatch"]);
  });

  it("copies the flow as the upstream has it now, not as it was stored here", async () => {
    const source = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", source.id, { prompt: "Written elsewhere" });
    expect((await duplicate(portal.owner, source.path)).json.prompt).toBe("Written elsewhere");
  });

  it("of an inbound flow needs a direction, and says so at that field; nothing is sent", async () => {
    const source = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", source.id, { direction: "inbound" });
    const before = await portal.sandbox.writes(workspace.tenant.workspaceId);
    const refused = await duplicate(portal.owner, source.path);
    expect([refused.status, refused.json.errors?.[0]?.path]).toEqual([422, "/direction"]);
    expect(await portal.sandbox.writes(workspace.tenant.workspaceId)).toEqual(before);
    const made = await duplicate(portal.owner, source.path, { direction: "outbound" });
    expect([made.status, made.json.direction]).toEqual([201, "outbound"]);
  });

  it("whose answer got lost is settled with the same report", async () => {
    const source = await makeCallFlow(portal.owner, workspace, {
      ...everyCallFlowField(workspace),
      name: "Lost",
    });
    await portal.sandbox.fault({ kind: "reset", when: "after", match: { method: "POST" } });
    const key = { "idempotency-key": "duplicate-lost" };
    const lost = await duplicate(portal.owner, source.path, { isActive: false }, key);
    expect([lost.status, lost.json.code]).toEqual([504, "outcome_unknown"]);
    await recoverOverdue();
    const settled = await duplicate(portal.owner, source.path, { isActive: false }, key);
    expect([settled.status, settled.json.name]).toEqual([201, "Lost (copy)"]);
    expect(settled.json.notCopied).toEqual([]);
    expect(settled.text).not.toContain(SECRET);
    const events = await eventsOf(portal.owner, workspace, `&target=${settled.json.id}`);
    expect(events[0]).toMatchObject({ detail: { duplicatedFrom: source.id, recovered: true } });
  });

  it("of a flow that isn't there is not found, and the attempt is in the log", async () => {
    const missing = await duplicate(portal.owner, `${workspace.path}/call-flows/665f00000000000000000009`);
    expect([missing.status, missing.json.code]).toEqual([404, "not_found"]);
    const events = await eventsOf(portal.owner, workspace, "&outcome=failed");
    expect(events.at(-1)).toMatchObject({
      action: "call_flow.create",
      detail: { duplicatedFrom: "665f00000000000000000009", code: "not_found" },
    });
  });

  it("needs the permission to create, and an attempt without it is recorded", async () => {
    const source = await makeCallFlow(portal.owner, workspace);
    const viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
    const denied = await duplicate(viewer, source.path);
    expect([denied.status, denied.json.detail]).toEqual([403, expect.stringContaining("call_flow.create")]);
    const events = await eventsOf(portal.owner, workspace, "&outcome=denied");
    expect(events.at(-1)).toMatchObject({ action: "call_flow.create", target: { id: source.id } });
  });

  it("and a preview answer as published", async () => {
    const source = await makeCallFlow(portal.owner, workspace, everyCallFlowField(workspace));
    const text = await makeMessageFlow(portal.owner, workspace, everyMessageFlowField(workspace));
    const answers: [string, PortalAnswer][] = [
      ["call-flows/{id}/duplicate", await duplicate(portal.owner, source.path)],
      ["message-flows/{id}/duplicate", await duplicate(portal.owner, text.path)],
      [
        "call-flows/{id}/preview",
        await portal.owner.call("POST", `${source.path}/preview`, { body: { name: "N" } }),
      ],
      [
        "message-flows/{id}/preview",
        await portal.owner.call("POST", `${text.path}/preview`, { body: { description: "N" } }),
      ],
      [
        "call-flows/preview",
        await portal.owner.call("POST", `${workspace.path}/call-flows/preview`, { body: smallCallFlow() }),
      ],
    ];
    const operations = await collectOperations();
    for (const [path, answer] of answers) {
      const operation = operations.find((one) => one.path === `/api/workspaces/{ws}/${path}`);
      expect([path, answer.status]).toEqual([path, operation?.declaration.answer.status ?? 200]);
      expect(operation?.declaration.answer.schema?.parse(answer.json)).toEqual(answer.json);
    }
  });
});
