import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditPageData } from "@/app/(portal)/_audit/audit-page-data";
import { auditActivity } from "@/lib/audit/activity/activity";
import { chainHead } from "@/lib/audit/chain";
import { type AuditActor, SYSTEM_ACTOR, UPSTREAM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { knownActors, knownFlows } from "@/lib/audit/search/known-names";
import { neighbourEvents, newerCursor } from "@/lib/audit/search/list-events";
import { database } from "@/lib/db/client";
import { type LooseEvent, looseEvent } from "@/tests/support/loose-event";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let viewer: PortalClient;

const MAYA: AuditActor = {
  type: "user",
  id: "01900000-0000-7000-8000-00000000000a",
  email: "maya@example.com",
  name: "Maya",
  role: "editor",
};
const TOM: AuditActor = { ...MAYA, id: "01900000-0000-7000-8000-00000000000b", name: "Tom" };
const DESK = { type: "call_flow", id: "665f00000000000000000001", name: "Front desk" };
const NIGHT = { type: "message_flow", id: "665f00000000000000000002", name: "Night replies" };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  workspace = await portal.addWorkspace();
  viewer = await portal.addPerson("Vera", [[workspace, "viewer"]]);
});

async function record(event: Partial<LooseEvent>, at?: string): Promise<void> {
  const edit = { workspaceId: workspace.id, actor: MAYA, action: "call_flow.update", target: DESK };
  const occurredAt = at ? { occurredAt: new Date(at) } : {};
  await recordEvent(database(), looseEvent({ ...edit, outcome: "succeeded", ...event, ...occurredAt }));
}

it("the events before and after one are the nearest about the same thing that the reader may see", async () => {
  const first = await chainHead(workspace.id);
  for (const target of [DESK, NIGHT, DESK, DESK]) await record({ target });
  const member = { type: "user", id: DESK.id, name: "Somebody" };
  await record({ action: "binding.add", target: member });
  const ids = async (sequences: number[]) => {
    const rows = await database().auditEvent.findMany({
      where: { chain: workspace.id, sequence: { in: sequences } },
      orderBy: { sequence: "asc" },
    });
    return rows.map(({ id }) => id);
  };
  const [oldest, middle, newest, ofMember] = await ids([first + 1, first + 3, first + 4, first + 5]);
  const around = (sequence: number, flowEventsOnly: boolean) =>
    neighbourEvents({ chain: workspace.id, target: DESK.id, flowEventsOnly }, sequence);
  expect(await around(first + 3, true)).toEqual({ older: oldest, newer: newest });
  expect(await around(first + 1, true)).toEqual({ older: null, newer: middle });
  expect(await around(first + 4, true)).toEqual({ older: middle, newer: null });
  expect(await around(first + 4, false)).toEqual({ older: middle, newer: ofMember });
});

describe("new events", () => {
  const newer = async (client: PortalClient, query: string) =>
    await client.get(`${workspace.path}/audit-events/newer?${query}`);

  it("is counted from the event that was newest, and by the list's filters", async () => {
    await record({});
    const head = await chainHead(workspace.id);
    expect((await newer(portal.owner, `after=${head}`)).json).toEqual({ count: 0, more: false });
    await record({ outcome: "failed" });
    await record({ actor: TOM });
    expect((await newer(portal.owner, `after=${head}`)).json).toEqual({ count: 2, more: false });
    expect((await newer(portal.owner, `after=${head}&outcome=failed`)).json.count).toBe(1);
    expect((await newer(portal.owner, `after=${head}&q=tom`)).json.count).toBe(1);
    expect((await newer(portal.owner, `after=${head}&from=2030-01-01`)).json.count).toBe(0);
  });

  it("shows viewers the events of flows alone", async () => {
    const head = await chainHead(workspace.id);
    await record({ action: "binding.add", target: { type: "user", id: TOM.id, name: "Tom" } });
    await record({});
    expect((await newer(viewer, `after=${head}`)).json.count).toBe(1);
    expect((await newer(portal.owner, `after=${head}`)).json.count).toBe(2);
  });

  it("is counted up to a hundred", async () => {
    for (let n = 0; n < 101; n++) await record({});
    expect((await newer(viewer, "after=0")).json).toEqual({ count: 100, more: true });
  });

  it("of the portal is for owners", async () => {
    expect((await portal.owner.get("/api/audit-events/newer?after=0")).json.count).toBeGreaterThan(0);
    expect((await viewer.get("/api/audit-events/newer?after=0")).status).toBe(403);
  });

  it.each(["", "after=x", "after=-1", "after=2147483648", "after=1&unknown=2"])(
    "is refused for the query %j",
    async (query) => {
      expect((await newer(viewer, query)).status).toBe(400);
    },
  );
});

