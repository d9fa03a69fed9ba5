import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { isChangedUpstream } from "@/lib/flows/diff/drift-state";
import { CHANGED_UPSTREAM } from "@/lib/mirror/drift";
import { storeHealth } from "@/lib/workspaces/note-health";
import { makeCallFlow, makeMessageFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";
import { statementsOf } from "@/tests/support/statement-log";

let portal: TestPortal;
let harbour: TestWorkspace;
let metro: TestWorkspace;
let lead: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
  [harbour, metro] = [await portal.addWorkspace(), await portal.addWorkspace()];
  lead = await portal.addPerson("Lena Lead", [
    [harbour, "editor"],
    [metro, "viewer"],
  ]);
});
afterAll(() => portal.close());

interface Item {
  slug: string;
  health: { since: string | null };
  lastChange: { eventId: string } | null;
  starred: boolean;
  groups: { id: string; name: string }[];
  budget: unknown;
}
const overview = async (client: PortalClient): Promise<Item[]> =>
  (await client.get("/api/overview")).json.items;
const of = async (workspace: TestWorkspace) =>
  (await overview(lead)).find(({ slug }) => slug === workspace.slug);

describe("the overview", () => {
  it("has each workspace with its flows, its last change, and what is left of its budget", async () => {
    await makeCallFlow(lead, harbour);
    const flow = await makeMessageFlow(lead, harbour);
    const item = await of(harbour);
    expect(item).toMatchObject({
      role: "editor",
      health: { state: "ok", message: null },
      callFlows: { total: 1 },
      messageFlows: { total: 1 },
      ...{ drift: 0, openChanges: 0, unknownChanges: 0 },
      lastChange: {
        by: { name: "Lena Lead" },
        verb: "create",
        flow: { kind: "message_flow", id: flow.id },
      },
      asOf: null,
    });
    expect(item?.budget).toEqual({ limit: expect.any(Number), left: expect.any(Number) });
    const event = `${harbour.path}/audit-events/${item?.lastChange?.eventId}`;
    expect((await lead.get(event)).status).toBe(200);
  });

  it("says that nothing was changed yet where nothing was", async () => {
    expect(await of(metro)).toMatchObject({ lastChange: null, callFlows: { total: 0, active: 0 } });
  });

  it("begins with what fails, and says since when and why", async () => {
    const before = Date.now();
    await storeHealth(metro.id, { state: "failing", detail: "The key was refused" }, null);
    const [first] = await overview(lead);
    expect(first).toMatchObject({
      slug: metro.slug,
      health: { state: "failing", message: "The key was refused" },
    });
    const since = first?.health.since;
    expect(Date.parse(since ?? "")).toBeGreaterThanOrEqual(before - 1);
    // Seen again, it is no new state.
    await storeHealth(metro.id, { state: "failing", detail: "The key was refused" }, null);
    expect((await of(metro))?.health.since).toBe(since);
  });

  it("counts what was changed outside, until somebody agrees to it", async () => {
    const flow = await makeCallFlow(lead, harbour);
    await portal.sandbox.edit("call", flow.id, { description: "Elsewhere" });
    await lead.get(flow.path);
    expect(await of(harbour)).toMatchObject({ drift: 1 });
    const { json } = await lead.get(`${flow.path}/drift`);
    await lead.write("POST", `${flow.path}/drift`, { revision: json.current.n, keep: "theirs" });
    expect(await of(harbour)).toMatchObject({ drift: 0 });
  });

  it("has nobody else's workspaces, for a token only its own, and for somebody new none", async () => {
    const other = await portal.addWorkspace();
    expect((await overview(lead)).map(({ slug }) => slug).sort()).toEqual([harbour.slug, metro.slug].sort());
    const body = {
      ...{ name: "T", workspaces: [metro.slug], role: "viewer" },
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    };
    const { json } = await lead.call("POST", "/api/tokens", { body });
    const script = new PortalClient().withToken(json.token);
    expect((await overview(script)).map(({ slug }) => slug)).toEqual([metro.slug]);
    expect(await overview(await portal.addPerson("Nora New"))).toEqual([]);
    expect((await overview(portal.owner)).map(({ slug }) => slug)).toContain(other.slug);
  });

  it("has the caller's stars, which come first among what is as urgent", async () => {
    const quiet = [await portal.addWorkspace(), await portal.addWorkspace()];
    const stella = await portal.addPerson(
      "Stella",
      [...quiet, metro].map((one) => [one, "viewer"] as const),
    );
    const order = async () => (await overview(stella)).map(({ slug }) => slug);
    const before = await order();
    const last = quiet.find(({ slug }) => slug === before.at(-1));
    if (!last) throw new Error("the failing one comes first");
    for (let pressed = 0; pressed < 2; pressed++) {
      expect((await stella.call("PUT", `${last.path}/star`)).status).toBe(204);
    }
    expect(await order()).toEqual([metro.slug, last.slug, before[1]]);
    expect((await overview(portal.owner)).some(({ starred }) => starred)).toBe(false);
    expect((await stella.call("DELETE", `${last.path}/star`)).status).toBe(204);
    expect(await order()).toEqual(before);
    const other = await portal.addWorkspace();
    expect((await stella.call("PUT", `${other.path}/star`)).status).toBe(404);
  });

  it("names the groups of the caller's workspaces, and none that has no workspace of theirs", async () => {
    const elsewhere = await portal.addWorkspace();
    const group = async (name: string, workspaces: TestWorkspace[]) => {
      const body = { name, workspaces: workspaces.map(({ slug }) => slug), members: [] };
      const { status, json } = await portal.owner.call("POST", "/api/groups", { body });
      expect(status).toBe(201);
      return { id: json.id, name };
    };
    const dental = await group("Dental", [harbour, elsewhere]);
    const secret = await group("Secret", [elsewhere]);
    const groupsFor = async (client: PortalClient) =>
      Object.fromEntries((await overview(client)).map(({ slug, groups }) => [slug, groups]));
    expect(await groupsFor(lead)).toEqual({ [harbour.slug]: [dental], [metro.slug]: [] });
    expect(await groupsFor(portal.owner)).toMatchObject({ [elsewhere.slug]: [dental, secret] });
  });

  it("costs eight statements, however many workspaces they are", async () => {
    const count = async (client: PortalClient) => {
      await overview(client);
      return (await statementsOf(async () => void (await overview(client)))).length;
    };
    const few = await count(lead);
    for (let added = 0; added < 5; added++) await portal.addWorkspace();
    expect([few, await count(portal.owner)]).toEqual([8, 8]);
  });
});

