import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { fillTexts } from "@/lib/mirror/text/fill-texts";
import { forgetRefreshes } from "@/tests/support/budget-time";
import { everyCallFlowField, smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import { etagIn, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let member: PortalClient;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  member = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
});

interface Found {
  items: {
    workspace: string;
    kind: string;
    id: string;
    name: string;
    hits: { path: string; match: string }[];
  }[];
  nextCursor: string | null;
  unread: number;
}

async function search(q: string, more = "", by = member): Promise<Found> {
  const answer = await by.get(`/api/search?q=${encodeURIComponent(q)}${more}`);
  if (answer.status !== 200) throw new Error(`no search: ${answer.status} ${answer.text}`);
  return answer.json;
}

const names = async (q: string, more = "", by = member) =>
  (await search(q, more, by)).items.map(({ name }) => name);

const make = (name: string, more: Record<string, unknown> = {}) =>
  makeCallFlow(portal.owner, workspace, smallCallFlow(name, more));

/** A flow that somebody made elsewhere, and that no list has shown yet. */
async function makeElsewhere(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const { key, workspaceId } = workspace.tenant;
  const headers = { "x-api-key": key, "x-workspace-id": workspaceId, "content-type": "application/json" };
  const body = JSON.stringify(smallCallFlow(name, more));
  const made = await fetch(`${portal.sandbox.url}/v1/api/call-flows`, { method: "POST", headers, body });
  const { _id }: { _id: string } = await made.json();
  return _id;
}

async function refreshList(): Promise<void> {
  await forgetRefreshes();
  expect((await portal.owner.get(`${workspace.path}/call-flows?refresh=1`)).status).toBe(200);
}

describe("a search finds", () => {
  it("every documented text of a flow, at the field where it is", async () => {
    const flow = await makeCallFlow(portal.owner, workspace, everyCallFlowField(workspace));
    for (const [q, path] of [
      ["front", "/name"],
      ["main line", "/description"],
      ["brief", "/prompt"],
      ["help", "/customWelcomeMessage"],
      ['"still there"', "/settings/callSettings/reminderMessages/0"],
      ["ada", "/dynamicVariableCollections/0/variables/0/value"],
      ["booking", "/webhooks/0/name"],
      ["https://example.com/book", "/webhooks/0/url"],
      ["inbound", "/inboundWebhookUrl"],
      ["moment", "/webhooks/0/textToSpeak"],
      ["15550101", "/settings/transfers/0/to"],
      ["berlin", "/settings/customerLocation"],
      ["hi", "/flowData/nodes/0/data/text"],
    ]) {
      const { items } = await search(q ?? "");
      expect([q, items.map(({ id }) => id), items[0]?.hits.map((hit) => hit.path)]).toEqual([
        q,
        [flow.id],
        expect.arrayContaining([path]),
      ]);
    }
    expect(await names("secret")).toEqual([]);
    expect(await names("slot")).toEqual(["Front desk"]);
  });

  it("message flows, by their texts, and one kind alone", async () => {
    await makeMessageFlow(
      portal.owner,
      workspace,
      smallMessageFlow(workspace, "After a call", { initiationMessage: "We missed you" }),
    );
    await make("Missed calls");
    expect(await names("missed")).toEqual(["Missed calls", "After a call"]);
    expect(await names("missed", "&kind=message_flow")).toEqual(["After a call"]);
    expect(await names("missed", "&kind=call_flow")).toEqual(["Missed calls"]);
  });

  it("the whole name first, then words of the name, words about it, words anywhere; each by name", async () => {
    await make("Zebra line");
    await make("Night line, old");
    await make("Line at night", { prompt: "Night line" });
    await make("Night line");
    await make("Parking", { description: "No night line" });
    await make("Opening hours", { prompt: "At night the line is closed." });
    await make("A line", { prompt: "At night." });
    expect(await names("night line")).toEqual([
      "Night line",
      "Line at night",
      "Night line, old",
      "Parking",
      "A line",
      "Opening hours",
    ]);
  });

  it("what was saved, from the save on, and no longer what it replaced", async () => {
    const flow = await make("Desk", { prompt: "Call 555-0134" });
    expect(await names("555-0134")).toEqual(["Desk"]);
    const answer = await patchFlow(portal.owner, flow, { prompt: "Call 555-0199", description: "Reception" });
    expect(answer.status).toBe(200);
    expect([await names("0134"), await names("0199"), await names("reception")]).toEqual([
      [],
      ["Desk"],
      ["Desk"],
    ]);
    const renamed = await patchFlow(portal.owner, { ...flow, etag: etagIn(answer) }, { name: "Counter" });
    expect(renamed.status).toBe(200);
    expect([await names("desk"), await names("counter")]).toEqual([[], ["Counter"]]);
  });

  it("what a list says of a flow that nobody has read, and counts it until somebody does", async () => {
    const id = await makeElsewhere("Billing line", { prompt: "Ask for the invoice number" });
    await refreshList();
    expect(await search("billing")).toMatchObject({ items: [{ id }], unread: 1 });
    expect(await search("invoice")).toMatchObject({ items: [], unread: 1 });
    expect((await portal.owner.get(`${workspace.path}/call-flows/${id}`)).status).toBe(200);
    expect(await search("invoice")).toMatchObject({ items: [{ id }], unread: 0 });
  });

  it("the name that the newest list says, and nothing of a flow that is gone", async () => {
    const flow = await make("Old name", { prompt: "Be kind" });
    await portal.sandbox.edit("call", flow.id, { name: "New name" });
    await refreshList();
    expect([await names("old"), await names("new")]).toEqual([[], ["New name"]]);
    await portal.sandbox.changeState((state) => {
      state.callFlows = state.callFlows.filter(({ _id }: { _id: string }) => _id !== flow.id);
    });
    await refreshList();
    expect(await search("new")).toMatchObject({ items: [], unread: 0 });
  });

  it("flows by their agent's name, and by its new one once it is listed", async () => {
    const [agent] = workspace.tenant.agentIds;
    await make("Front desk", { agent });
    await refreshList();
    const list = await portal.owner.get(`${workspace.path}/agents?kind=call`);
    const { name } = list.json.items.find(({ id }: { id: string }) => id === agent);
    expect((await search(name)).items).toMatchObject([{ name: "Front desk", agentName: name }]);
    await portal.sandbox.changeState((state) => {
      state.agents.find(({ _id }: { _id: string }) => _id === agent).name = "Grace Hopper";
    });
    await refreshList();
    expect((await search("grace hopper")).items).toMatchObject([
      { name: "Front desk", hits: [{ path: "/agent", match: "Grace" }] },
    ]);
    expect(await names(name)).toEqual([]);
  });
});

