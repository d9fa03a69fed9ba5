import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

/** Searches of a list that a person keeps under a name. */
let portal: TestPortal;
let workspace: TestWorkspace;
let viewer: PortalClient;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  workspace = await portal.addWorkspace();
  viewer = await portal.addPerson("Vera", [[workspace, "viewer"]]);
});

const views = () => `${workspace.path}/audit-views`;
const save = async (client: PortalClient, name: string, query = "outcome=failed") =>
  await client.call("POST", views(), { body: { name, query } });
const names = async (client: PortalClient) =>
  (await client.get(views())).json.items.map((view: { name: string }) => view.name);

it("a view keeps the filters and no cursor", async () => {
  const saved = await save(viewer, " Failures ", "outcome=failed&cursor=12&period=last-7-days");
  expect(saved.status).toBe(201);
  const made = `/api/workspaces/${workspace.slug}/audit-views/${saved.json.id}`;
  expect(saved.headers.get("location")).toBe(made);
  expect(saved.json).toMatchObject({ name: "Failures", query: "outcome=failed&period=last-7-days" });
  expect((await viewer.get(views())).json.items).toEqual([saved.json]);
});

it("views come in pages, by name", async () => {
  for (const name of ["Cecil", "Anna", "Boris"]) await save(viewer, name);
  const first = (await viewer.get(`${views()}?limit=2`)).json;
  expect(first.items.map((view: { name: string }) => view.name)).toEqual(["Anna", "Boris"]);
  const last = (await viewer.get(`${views()}?limit=2&cursor=${first.nextCursor}`)).json;
  expect(last).toMatchObject({ items: [{ name: "Cecil" }], nextCursor: null });
});

it("a view is its maker's alone, in its own workspace", async () => {
  const { json } = await save(viewer, "Mine");
  const one = `${views()}/${json.id}`;
  expect(await names(portal.owner)).toEqual([]);
  expect((await portal.owner.call("PATCH", one, { body: { name: "Taken" } })).status).toBe(404);
  expect((await portal.owner.call("DELETE", one)).status).toBe(404);
  const other = await portal.addWorkspace();
  expect((await portal.owner.call("DELETE", `${other.path}/audit-views/${json.id}`)).status).toBe(404);
  expect(await names(viewer)).toEqual(["Mine"]);
});

it("a view can be renamed, given another search, and removed", async () => {
  const { json } = await save(viewer, "Failures");
  const one = `${views()}/${json.id}`;
  expect((await viewer.call("PATCH", one, { body: { name: "Troubles" } })).json.query).toBe("outcome=failed");
  const replaced = await viewer.call("PATCH", one, { body: { query: "outcome=denied&cursor=3" } });
  expect(replaced.json).toMatchObject({ name: "Troubles", query: "outcome=denied" });
  expect((await viewer.call("PATCH", one, { body: {} })).status).toBe(422);
  expect((await viewer.call("DELETE", one)).status).toBe(204);
  expect((await viewer.call("DELETE", one)).status).toBe(404);
  expect(await names(viewer)).toEqual([]);
});

it("a view has a name that no other view of that person has", async () => {
  await save(viewer, "Failures");
  const again = await save(viewer, "Failures");
  expect([again.status, again.json.errors[0].path]).toEqual([422, "/name"]);
  const second = await save(viewer, "Denials");
  const renamed = await viewer.call("PATCH", `${views()}/${second.json.id}`, {
    body: { name: "Failures" },
  });
  expect(renamed.status).toBe(422);
  expect((await save(portal.owner, "Failures")).status).toBe(201);
});

it("a person has fifty views at most", async () => {
  for (let n = 0; n < 50; n++) expect((await save(viewer, `View ${n}`)).status).toBe(201);
  const beyond = await save(viewer, "One more");
  expect([beyond.status, beyond.json.code]).toEqual([409, "conflict"]);
});

