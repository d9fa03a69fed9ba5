import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { etagIn, type MadeFlow, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let edith: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  edith = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

/** Changes the flow from its present state; each of the bodies makes a revision. */
async function change(client: PortalClient, flow: MadeFlow, ...bodies: Record<string, unknown>[]) {
  for (const body of bodies) {
    const answer = await patchFlow(client, flow, body, { "x-change-reason": "As agreed" });
    if (answer.status !== 200) throw new Error(`no change: ${answer.status} ${answer.text}`);
    flow.etag = etagIn(answer);
  }
}

const upstreamRequests = async () => (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;

describe("comparing two states", () => {
  it("shows the differences between any two, in the requested direction, and whose they are", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await change(edith, flow, { prompt: "Two." }, { description: "Three" }, { prompt: "Four." });
    const compare = async (query: string) =>
      await portal.owner.get(`${flow.path}/revisions/compare?${query}`);
    const forth = await compare("from=1&to=4");
    expect(forth.status).toBe(200);
    expect(forth.json.from).toMatchObject({ n: 1, source: "change", reason: null, restoredFrom: null });
    expect(forth.json.to).toMatchObject({ n: 4, by: { name: "Edith Editor" }, reason: "As agreed" });
    expect(forth.json.changes).toHaveLength(2);
    expect(forth.json.changes).toContainEqual({ path: "/prompt", before: "Be brief.", after: "Four." });
    const back = await compare("from=4&to=1");
    expect(back.json.changes).toContainEqual({ path: "/prompt", before: "Four.", after: "Be brief." });
    expect((await compare("from=2&to=2")).json.changes).toEqual([]);
  });

  it("shows that a secret header changed between states that are far apart, without telling either", async () => {
    const webhooks = [{ name: "w", url: "https://example.com/", headers: { A: "old-secret" } }];
    const flow = await makeCallFlow(portal.owner, workspace, smallCallFlow("S", { webhooks }));
    await change(edith, flow, { prompt: "Two." });
    const stored = (await portal.sandbox.stored(flow.id)).webhooks;
    stored[0].headers[0].value = "new-secret";
    await portal.sandbox.edit("call", flow.id, { webhooks: stored });
    await portal.owner.get(flow.path);
    const { json, text } = await portal.owner.get(`${flow.path}/revisions/compare?from=1&to=3`);
    expect(json.changes.map(({ path }: { path: string }) => path).sort()).toEqual(["/prompt", "/webhooks"]);
    expect(text).not.toMatch(/old-secret|new-secret|digest/);
  });

  it("finds no state that does not exist, and refuses a text that is no number", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    const codeOf = async (query: string) => {
      const { status, json } = await portal.owner.get(`${flow.path}/revisions/compare?${query}`);
      return [status, json.code];
    };
    expect(await codeOf("from=1&to=2")).toEqual([404, "not_found"]);
    for (const query of [
      "",
      "from=1",
      "from=0&to=1",
      "from=x&to=1",
      "from=1.5&to=1",
      `from=1&to=${2 ** 31}`,
    ]) {
      expect([query, ...(await codeOf(query))]).toEqual([query, 400, "invalid_query"]);
    }
  });

  it("of another workspace's flow finds nothing", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    const other = await portal.addWorkspace();
    for (const rest of ["revisions/compare?from=1&to=1", "revisions/1/restore-plan", "blame", "drift"]) {
      const path = `${other.path}/call-flows/${flow.id}/${rest}`;
      expect([rest, (await portal.owner.get(path)).status]).toEqual([rest, 404]);
    }
  });
});

describe("a restore's preview", () => {
  it("shows what the restore then writes and leaves, and requests nothing from the upstream", async () => {
    const webhooks = [{ name: "w", url: "https://example.com/", headers: { A: "secret" } }];
    const flow = await makeCallFlow(portal.owner, workspace, smallCallFlow("S", { description: "One" }));
    await change(edith, flow, { prompt: "Two.", description: "Two", webhooks });
    const before = await upstreamRequests();
    const { status, json: plan } = await edith.get(`${flow.path}/revisions/1/restore-plan`);
    expect(status).toBe(200);
    expect(await upstreamRequests()).toBe(before);
    expect(plan.basedOn.n).toBe(2);
    expect(plan.changes).toContainEqual({ path: "/prompt", before: "Two.", after: "Be brief." });
    expect(plan.notRestored).toMatchObject([{ path: "/webhooks" }]);
    const restored = await edith.write(
      "POST",
      `${flow.path}/restore`,
      { revision: 1 },
      { "if-match": flow.etag },
    );
    expect(restored.status).toBe(200);
    expect(restored.json.notRestored).toEqual(plan.notRestored);
    const { json: history } = await edith.get(`${flow.path}/revisions`);
    expect(history.items[0]).toMatchObject({ n: 3, restoredFrom: 1 });
    expect(history.items[0].changes).toEqual(plan.changes);
    expect(history.items[1].restoredFrom).toBeNull();
  });

  it("of the present state has nothing to write", async () => {
    const flow = await makeMessageFlow(portal.owner, workspace);
    const { json } = await portal.owner.get(`${flow.path}/revisions/1/restore-plan`);
    expect(json).toMatchObject({ changes: [], notRestored: [], basedOn: { n: 1 } });
  });

  it("of a state that is not there is not found", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    for (const n of ["2", "0", "x", String(2 ** 40)]) {
      const answer = await portal.owner.get(`${flow.path}/revisions/${n}/restore-plan`);
      expect([n, answer.status, answer.json.code]).toEqual([n, 404, "not_found"]);
    }
  });
});

describe("the authors of a prompt", () => {
  it("are shown line by line, also those outside", async () => {
    const flow = await makeCallFlow(
      portal.owner,
      workspace,
      smallCallFlow("B", { prompt: "one\ntwo\nthree" }),
    );
    await change(edith, flow, { description: "No word of the prompt" }, { prompt: "one\n2\nthree" });
    await portal.sandbox.edit("call", flow.id, { prompt: "one\n2\nthree\nfour" });
    await portal.owner.get(flow.path);
    const before = await upstreamRequests();
    const { status, json } = await edith.get(`${flow.path}/blame`);
    expect(status).toBe(200);
    expect(await upstreamRequests()).toBe(before);
    expect(json.lines).toEqual([
      { text: "one", n: 1 },
      { text: "2", n: 3 },
      { text: "three", n: 1 },
      { text: "four", n: 4 },
    ]);
    expect(Object.keys(json.revisions)).toEqual(["1", "3", "4"]);
    expect(json.revisions[3]).toMatchObject({ by: { name: "Edith Editor" }, reason: "As agreed" });
    expect(json.revisions[4]).toMatchObject({ by: null, source: "drift" });
  });

  it("are shown for message flows too, and a missing prompt has none", async () => {
    const flow = await makeMessageFlow(portal.owner, workspace);
    expect((await portal.owner.get(`${flow.path}/blame`)).json.lines).toEqual([{ text: "Be brief.", n: 1 }]);
    await portal.sandbox.edit("message", flow.id, { prompt: "" });
    await portal.owner.get(flow.path);
    expect((await portal.owner.get(`${flow.path}/blame`)).json).toEqual({ lines: [], revisions: {} });
  });

  it("of a flow that is not there are not found", async () => {
    const answer = await portal.owner.get(`${workspace.path}/call-flows/665f00000000000000000001/blame`);
    expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
  });
});