it("a search finds flows by the name of their folder, once it is listed", async () => {
  const [folderId] = workspace.tenant.folderIds;
  await make("Front desk", { folderId });
  const { key, workspaceId } = workspace.tenant;
  const list = await fetch(`${portal.sandbox.url}/v1/api/flow-folders`, {
    headers: { "x-api-key": key, "x-workspace-id": workspaceId },
  });
  const name = /"name":"([^"]+)"/.exec((await list.text()).split(`"${folderId}"`)[1] ?? "")?.[1];
  expect(name).toBeTruthy();
  expect(await names(`desk ${name}`)).toEqual([]);
  await refreshList();
  expect((await search(`desk ${name}`)).items).toMatchObject([{ name: "Front desk", folderName: name }]);
});

describe("pages", () => {
  it("follow each other without a gap or a flow twice, whatever is searched", async () => {
    for (let n = 0; n < 9; n++) {
      await make(`${n % 2 ? "Night" : "Day"} ${n % 3}`, { prompt: `Line ${n}: call us at night, thank you` });
    }
    for (const q of ["night", "line -2", '"us at night"', "-day", "day night"]) {
      const whole = (await search(q)).items.map(({ id }) => id);
      expect(whole.length).toBeGreaterThan(3);
      const paged: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const { items, nextCursor }: Found = await search(q, `&limit=2${cursor && `&cursor=${cursor}`}`);
        expect(items.length).toBeLessThanOrEqual(2);
        paged.push(...items.map(({ id }) => id));
        cursor = nextCursor;
      }
      expect([q, paged]).toEqual([q, whole]);
    }
  });

  it.each([
    ["a cursor of nobody's", "q=a&cursor=abc"],
    ["no words at all", "limit=3"],
    ["another kind", "q=a&kind=agent"],
    ["too many", "q=a&limit=201"],
  ])("with %s are refused", async (_, query) => {
    const answer = await member.get(`/api/search?${query}`);
    expect([answer.status, answer.json.code]).toEqual([400, "invalid_query"]);
  });
});

describe("who searches", () => {
  it("finds nothing in workspaces of others, and learns nothing of them", async () => {
    await make("Front desk");
    const other = await portal.addWorkspace();
    const stranger = await portal.addPerson("Nora Nobody", [[other, "admin"]]);
    expect(await search("front", "", stranger)).toEqual({ items: [], nextCursor: null, unread: 0 });
    const [foreign, missing] = [
      await stranger.get(`/api/search?q=front&workspace=${workspace.slug}`),
      await stranger.get("/api/search?q=front&workspace=no-such-slug"),
    ];
    expect([foreign.status, { ...foreign.json, requestId: "" }]).toEqual([
      404,
      { ...missing.json, requestId: "" },
    ]);
  });

  it("with a token finds what is in the token's workspaces alone", async () => {
    await make("Front desk");
    const other = await portal.addWorkspace();
    await makeCallFlow(portal.owner, other, smallCallFlow("Front door"));
    const made = await portal.owner.call("POST", "/api/tokens", {
      body: {
        name: "Script",
        workspaces: [other.slug],
        role: "viewer",
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
    });
    const script = new PortalClient().withToken(made.json.token);
    expect(await names("front", "", script)).toEqual(["Front door"]);
  });

  it("finds nothing in a workspace that wants a second factor first", async () => {
    await make("Front desk");
    await database().workspace.update({ where: { id: workspace.id }, data: { requireSecondFactor: true } });
    expect(await names("front")).toEqual([]);
  });
});

describe("the upkeep", () => {
  it.each([
    ["that an older version never gave any words", () => database().flowText.deleteMany()],
    [
      "whose words were made by older rules",
      () => database().flowText.updateMany({ data: { rules: 0, words: "" } }),
    ],
    [
      "that an older version has stored since",
      () => database().flowText.updateMany({ data: { revision: null, words: "" } }),
    ],
  ])("gives words to a flow %s", async (_, forget) => {
    const flow = await make("Front desk", { prompt: "Ask for the invoice" });
    await makeElsewhere("Unread");
    await refreshList();
    await forget();
    expect(await names("invoice")).toEqual([]);
    expect(await fillTexts()).toBeGreaterThan(0);
    expect(await search("invoice")).toMatchObject({ items: [{ id: flow.id }], unread: 1 });
    expect(await names("unread")).toEqual(["Unread"]);
    expect(await fillTexts()).toBe(0);
  });
});
