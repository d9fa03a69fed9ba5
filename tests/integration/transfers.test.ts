import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyCallFlowField, smallCallFlow } from "@/tests/support/flow-bodies";
import { etagIn, eventsOf, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import {
  applyTransfer,
  previewTransfer,
  receiptOf,
  transfer,
  transferOf,
} from "@/tests/support/transfer-steps";

let portal: TestPortal;
let from: TestWorkspace;
let to: TestWorkspace;
let editor: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  [from, to] = [await portal.addWorkspace(), await portal.addWorkspace()];
  editor = await portal.addPerson("Edith Editor", [
    [from, "viewer"],
    [to, "editor"],
  ]);
});

const writes = (workspace: TestWorkspace) => portal.sandbox.writes(workspace.tenant.workspaceId);
const make = (body: Record<string, unknown> = smallCallFlow()) => makeCallFlow(portal.owner, from, body);
/** Changes a flow through the portal, whatever its state is. */
async function edit(path: string, body: Record<string, unknown>): Promise<void> {
  const etag = etagIn(await portal.owner.get(path));
  expect((await patchFlow(portal.owner, { path, etag }, body)).status).toBe(200);
}

const results = ({ items }: { items: { result: string; state?: string }[] }) =>
  items.map(({ result, state }) => [result, state]);

/** The lists of both workspaces, so that names can be matched. */
async function listReferences(...workspaces: TestWorkspace[]): Promise<void> {
  for (const { path } of workspaces)
    for (const list of ["agents?kind=call", "agents?kind=omni", "folders", "knowledge-bases"])
      expect((await portal.owner.get(`${path}/${list}`)).status).toBe(200);
}

