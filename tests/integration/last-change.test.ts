import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { FLOW_CHANGE_VERBS } from "@/lib/audit/search/last-changes";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import {
  etagIn,
  type MadeFlow,
  makeCallFlow,
  makeMessageFlow,
  makeUnknownFlow,
  patchFlow,
} from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { statementsOf } from "@/tests/support/statement-log";

let portal: TestPortal;
let workspace: TestWorkspace;
let edith: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.clearFaults();
  workspace = await portal.addWorkspace();
  edith = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

async function change(flow: MadeFlow, body: Record<string, unknown>) {
  const answer = await patchFlow(edith, flow, body);
  if (answer.status !== 200) throw new Error(`no change: ${answer.status} ${answer.text}`);
  flow.etag = etagIn(answer);
}

/** What the list says of a flow. */
async function listed({ id, path }: MadeFlow, client: PortalClient = portal.owner) {
  const { json } = await client.get(path.slice(0, path.lastIndexOf("/")));
  return json.items.find((item: { id: string }) => item.id === id).lastChange;
}

describe("a list says of a flow's last change", () => {
  it("who made it, when, which fields, and the event that says the rest", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await change(flow, { prompt: "Two.", description: "Two" });
    const viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
    const last = await listed(flow, viewer);
    expect(last).toMatchObject({
      by: { name: "Edith Editor", email: edith.email },
      verb: "update",
      setTo: null,
      restored: null,
    });
    expect(last.paths.toSorted()).toEqual(["/description", "/prompt"]);
    const event = await viewer.get(`${workspace.path}/audit-events/${last.eventId}`);
    expect(event.json).toMatchObject({ action: "call_flow.update", target: { id: flow.id } });
    expect(event.json.occurredAt).toBe(last.at);
  });

  it("that it was made here, switched or restored", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    expect(await listed(flow)).toMatchObject({ verb: "create", by: { email: "owner@example.com" } });
    await change(flow, { isActive: false });
    expect(await listed(flow)).toMatchObject({ verb: "update", paths: ["/isActive"], setTo: false });
    await change(flow, { prompt: "Three." });
    const match = { "if-match": flow.etag };
    const restored = await edith.write("POST", `${flow.path}/restore`, { revision: 2 }, match);
    expect(restored.status).toBe(200);
    expect(await listed(flow)).toMatchObject({ verb: "restore", restored: 2, paths: ["/prompt"] });
  });

  it("that nobody here made it, for an edit from outside; and keeping that edit is no change", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, { prompt: "From outside" });
    const { json } = await edith.get(flow.path);
    expect(json.prompt).toBe("From outside");
    expect(await listed(flow)).toMatchObject({ verb: "drift", by: null, paths: ["/prompt"] });
    const body = { revision: 2, keep: "theirs" };
    const kept = await edith.call("POST", `${flow.path}/drift`, { body });
    expect(kept.status).toBe(200);
    expect(await listed(flow)).toMatchObject({ verb: "drift", by: null });
  });

  it("nothing of an attempt that changed nothing", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    const refused = await patchFlow(edith, { ...flow, etag: '"another"' }, { prompt: "Refused." });
    expect(refused.status).toBe(412);
    expect(await listed(flow)).toMatchObject({ verb: "create" });
  });

  it("nothing where the log has none: the flow was there before the portal", async () => {
    const other = await portal.addWorkspace();
    expect(await listed(await makeUnknownFlow(portal, workspace, other))).toBeNull();
  });

  it("of its own workspace and kind only", async () => {
    const flow = await makeMessageFlow(portal.owner, workspace);
    expect(await listed(flow)).toMatchObject({ verb: "create" });
    const other = await portal.addWorkspace();
    expect((await portal.owner.get(`${other.path}/message-flows`)).json.items).toEqual([]);
  });

  it("even where a changed text holds characters that the database's own JSON can't", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, { prompt: "A null \u0000 and half of a pair \ud800" });
    await edith.get(flow.path);
    expect(await listed(flow)).toMatchObject({ verb: "drift", paths: ["/prompt"] });
  });

  it("even where an event of an older version has such characters in it", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await change(flow, { isActive: false });
    const { eventId } = await listed(flow);
    const { sequence, hash, previousHash, ...event } = await database().auditEvent.findUniqueOrThrow({
      where: { id: eventId },
    });
    const payload = event.payload.replace("Edith Editor", String.raw`Edith \u0000\ud800 \\u0000`);
    expect(payload).not.toBe(event.payload);
    const id = uuidv7();
    await database().auditEvent.create({ data: { ...event, id, payload } });
    expect(await listed(flow)).toMatchObject({
      ...{ eventId: id, paths: ["/isActive"], setTo: false },
      by: { name: String.raw`Edith ${"\ufffd\ufffd"} \ufffd` },
    });
    const { json } = await portal.owner.get("/api/overview");
    const item = json.items.find(({ slug }: { slug: string }) => slug === workspace.slug);
    expect(item.lastChange).toMatchObject({ eventId: id, flow: { id: flow.id, kind: "call_flow" } });
  });

  it("by an index over the same kinds of change, which serves no statement that names others", async () => {
    const [index] = await queryRows(database(), "an index", z.object({ definition: z.string() }))`
      SELECT pg_get_indexdef('"AuditEvent_changes_of_flows"'::regclass) AS "definition"`;
    const named = [...(index?.definition.matchAll(/'(\w+_flow\.\w+)'/g) ?? [])].map(([, action]) => action);
    const meant = FLOW_KINDS.flatMap((kind) => FLOW_CHANGE_VERBS.map((verb) => `${kind}.${verb}`));
    expect(named.toSorted()).toEqual(meant.toSorted());
  });

  it("by one statement for all flows of the page", async () => {
    const statementsOfList = () =>
      statementsOf(async () => {
        expect((await edith.get(`${workspace.path}/call-flows`)).status).toBe(200);
      });
    await makeCallFlow(portal.owner, workspace);
    await edith.get(`${workspace.path}/call-flows`);
    const ofOne = await statementsOfList();
    await makeCallFlow(portal.owner, workspace);
    await makeCallFlow(portal.owner, workspace);
    expect(await statementsOfList()).toHaveLength(ofOne.length);
  });
});