describe("the page before a page", () => {
  it("ends where this one begins, also when events arrive meanwhile", async () => {
    const filter = { chain: workspace.id, target: DESK.id };
    const sequences = async (cursor: string | null) => {
      const query = `limit=3&target=${DESK.id}${cursor ? `&cursor=${cursor}` : ""}`;
      const { json } = await portal.owner.get(`${workspace.path}/audit-events?${query}`);
      const items: { sequence: number }[] = json.items;
      return { shown: items.map(({ sequence }) => sequence), next: json.nextCursor };
    };
    for (let n = 0; n < 8; n++) await record({});
    const first = await sequences(null);
    const second = await sequences(first.next);
    const third = await sequences(second.next);
    for (let n = 0; n < 2; n++) await record({});
    const back = await newerCursor(filter, third.shown[0] ?? 0, 3);
    expect((await sequences(back)).shown).toEqual(second.shown);
    const again = await newerCursor(filter, second.shown[0] ?? 0, 3);
    expect((await sequences(again)).shown).toEqual(first.shown);
    expect(await newerCursor(filter, first.shown[0] ?? 0, 3)).toBeNull();
  });
});

describe("activity", () => {
  const read = async (client: PortalClient, query = "") =>
    (await client.get(`${workspace.path}/audit-events/activity?${query}`)).json;
  const may = "from=2026-05-18T22:00:00Z&to=2026-05-20T21:59:59.999Z&zone=Europe/Berlin";

  beforeEach(async () => {
    await record({}, "2026-05-19T21:59:00Z");
    await record({ outcome: "failed" }, "2026-05-19T22:00:00Z");
    await record({ actor: TOM, target: NIGHT, action: "message_flow.update" }, "2026-05-20T10:00:00Z");
    await record({ actor: UPSTREAM_ACTOR, action: "call_flow.drift" }, "2026-05-20T11:00:00Z");
    await record(
      { action: "binding.add", target: { type: "user", id: TOM.id, name: "Tom" }, actor: SYSTEM_ACTOR },
      "2026-05-20T12:00:00Z",
    );
    await record({}, "2026-05-21T12:00:00Z");
  });

  it("is counted by the days of the zone, and by outcome", async () => {
    const { days } = await read(portal.owner, may);
    expect(days).toEqual([
      { day: "2026-05-19", counts: { succeeded: 1, failed: 0, denied: 0, unknown: 0 } },
      { day: "2026-05-20", counts: { succeeded: 3, failed: 1, denied: 0, unknown: 0 } },
    ]);
  });

  it("counts each person's events by flow, and by what they did", async () => {
    const { heatMap, people } = await read(portal.owner, may);
    expect(heatMap.flows).toEqual([
      { kind: "call_flow", id: DESK.id, name: DESK.name, events: 3 },
      { kind: "message_flow", id: NIGHT.id, name: NIGHT.name, events: 1 },
    ]);
    expect(heatMap.people.map(({ actor }: { actor: string }) => actor)).toEqual([
      MAYA.id,
      TOM.id,
      "upstream",
    ]);
    expect(heatMap.cells).toEqual([
      [2, 0, 1],
      [0, 1, 0],
    ]);
    expect(people[0]).toEqual({
      actor: MAYA.id,
      name: "Maya",
      counts: { succeeded: 1, failed: 1, denied: 0, unknown: 0 },
      flows: 1,
      lastHour: "2026-05-19T22:00:00.000Z",
    });
    expect(people.map(({ actor }: { actor: string }) => actor)).toContain("system");
  });

  it.each([
    [`actor=${MAYA.id}`, 2],
    ["actor=upstream", 1],
    ["actor=system", 1],
    ["outcome=failed", 1],
    ["action=message_flow.update", 1],
    [`target=${DESK.id}`, 3],
    [`target=${DESK.id}&outcome=denied`, 0],
  ])("respects the filter %s", async (filter, events) => {
    const { days } = await read(portal.owner, `${may}&${filter}`);
    const counted = days.flatMap(({ counts }: { counts: object }) => Object.values(counts));
    expect(counted.reduce((sum: number, count: number) => sum + count, 0)).toBe(events);
  });

  it("shows viewers the events of flows alone", async () => {
    const { days, people } = await read(viewer, may);
    expect(days[1].counts.succeeded).toBe(2);
    expect(people.map(({ actor }: { actor: string }) => actor)).not.toContain("system");
  });

  it("distinguishes people without an id, such as addresses that nobody has", async () => {
    for (const name of ["ann@example.com", "bob@example.com", "ann@example.com"]) {
      const actor = { ...MAYA, id: null, email: name, name };
      await record({ actor, outcome: "failed" }, "2026-05-20T09:00:00Z");
    }
    const { people } = await read(portal.owner, may);
    const failed = people.map(({ name, counts }: { name: string; counts: { failed: number } }) => [
      name,
      counts.failed,
    ]);
    expect(failed).toEqual(
      expect.arrayContaining([
        ["ann@example.com", 2],
        ["bob@example.com", 1],
      ]),
    );
  });

  it("counts nothing of another workspace", async () => {
    const other = await portal.addWorkspace();
    const outsider = await portal.addPerson("Otto", [[other, "admin"]]);
    expect((await outsider.get(`${workspace.path}/audit-events/activity`)).status).toBe(404);
    const { days, people } = (await outsider.get(`${other.path}/audit-events/activity?${may}`)).json;
    expect([days[1].counts.succeeded, people]).toEqual([0, []]);
  });

  it("of a zone whose days begin at half past loses no hour at the ends", async () => {
    await record({}, "2026-07-01T18:40:00Z");
    const from = new Date("2026-07-01T18:30:00Z");
    const to = new Date("2026-07-02T18:29:59.999Z");
    const { days } = await auditActivity(
      { chain: workspace.id, from, to },
      "Asia/Kolkata",
      Date.parse("2026-08-01T00:00:00Z"),
    );
    expect(days).toEqual([{ day: "2026-07-02", counts: { succeeded: 1, failed: 0, denied: 0, unknown: 0 } }]);
  });

  it("of an unknown zone is refused", async () => {
    const answer = await viewer.get(`${workspace.path}/audit-events/activity?zone=Mars/Olympus`);
    expect([answer.status, answer.json.code]).toEqual([400, "invalid_query"]);
  });
});

