import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database, type Transaction } from "@/lib/db/client";
import { forgetRefreshes } from "@/tests/support/budget-time";
import { smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import {
  etagIn,
  eventsOf,
  makeCallFlow,
  makeMessageFlow,
  makeUnknownFlow,
  patchFlow,
} from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { whileHeld } from "@/tests/support/waiting-for-lock";

let portal: TestPortal;
let workspace: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.clearFaults();
  await portal.sandbox.settings({ generation: "newer" });
  workspace = await portal.addWorkspace();
});

const drifts = () => eventsOf(portal.owner, workspace, "&action=call_flow.drift");

describe("drift", () => {
  it.each(["newer", "older"] as const)(
    "is recorded once, with before and after (%s generation)",
    async (generation) => {
      await portal.sandbox.settings({ generation });
      const flow = await makeCallFlow(portal.owner, workspace);
      await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
      const [first, second] = [await portal.owner.get(flow.path), await portal.owner.get(flow.path)];
      expect(first.json.prompt).toBe("Edited elsewhere");
      expect(etagIn(first)).not.toBe(flow.etag);
      expect(etagIn(second)).toBe(etagIn(first));
      const events = await drifts();
      expect(events).toMatchObject([
        {
          actor: { type: "upstream", id: null },
          target: { id: flow.id },
          outcome: "succeeded",
          request: null,
        },
      ]);
      expect(events[0].changes).toContainEqual({
        path: "/prompt",
        before: "Be brief.",
        after: "Edited elsewhere",
      });
      const { json } = await portal.owner.get(`${flow.path}/revisions`);
      expect(json.items[0]).toMatchObject({ n: 2, source: "drift", by: null });
      const one = await portal.owner.get(`${flow.path}/revisions/1`);
      expect(one.json).toMatchObject({ n: 1, source: "change", flow: { prompt: "Be brief." } });
    },
  );

  it("is recorded once, however many read at once", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => portal.owner.get(flow.path)));
    expect(new Set(answers.map(etagIn)).size).toBe(1);
    expect(await drifts()).toHaveLength(1);
  });

  it("in a secret header shows as a change without telling either value", async () => {
    const webhooks = [{ name: "w", url: "https://example.com/", headers: { A: "old-secret" } }];
    const flow = await makeCallFlow(portal.owner, workspace, smallCallFlow("S", { webhooks }));
    const stored = (await portal.sandbox.stored(flow.id)).webhooks;
    stored[0].headers[0].value = "new-secret";
    await portal.sandbox.edit("call", flow.id, { webhooks: stored });
    expect(etagIn(await portal.owner.get(flow.path))).not.toBe(flow.etag);
    const [event] = await drifts();
    expect(event.changes.length).toBeGreaterThan(0);
    expect(JSON.stringify(event)).not.toMatch(/old-secret|new-secret/);
  });

  it("found by a PATCH is recorded, and the PATCH is stale", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
    const answer = await patchFlow(portal.owner, flow, { prompt: "Mine" });
    expect(answer.status).toBe(412);
    expect(answer.json.conflicts).toEqual([
      { path: "/prompt", yours: "Mine", theirs: "Edited elsewhere", base: "Be brief." },
    ]);
    expect(await drifts()).toHaveLength(1);
  });

  it("is not what a read finds that crosses a change of ours", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.fault({ kind: "delay", ms: 500, when: "after", match: { method: "PUT" } });
    const patching = patchFlow(portal.owner, flow, { prompt: "Ours" });
    const stored = async () => (await portal.sandbox.stored(flow.id)).prompt;
    await expect.poll(stored).toBe("Ours");
    const crossing = await portal.owner.get(flow.path);
    expect(crossing.json.prompt).toBe("Ours");
    expect((await patching).status).toBe(200);
    expect(etagIn(await portal.owner.get(flow.path))).toBe(etagIn(crossing));
    expect(await drifts()).toEqual([]);
    const { json } = await portal.owner.get(`${flow.path}/revisions`);
    expect(json.items.map(({ source }: { source: string }) => source)).toEqual(["change", "change"]);
  });

  it("is not a change of bookkeeping: a newer `updatedAt` alone keeps the ETag", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, {});
    expect(etagIn(await portal.owner.get(flow.path))).toBe(flow.etag);
    expect(await drifts()).toEqual([]);
  });

  it("starts with an import: a flow that was there before us is no drift", async () => {
    const { key, workspaceId } = workspace.tenant;
    const headers = { "x-api-key": key, "x-workspace-id": workspaceId, "content-type": "application/json" };
    const made = await fetch(`${portal.sandbox.url}/v1/api/call-flows`, {
      method: "POST",
      headers,
      body: JSON.stringify(smallCallFlow("Older than us")),
    });
    const { _id } = (await made.json()) as { _id: string };
    const path = `${workspace.path}/call-flows/${_id}`;
    expect((await portal.owner.get(path)).status).toBe(200);
    const { json } = await portal.owner.get(`${path}/revisions`);
    expect(json.items).toMatchObject([{ n: 1, source: "import", by: null }]);
    expect(await drifts()).toEqual([]);
  });
});