it("a view's saving and its removal are recorded as events", async () => {
  const { json } = await save(viewer, "Failures");
  await viewer.call("DELETE", `${views()}/${json.id}`);
  const { items } = (await portal.owner.get(`${workspace.path}/audit-events?target=${json.id}`)).json;
  expect(items.map(({ action, actor }: NewAuditEvent) => [action, actor.name])).toEqual([
    ["audit_view.remove", "Vera"],
    ["audit_view.save", "Vera"],
  ]);
});

it("views of the portal's log are for owners", async () => {
  const body = { name: "Sign-ins", query: "action=session.sign_in" };
  const saved = await portal.owner.call("POST", "/api/audit-views", { body });
  expect(saved.status).toBe(201);
  expect((await viewer.get("/api/audit-views")).status).toBe(403);
  const one = `/api/audit-views/${saved.json.id}`;
  expect((await portal.owner.call("PATCH", one, { body: { name: "Who came" } })).json.name).toBe("Who came");
  expect((await portal.owner.call("DELETE", one)).status).toBe(204);
  expect((await portal.owner.get("/api/audit-views")).json.items).toEqual([]);
});

const flowViews = () => `${workspace.path}/call-flow-views`;
const saveFlows = async (client: PortalClient, body: Record<string, unknown>) =>
  await client.call("POST", flowViews(), { body: { query: "isActive=false", ...body } });
const flowNames = async (client: PortalClient) =>
  (await client.get(flowViews())).json.items.map(({ name, by }: { name: string; by: string | null }) => [
    name,
    by,
  ]);

it("a view of flows belongs to its own list", async () => {
  await saveFlows(viewer, { name: "Off" });
  await save(viewer, "Off");
  expect(await flowNames(viewer)).toEqual([["Off", null]]);
  expect((await viewer.get(`${workspace.path}/message-flow-views`)).json.items).toEqual([]);
  expect(await names(viewer)).toEqual(["Off"]);
});

it("a shared view of flows is everybody's to see, and its maker's to change", async () => {
  const edith = await portal.addPerson("Edith", [[workspace, "editor"]]);
  const { json } = await saveFlows(edith, { name: "Recall", shared: true });
  await saveFlows(edith, { name: "Mine" });
  expect(await flowNames(viewer)).toEqual([["Recall", "Edith"]]);
  const one = `${flowViews()}/${json.id}`;
  expect((await viewer.call("PATCH", one, { body: { name: "Taken" } })).status).toBe(404);
  expect((await viewer.call("DELETE", one)).status).toBe(404);
  expect((await edith.call("PATCH", one, { body: { shared: false } })).json.shared).toBe(false);
  expect(await flowNames(viewer)).toEqual([]);
  expect(await flowNames(edith)).toEqual([
    ["Mine", null],
    ["Recall", null],
  ]);
});

it("a view of flows is shared by people who may change flows, and taken away by an admin, too", async () => {
  const refused = await saveFlows(viewer, { name: "Everybody's", shared: true });
  expect([refused.status, refused.json.errors[0].path]).toEqual([422, "/shared"]);
  const own = await saveFlows(viewer, { name: "Mine" });
  const one = `${flowViews()}/${own.json.id}`;
  expect((await viewer.call("PATCH", one, { body: { shared: true } })).status).toBe(422);
  expect((await portal.owner.call("DELETE", one)).status).toBe(404);
  const edith = await portal.addPerson("Edith", [[workspace, "editor"]]);
  const shared = await saveFlows(edith, { name: "Recall", shared: true });
  expect((await portal.owner.call("DELETE", `${flowViews()}/${shared.json.id}`)).status).toBe(204);
  expect(await flowNames(edith)).toEqual([]);
  const stranger = await portal.addWorkspace();
  expect((await edith.get(`${stranger.path}/call-flow-views`)).status).toBe(404);
});

it("a view of the log can't be shared", async () => {
  const body = { name: "Shared", query: "", shared: true };
  expect((await portal.owner.call("POST", views(), { body })).status).toBe(422);
});