describe("names to choose from", () => {
  it("are everyone's who acted, also after they left, as they were called last", async () => {
    await record({});
    await record({ actor: { ...MAYA, name: "Maya L." } });
    await record({ actor: TOM, action: "binding.add", target: { type: "user", id: "x", name: "X" } });
    const all = await knownActors(workspace.id, false);
    expect(all).toContainEqual({ id: MAYA.id, name: "Maya L." });
    expect(all).toContainEqual({ id: TOM.id, name: "Tom" });
    expect(await knownActors(workspace.id, true)).toEqual([{ id: MAYA.id, name: "Maya L." }]);
  });

  it("are all flows', and no member's", async () => {
    await record({});
    await record({ target: { ...DESK, name: "Reception" } });
    await record({ target: NIGHT });
    await record({ action: "binding.add", target: { type: "user", id: "665f", name: "Tom" } });
    expect(await knownFlows(workspace.id)).toEqual([
      { id: NIGHT.id, type: "message_flow", name: NIGHT.name },
      { id: DESK.id, type: "call_flow", name: "Reception" },
    ]);
  });
});

describe("the page of a log", () => {
  it("shows a viewer flows alone: their events, people and new events", async () => {
    await record({});
    await record({ actor: TOM, action: "binding.add", target: { type: "user", id: "x", name: "X" } });
    const filter = { chain: workspace.id, flowEventsOnly: true, limit: 30 };
    const data = await auditPageData(filter, viewer.userId ?? "", []);
    expect(data.page.items.map(({ target }) => target?.id)).toEqual([DESK.id]);
    expect(data.people.map(({ value }) => value)).toEqual([MAYA.id, "system", "upstream"]);
    expect(data.flows).toEqual([{ value: DESK.id, label: DESK.name, group: "Call flows" }]);
    expect(data.head).toBe(await chainHead(workspace.id));
  });

  it("offers members first and once, then others who did something here", async () => {
    await record({});
    await record({ actor: TOM });
    const members = [{ id: TOM.id ?? "", name: "Thomas" }];
    const filter = { chain: workspace.id, flowEventsOnly: true, limit: 30 };
    const { people } = await auditPageData(filter, viewer.userId ?? "", members);
    expect(people.slice(0, 2)).toEqual([
      { value: TOM.id, label: "Thomas", group: "Members" },
      { value: MAYA.id, label: "Maya", group: "Others who did something here" },
    ]);
    expect(people.filter(({ value }) => value === TOM.id)).toHaveLength(1);
  });

  it("knows no page before the first, and the cursor of the one before a third", async () => {
    for (let n = 0; n < 7; n++) await record({});
    const filter = { chain: workspace.id, flowEventsOnly: true, limit: 3 };
    const load = async (cursor?: string | null) =>
      await auditPageData({ ...filter, ...(cursor ? { cursor } : {}) }, viewer.userId ?? "", []);
    const first = await load();
    const second = await load(first.page.nextCursor);
    const third = await load(second.page.nextCursor);
    expect([first.newerCursor, second.newerCursor]).toEqual([null, null]);
    expect(third.newerCursor).toBe(first.page.nextCursor);
  });
});