describe("a flow list", () => {
  const names = ["Alpha", "beta line", "Gamma", "Delta", "Epsilon"];
  interface Listed {
    name: string;
    folder: { id: string; name: string | null } | null;
    etag: string | null;
  }
  const list = async (query = "") => await portal.owner.get(`${workspace.path}/call-flows?${query}`);
  const namesIn = ({ json }: { json: { items: { name: string }[] } }) => json.items.map(({ name }) => name);

  beforeEach(async () => {
    for (const [index, name] of names.entries()) {
      const direction = index % 2 ? "outbound" : "bidirectional";
      await makeCallFlow(
        portal.owner,
        workspace,
        smallCallFlow(name, {
          direction,
          isActive: index < 3,
          description: index === 4 ? "has Words in it" : "",
        }),
      );
    }
  });

  it("reads the upstream the first time, then answers from the mirror until a refresh is requested", async () => {
    const first = await list();
    expect(namesIn(first)).toHaveLength(5);
    expect(first.json.total).toBe(5);
    const { asOf } = first.json;
    expect(Date.now() - Date.parse(asOf)).toBeLessThan(60_000);
    const reads = async () => (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
    const before = await reads();
    expect((await list()).json.asOf).toBe(asOf);
    expect(await reads()).toBe(before);
    await forgetRefreshes();
    const refreshed = await list("refresh=1");
    expect(Date.parse(refreshed.json.asOf)).toBeGreaterThan(Date.parse(asOf));
    expect(await reads()).toBeGreaterThan(before);
  });

  it("shows no rows that are older than the time it says it was read at", async () => {
    await list();
    const read = new Date(Date.now() + 60_000);
    // As a refresh of this moment that isn't committed yet; the time is what a reader waits for.
    const refresh = async (tx: Transaction) => {
      await tx.$queryRaw`LOCK TABLE "MirrorSync" IN ACCESS EXCLUSIVE MODE`;
      await tx.flow.updateMany({ where: { workspaceId: workspace.id }, data: { name: "Read anew" } });
      await tx.mirrorSync.updateMany({ where: { workspaceId: workspace.id }, data: { syncedAt: read } });
    };
    const [answer] = await whileHeld(refresh, list);
    expect(answer.json.asOf).toBe(read.toISOString());
    expect(new Set(namesIn(answer))).toEqual(new Set(["Read anew"]));
  });

  it("searches names and descriptions, and filters", async () => {
    expect(namesIn(await list("q=LINE"))).toEqual(["beta line"]);
    expect(namesIn(await list("q=words"))).toEqual(["Epsilon"]);
    expect(namesIn(await list("q=100%25"))).toEqual([]);
    expect(namesIn(await list("q=_"))).toEqual([]);
    expect(namesIn(await list("isActive=false")).sort()).toEqual(["Delta", "Epsilon"]);
    expect(namesIn(await list("direction=outbound&isActive=true"))).toEqual(["beta line"]);
    expect(namesIn(await list("agent=665f00000000000000000099"))).toEqual([]);
  });

  it.each(["name", "-name", "updatedAt", "-updatedAt"])(
    "sorted by %s pages through all, each once",
    async (sort) => {
      const whole = namesIn(await list(`sort=${sort}`));
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await list(`sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ""}`);
        expect(page.json.items.length).toBeLessThanOrEqual(2);
        paged.push(...namesIn(page));
        cursor = page.json.nextCursor;
      } while (cursor);
      expect(paged).toEqual(whole);
      expect([...paged].sort()).toEqual([...names].sort());
      if (sort.endsWith("updatedAt"))
        expect(paged).toEqual(sort.startsWith("-") ? [...names].reverse() : names);
    },
  );

  it("says a flow's folder by name, and leaves only its flows, or those in none", async () => {
    const [folderId] = workspace.tenant.folderIds;
    await makeCallFlow(portal.owner, workspace, smallCallFlow("Filed", { folderId }));
    await makeUnknownFlow(portal, await portal.addWorkspace(), workspace);
    await list("refresh=1");
    const inFolder = async () =>
      (await list(`folder=${folderId}`)).json.items.map(({ name, folder }: Listed) => ({ name, folder }));
    const folders = await portal.owner.get(`${workspace.path}/folders`);
    const named = folders.json.items.find(({ id }: { id: string }) => id === folderId);
    expect(await inFolder()).toEqual([{ name: "Filed", folder: { id: folderId, name: named.name } }]);
    // The one that was never read may be in a folder.
    expect(namesIn(await list())).toHaveLength(7);
    expect(namesIn(await list("folder=none")).sort()).toEqual([...names].sort());
    await database().mirroredFolder.deleteMany({ where: { workspaceId: workspace.id } });
    expect(await inFolder()).toEqual([{ name: "Filed", folder: { id: folderId, name: null } }]);
  });

  it("by folders pages through one folder after the other, each flow once", async () => {
    await list();
    const folderOf = { Alpha: "a1", Gamma: "a2", Delta: "a1", "beta line": "a0" };
    for (const [name, folderId] of Object.entries(folderOf)) {
      await database().flowText.updateMany({
        where: { flow: { workspaceId: workspace.id, name } },
        data: { folderId },
      });
    }
    await database().mirroredFolder.createMany({
      data: [
        { workspaceId: workspace.id, upstreamId: "a1", name: "Night", words: " night " },
        { workspaceId: workspace.id, upstreamId: "a2", name: "Day", words: " day " },
      ],
    });
    const paged: string[] = [];
    let cursor = "";
    do {
      const page = await list(`group=folder&sort=-name&limit=2${cursor}`);
      paged.push(...namesIn(page));
      cursor = page.json.nextCursor ? `&cursor=${page.json.nextCursor}` : "";
    } while (cursor !== "");
    expect(paged).toEqual(["Gamma", "Delta", "Alpha", "beta line", "Epsilon"]);
  });

  it("has the entity tag that a change of a flow is sent with; none of a flow that nobody has read", async () => {
    await makeUnknownFlow(portal, await portal.addWorkspace(), workspace);
    const { json } = await list("refresh=1");
    for (const { id, etag, driftState } of json.items) {
      if (driftState === "never_seen") expect(etag).toBeNull();
      else expect(etagIn(await portal.owner.get(`${workspace.path}/call-flows/${id}`))).toBe(etag);
    }
    const unread = json.items.filter(({ etag }: Listed) => etag === null);
    expect([json.items.length, unread.length]).toEqual([6, 1]);
  });

  it("finds what was changed outside, and what has no agent", async () => {
    const { json } = await list("sort=name");
    const alpha = json.items.find(({ name }: Listed) => name === "Alpha");
    expect(namesIn(await list("drift=1"))).toEqual([]);
    await portal.sandbox.edit("call", alpha.id, { prompt: "From outside" });
    await portal.owner.get(`${workspace.path}/call-flows/${alpha.id}`);
    expect(namesIn(await list("drift=1"))).toEqual(["Alpha"]);
    expect(namesIn(await list("drift=0"))).toHaveLength(4);
    await database().flow.updateMany({
      where: { upstreamId: alpha.id },
      data: { agent: "665f00000000000000000001" },
    });
    expect(namesIn(await list("agent=none"))).toHaveLength(4);
  });

  it("marks what is gone upstream as missing, and keeps its history", async () => {
    const { json } = await list("refresh=1");
    const gone = json.items.find(({ name }: { name: string }) => name === "Gamma").id;
    await portal.sandbox.changeState((state) => {
      state.callFlows = state.callFlows.filter(({ _id }: { _id: string }) => _id !== gone);
    });
    // Reads of this moment would count as newer than the list.
    await database().flow.updateMany({ data: { readAt: new Date(Date.now() - 60_000) } });
    await forgetRefreshes();
    const refreshed = await list("refresh=1");
    const missing = refreshed.json.items.filter((item: { missing: boolean }) => item.missing);
    expect(missing).toMatchObject([{ id: gone, name: "Gamma" }]);
    const { json: history } = await portal.owner.get(`${workspace.path}/call-flows/${gone}/revisions`);
    expect(history.items).toHaveLength(1);
  });

  it("shows a new name at once, without asking the upstream again", async () => {
    const { json } = await list();
    const [item] = json.items;
    const path = `${workspace.path}/call-flows/${item.id}`;
    const etag = etagIn(await portal.owner.get(path));
    await patchFlow(portal.owner, { path, etag }, { name: "Renamed", isActive: false });
    expect(namesIn(await list("q=Renamed&isActive=false"))).toEqual(["Renamed"]);
  });

  it.each([
    "limit=0",
    "limit=201",
    "limit=x",
    "isActive=yes",
    "direction=sideways",
    "sort=colour",
    "refresh=2",
    "unknown=1",
    "q=a%00b",
    "cursor=nonsense",
    `cursor=${"-".repeat(36)}`,
  ])("refuses the query %s", async (query) => {
    const answer = await list(query);
    expect([answer.status, answer.json.code]).toEqual([400, "invalid_query"]);
    expect(answer.json.errors.length).toBeGreaterThan(0);
  });

  it("takes the cursor of a flow that is gone for an empty page", async () => {
    expect((await list("cursor=00000000-0000-4000-8000-000000000000")).status).toBe(200);
  });

  it("of one workspace and kind shows nothing of another", async () => {
    await makeMessageFlow(portal.owner, workspace, smallMessageFlow(workspace, "A message flow"));
    expect(namesIn(await list("refresh=1"))).toHaveLength(5);
    const messages = await portal.owner.get(`${workspace.path}/message-flows?refresh=1`);
    expect(namesIn(messages)).toEqual(["A message flow"]);
    const other = await portal.addWorkspace();
    expect((await portal.owner.get(`${other.path}/call-flows`)).json.items).toEqual([]);
  });

  it("that can't be fetched is reported as the upstream's problem, and the mirror stays", async () => {
    const before = namesIn(await list("refresh=1"));
    await portal.sandbox.fault({ kind: "malformed", match: { method: "GET" } });
    await forgetRefreshes();
    const broken = await list("refresh=1");
    expect([broken.status, broken.json.code]).toEqual([502, "upstream_invalid"]);
    expect(namesIn(await list())).toEqual(before);
  });
});