describe("the condition for an outside change", () => {
  it("counts what the rule for one flow says, in every case", async () => {
    const moments = [null, new Date("2026-05-20T10:00:00Z"), new Date("2026-05-20T11:00:00Z")];
    const cases = [null, 1, 2].flatMap((newest) =>
      [null, 1, 2].flatMap((accepted) =>
        moments.flatMap((listedUpdate) =>
          moments.map((readUpdate) => ({ newest, accepted, listedUpdate, readUpdate })),
        ),
      ),
    );
    const rows = cases.map((one) => ({ ...one, id: randomUUID() }));
    const found = await queryRows(database(), "cases", z.object({ id: z.string(), changed: z.boolean() }))`
      SELECT f."id", ${CHANGED_UPSTREAM} AS "changed"
      FROM jsonb_to_recordset(${JSON.stringify(
        rows.map(({ id, newest, accepted, listedUpdate, readUpdate }) => ({
          id,
          revisionNumber: newest,
          acceptedRevision: accepted,
          upstreamUpdatedAt: listedUpdate,
          readUpstreamUpdatedAt: readUpdate,
        })),
      )}::jsonb) AS f ("id" text, "revisionNumber" int, "acceptedRevision" int, "upstreamUpdatedAt" timestamptz,
        "readUpstreamUpdatedAt" timestamptz)`;
    const changed = new Map(found.map(({ id, changed: is }) => [id, is]));
    expect(rows.map(({ id }) => changed.get(id))).toEqual(rows.map(isChangedUpstream));
  });
});