describe("a transfer", () => {
  it("makes a flow in the target, inactive, by one change and one event there", async () => {
    const { id } = await make({ ...smallCallFlow("Front desk"), isActive: true, description: "Answers" });
    const body = transferOf(from, [id], [to]);
    const preview = (await previewTransfer(editor, body)).json;
    expect(preview.items).toMatchObject([
      { source: 0, target: 0, result: "create", name: "Front desk", blocked: [] },
    ]);
    expect(await writes(to)).toEqual([]);
    const receipt = await transfer(editor, body);
    expect(results(receipt)).toEqual([["create", "succeeded"]]);
    const [sent, ...more] = await writes(to);
    expect(more).toEqual([]);
    expect(sent?.body).toMatchObject({ name: "Front desk", description: "Answers", isActive: false });
    const [event] = await eventsOf(portal.owner, to, "&action=call_flow.create");
    expect(event).toMatchObject({
      target: { id: receipt.items[0].flowId },
      detail: { transfer: receipt.id },
      request: { correlationId: receipt.id },
    });
    expect(await writes(from)).toHaveLength(1);
  });

  it("with nothing new sends nothing the second time", async () => {
    const { id } = await make({ ...smallCallFlow(), description: "One" });
    const body = transferOf(from, [id], [to]);
    await transfer(editor, body);
    const before = await writes(to);
    expect((await previewTransfer(editor, body)).json.items).toMatchObject([
      { result: "in_step", requests: 0 },
    ]);
    expect(results(await transfer(editor, body))).toEqual([["in_step", null]]);
    expect(await writes(to)).toEqual(before);
  });

  it("takes what moved at the source, keeps what moved at the target, and asks where both did", async () => {
    const flow = await make({ ...smallCallFlow(), description: "One", prompt: "First line.\nSecond line." });
    const body = transferOf(from, [flow.id], [to]);
    const { items } = await transfer(editor, body);
    const made = `${to.path}/call-flows/${items[0].flowId}`;
    await edit(flow.path, { description: "Two" });
    await edit(made, { prompt: "Their own." });
    const preview = (await previewTransfer(editor, body)).json;
    expect(preview.items).toMatchObject([
      {
        result: "update",
        changed: ["/description"],
        detail: {
          fields: [
            { path: "/description", act: "take" },
            { path: "/prompt", act: "keep" },
          ],
        },
      },
    ]);
    await transfer(editor, body);
    expect(await portal.sandbox.stored(items[0].flowId)).toMatchObject({
      description: "Two",
      prompt: "Their own.",
    });
    await edit(flow.path, { prompt: "Moved on." });
    const conflict = (await previewTransfer(editor, body)).json.items[0];
    expect(conflict).toMatchObject({ result: "conflict", conflicts: ["/prompt"], requests: 0 });
    const decided = {
      ...body,
      choices: { items: [{ source: 0, target: 0, fields: { "/prompt": { value: "Both." } } }] },
    };
    await transfer(editor, decided);
    expect((await portal.sandbox.stored(items[0].flowId)).prompt).toBe("Both.");
  });

  it("offers a flow of the same name, and never takes it by itself", async () => {
    const { id } = await make({ ...smallCallFlow("Front desk"), description: "Theirs" });
    const there = await makeCallFlow(portal.owner, to, smallCallFlow("Front Desk"));
    const body = transferOf(from, [id], [to]);
    const [item] = (await previewTransfer(editor, body)).json.items;
    expect(item).toMatchObject({ result: "blocked", counterparts: [{ id: there.id }] });
    const updated = { ...body, choices: { existing: "update" } };
    await transfer(editor, updated);
    expect(await portal.sandbox.stored(there.id)).toMatchObject({ description: "Theirs" });
    expect((await previewTransfer(editor, body)).json.items).toMatchObject([{ result: "in_step" }]);
  });

  it("makes a second flow beside one of the same name under a name of its own", async () => {
    const { id } = await make(smallCallFlow("Front desk"));
    await makeCallFlow(portal.owner, to, smallCallFlow("Front desk"));
    const { items } = await transfer(editor, transferOf(from, [id], [to], { existing: "second" }));
    expect((await portal.sandbox.stored(items[0].flowId)).name).toMatch(/^Front desk \(from /);
  });
});

describe("the preview's fingerprint", () => {
  it.each<[string, (flow: { id: string; path: string }) => Promise<unknown>]>([
    ["the source moved", (flow) => edit(flow.path, { description: "Later" })],
    [
      "the map was changed",
      () =>
        portal.owner.call("PUT", `${to.path}/maps/${from.slug}`, {
          body: { version: 0, words: [{ from: "Oslo", to: "Bergen" }] },
        }),
    ],
  ])("is refused with the new preview where %s, and nothing is sent", async (_, move) => {
    const flow = await make();
    const body = transferOf(from, [flow.id], [to]);
    const { fingerprint } = (await previewTransfer(editor, body)).json;
    await move(flow);
    const refused = await applyTransfer(editor, body, { fingerprint });
    expect([refused.status, refused.json.code]).toEqual([412, "stale"]);
    expect(refused.json.preview.fingerprint).not.toBe(fingerprint);
    expect(await writes(to)).toEqual([]);
    const again = await applyTransfer(editor, body, { fingerprint: refused.json.preview.fingerprint });
    expect(again.status).toBe(202);
  });

  it("with the same key is the same transfer, and another one with it is refused", async () => {
    const { id } = await make();
    const body = transferOf(from, [id], [to]);
    const headers = { "idempotency-key": randomUUID() };
    const { fingerprint } = (await previewTransfer(editor, body)).json;
    const first = await applyTransfer(editor, body, { fingerprint, headers });
    await receiptOf(editor, first.json.id);
    const again = await applyTransfer(editor, body, { fingerprint, headers });
    expect([again.status, again.json.id]).toEqual([202, first.json.id]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const other = await applyTransfer(editor, body, { headers });
    expect(other.json.code).toBe("idempotency_mismatch");
    expect(await writes(to)).toHaveLength(1);
  });
});

describe("references", () => {
  it("are matched by name, told where they are not, and left empty only by choice", async () => {
    await listReferences(from, to);
    const { id } = await make({ ...smallCallFlow(), agent: from.tenant.agentIds[0] });
    const body = transferOf(from, [id], [to], { mayActivate: [to.slug] });
    const [item] = (await previewTransfer(editor, body)).json.items;
    const [reference] = item.detail.references;
    expect(reference).toMatchObject({ path: "/agent", kind: "call_agent", how: "name" });
    expect(to.tenant.agentIds).toContain(reference.to.id);
    const entry = { kind: "call_agent", from: reference.from, to: null };
    const saved = await portal.owner.call("PUT", `${to.path}/maps/${from.slug}`, {
      body: { version: 0, references: [entry] },
    });
    expect(saved.json).toMatchObject({ version: 1, references: [entry] });
    const { items } = await transfer(editor, body);
    expect((await portal.sandbox.stored(items[0].flowId)).agent ?? null).toBeNull();
  });

  it("of a new flow with an agent need a tick, since a waiting number may be activated", async () => {
    await listReferences(from, to);
    const { id } = await make({ ...smallCallFlow(), agent: from.tenant.agentIds[0] });
    const [item] = (await previewTransfer(editor, transferOf(from, [id], [to]))).json.items;
    expect(item).toMatchObject({
      result: "blocked",
      blocked: [{ code: "number_may_activate", path: "/agent" }],
    });
  });

  it("that nobody can match block the flow, and never leave their own workspace", async () => {
    const { id } = await make({
      ...smallCallFlow(),
      settings: { knowledgeBases: [from.tenant.knowledgeBaseIds[0]] },
    });
    const body = transferOf(from, [id], [to]);
    const [item] = (await previewTransfer(editor, body)).json.items;
    expect(item).toMatchObject({ result: "blocked", requests: 0, blocked: [{ code: "not_matched" }] });
    const receipt = await transfer(editor, body);
    expect(results(receipt)).toEqual([["blocked", null]]);
    expect(receipt.items).toMatchObject([{ blocked: [{ code: "not_matched" }] }]);
    expect(await writes(to)).toEqual([]);
  });

  it("of message flows are mapped among their own kind of agents", async () => {
    await listReferences(from, to);
    const { id } = await makeMessageFlow(portal.owner, from);
    const { items } = await transfer(editor, transferOf(from, [id], [to], {}, "message_flow"));
    const { agent } = await portal.sandbox.stored(items[0].flowId);
    expect(to.tenant.omniFlowAgentIds).toContain(agent);
  });
});

describe("secrets", () => {
  const withSecret = () => ({ ...everyCallFlowField(from), agent: undefined, folderId: undefined });

  it("stay at the source: a webhook goes with the value that somebody typed for the target", async () => {
    await listReferences(from, to);
    const { id } = await make(withSecret());
    const body = transferOf(from, [id], [to]);
    const [without] = (await previewTransfer(editor, body)).json.items;
    expect(without.detail.headers).toEqual([{ host: "example.com", name: "X-Token", isKnown: false }]);
    expect(without.byHand.map(({ path }: { path: string }) => path)).toContain("/webhooks");
    const header = { host: "example.com", name: "X-Token", value: "typed for the target" };
    const saved = await editor.call("PUT", `${to.path}/maps/${from.slug}`, {
      body: { version: 0, headers: [header] },
    });
    expect(saved.text).not.toContain("typed for the target");
    const previewed = await previewTransfer(editor, body);
    expect(previewed.json.items[0].detail.headers[0].isKnown).toBe(true);
    const receipt = await transfer(editor, body);
    const texts = [
      previewed.text,
      JSON.stringify(receipt),
      (await editor.get(`/api/transfers/${receipt.id}`)).text,
    ];
    for (const text of texts) expect(text).not.toMatch(/typed for the target|secret-token-value/);
    expect((await portal.sandbox.stored(receipt.items[0].flowId)).webhooks).toMatchObject([
      { headers: [{ name: "X-Token", value: "typed for the target" }] },
    ]);
  });
});

describe("where something goes wrong", () => {
  it("the first flow that does not succeed stops its workspace, and others go on", async () => {
    const other = await portal.addWorkspace();
    const wide = await portal.addPerson("Wide", [
      [from, "viewer"],
      [to, "editor"],
      [other, "editor"],
    ]);
    const flows = [
      await make(smallCallFlow("One")),
      await make(smallCallFlow("Two")),
      await make(smallCallFlow("Three")),
    ];
    await portal.sandbox.fault({
      match: { method: "POST", path: "/v1/api/call-flows", workspaceId: to.tenant.workspaceId },
      kind: "status",
      status: 400,
    });
    const receipt = await transfer(
      wide,
      transferOf(
        from,
        flows.map(({ id }) => id),
        [to, other],
      ),
    );
    const states = (slug: string) =>
      receipt.items
        .filter(({ workspace }: { workspace: string }) => workspace === slug)
        .map(({ state }: { state: string }) => state);
    expect(states(other.slug)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(states(to.slug)).toEqual(["failed", "cancelled", "cancelled"]);
  });

  it("a target that was edited between preview and sending gets nothing at all", async () => {
    const flows = [await make(smallCallFlow("One")), await make(smallCallFlow("Two"))];
    const body = transferOf(
      from,
      flows.map(({ id }) => id),
      [to],
    );
    const first = await transfer(editor, body);
    for (const flow of flows) await edit(flow.path, { description: "New" });
    const before = await writes(to);
    const begun = await applyTransfer(editor, body);
    await portal.sandbox.edit("call", first.items[1].flowId, { description: "Outside" });
    const receipt = await receiptOf(editor, begun.json.id);
    expect(results(receipt)).toEqual([
      ["update", "left_out"],
      ["update", "cancelled"],
    ]);
    expect(await writes(to)).toEqual(before);
  });

  it("rights that are gone when a flow is due keep it from being sent", async () => {
    const { id } = await make();
    const begun = await applyTransfer(editor, transferOf(from, [id], [to]));
    const { id: who } = (await editor.get("/api/me")).json.user;
    expect((await portal.owner.call("DELETE", `${from.path}/members/${who}`)).status).toBe(204);
    const receipt = await receiptOf(portal.owner, begun.json.id);
    expect(receipt.items).toMatchObject([{ state: "failed", problem: { code: "not_allowed" } }]);
    expect(await writes(to)).toEqual([]);
  });
});

describe("putting a transfer back", () => {
  it("takes back what it changed, and leaves what others have changed since", async () => {
    const flow = await make({ ...smallCallFlow(), description: "One", prompt: "First." });
    const body = transferOf(from, [flow.id], [to]);
    const { items } = await transfer(editor, body);
    const made = `${to.path}/call-flows/${items[0].flowId}`;
    const webhooks = [{ name: "CRM", url: "https://crm.test/in", variables: [] }];
    await edit(flow.path, { description: "Two", prompt: "Second.", webhooks });
    const updated = await transfer(editor, body);
    expect(updated.items[0].versions).toEqual({ before: 1, after: 2 });
    await edit(made, { direction: "outbound", prompt: "Somebody's." });
    const { before, after } = updated.items[0].versions;
    const back = {
      sources: [
        {
          workspace: to.slug,
          kind: "call_flow" as const,
          id: items[0].flowId,
          back: { to: before, from: after },
        },
      ],
      targets: [{ workspace: to.slug }],
    };
    const [item] = (await previewTransfer(editor, back)).json.items;
    // Somebody has changed the prompt since, too, so that they decide.
    expect(item).toMatchObject({ result: "conflict", conflicts: ["/prompt"] });
    expect(item.byHand).toMatchObject([{ path: "/webhooks" }]);
    const fields = { "/prompt": "target" };
    const receipt = await transfer(editor, {
      ...back,
      choices: { items: [{ source: 0, target: 0, fields }] },
    });
    expect(results(receipt)).toEqual([["update", "succeeded"]]);
    expect(await portal.sandbox.stored(items[0].flowId)).toMatchObject({
      ...{ description: "One", direction: "outbound", prompt: "Somebody's." },
    });
    expect((await editor.get(`${made}/links`)).json.from.id).toBe(flow.id);
  });

  it("goes into no other workspace", async () => {
    const { id } = await make();
    const back = {
      sources: [{ workspace: from.slug, kind: "call_flow" as const, id, back: { to: 1, from: 1 } }],
      targets: [{ workspace: to.slug }],
    };
    expect((await previewTransfer(editor, back)).json.items).toMatchObject([
      { result: "skipped", requests: 0 },
    ]);
  });
});

describe("links", () => {
  it("say where a flow came from and went, how far each is behind, and survive another name", async () => {
    const flow = await make(smallCallFlow("Front desk"));
    const { items } = await transfer(editor, transferOf(from, [flow.id], [to]));
    const made = `${to.path}/call-flows/${items[0].flowId}`;
    await edit(made, { name: "Their front desk" });
    await edit(flow.path, { description: "Newer" });
    expect((await editor.get(`${made}/links`)).json).toMatchObject({
      from: { workspace: from.slug, id: flow.id, behind: 1 },
      to: [],
    });
    expect((await editor.get(`${flow.path}/links`)).json.to).toMatchObject([
      { workspace: to.slug, name: "Their front desk", behind: 1 },
    ]);
    await transfer(editor, transferOf(from, [flow.id], [to]));
    expect((await editor.get(`${to.path}/call-flows`)).json.items).toHaveLength(1);
    expect((await editor.get(`${made}/links`)).json.from.behind).toBe(0);
  });

  it("name nothing of a workspace that their reader may not see", async () => {
    const flow = await make();
    const { items, id } = await transfer(editor, transferOf(from, [flow.id], [to]));
    const local = await portal.addPerson("Local", [[to, "viewer"]]);
    expect((await local.get(`${to.path}/call-flows/${items[0].flowId}/links`)).json).toEqual({
      from: null,
      to: [],
    });
    const receipt = await local.get(`/api/transfers/${id}`);
    expect(receipt.json.items).toMatchObject([{ source: null, workspace: to.slug }]);
    expect(receipt.text).not.toContain(from.slug);
    expect((await (await portal.addPerson("Stranger")).get(`/api/transfers/${id}`)).status).toBe(404);
  });
});
