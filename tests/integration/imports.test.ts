import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyCallFlowField, smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import { makeMessageFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let source: TestWorkspace;
let target: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.settings({ generation: "newer" });
  source = await portal.addWorkspace();
  target = await portal.addWorkspace();
});

interface Item {
  kind: string | null;
  name: string | null;
  isActive: boolean;
  request: Record<string, unknown>;
  dropped: { path: string; why: string }[];
  mapped: { path: string }[];
  missing: { path: string; message: string }[];
  sameName: { id: string; name: string }[];
}

async function preview(workspace: TestWorkspace, ...files: unknown[]): Promise<Item[]> {
  const answer = await portal.owner.write("POST", `${workspace.path}/imports/preview`, { files });
  expect(answer.status).toBe(200);
  return answer.json.items;
}

async function itemOf(workspace: TestWorkspace, file: unknown): Promise<Item> {
  const [item] = await preview(workspace, file);
  if (!item) throw new Error("no item");
  return item;
}

const paths = (found: { path: string }[]) => found.map(({ path }) => path);

describe.each(["newer", "older"] as const)("a call flow's document (%s generation)", (generation) => {
  it.each(["the portal's own JSON", "the upstream's raw answer"])(
    "%s becomes a request for a new flow",
    async (which) => {
      await portal.sandbox.settings({ generation });
      const made = await portal.owner.write("POST", `${source.path}/call-flows`, {
        ...everyCallFlowField(source),
        isActive: true,
      });
      expect(made.status).toBe(201);
      const own = (await portal.owner.get(`${source.path}/call-flows/${made.json.id}`)).json;
      expect(own.isActive).toBe(true);
      const { key, workspaceId } = source.tenant;
      const headers = { "x-api-key": key, "x-workspace-id": workspaceId };
      const raw = await fetch(`${portal.sandbox.url}/v1/api/call-flows/${made.json.id}`, { headers });
      const file = which === "the portal's own JSON" ? own : await raw.json();

      const item = await itemOf(target, file);
      expect(item).toMatchObject({
        kind: "call_flow",
        name: own.name,
        // Whoever restores flows may want them as they were; nobody gets an active one without a word.
        isActive: own.isActive,
        request: { name: own.name, isActive: false },
      });
      expect(item.request).toMatchObject({ prompt: own.prompt, promptType: "simple" });
      expect(item.request).not.toHaveProperty("agent");
      expect(paths(item.missing)).toContain("/agent");
      // With what is missing filled in, the request makes the flow.
      const { webhooks = [], ...request } = item.request as {
        webhooks?: { headers?: Record<string, string> }[];
      };
      const typed = webhooks.map(({ headers = {}, ...webhook }) => ({
        ...webhook,
        headers: Object.fromEntries(Object.keys(headers).map((name) => [name, "typed"])),
      }));
      const answer = await portal.owner.write("POST", `${target.path}/call-flows`, {
        ...request,
        ...(typed.length > 0 ? { webhooks: typed } : {}),
      });
      expect([answer.status, answer.json.errors]).toEqual([201, undefined]);
      expect(answer.json.prompt).toBe(own.prompt);
    },
  );
});

it("references that are here stay, and ones of a name that only one thing here has are mapped", async () => {
  const made = await portal.owner.write("POST", `${source.path}/call-flows`, everyCallFlowField(source));
  const own = (await portal.owner.get(`${source.path}/call-flows/${made.json.id}`)).json;
  const here = await itemOf(source, own);
  expect(here.request.agent).toBe(own.agent);
  expect(paths(here.missing).filter((path) => !path.startsWith("/webhooks/"))).toEqual([]);
  const agents = (await portal.owner.get(`${target.path}/agents?kind=call`)).json.items;
  const elsewhere = await itemOf(target, { ...own, agent: { _id: own.agent, name: agents[0].name } });
  expect(elsewhere.request.agent).toBe(agents[0].id);
  expect(paths(elsewhere.mapped)).toEqual(["/agent"]);
});

it("secrets stay empty, with a word of what has to be typed", async () => {
  const webhooks = [{ name: "Book", url: "https://example.com/book", headers: { "X-Key": "canary-secret" } }];
  const made = await portal.owner.write(
    "POST",
    `${source.path}/call-flows`,
    smallCallFlow("Hooked", { webhooks }),
  );
  const own = (await portal.owner.get(`${source.path}/call-flows/${made.json.id}`)).json;
  const item = await itemOf(target, own);
  expect(item.request).toMatchObject({ webhooks: [{ name: "Book", headers: { "X-Key": "" } }] });
  expect(paths(item.missing)).toEqual(["/webhooks/0/headers/X-Key"]);
});

it("a message flow that its answer tells only in part says what is missing", async () => {
  const flow = await makeMessageFlow(portal.owner, source);
  const own = (await portal.owner.get(flow.path)).json;
  const item = await itemOf(target, { ...own, initiationMessage: null });
  expect(item).toMatchObject({ kind: "message_flow", request: { prompt: own.prompt } });
  expect(paths(item.missing)).toEqual(expect.arrayContaining(["/initiationMessage", "/agent"]));
});

it("flows that have the name already are named with it, whatever their capitals", async () => {
  const made = await portal.owner.write("POST", `${target.path}/call-flows`, smallCallFlow("Front desk"));
  const [same, other] = await preview(target, smallCallFlow("FRONT desk"), smallCallFlow("Back desk"));
  expect(same?.sameName).toEqual([{ id: made.json.id, name: "Front desk" }]);
  expect(other?.sameName).toEqual([]);
});

it("many documents cost one read of each list that they refer to", async () => {
  const agent = { _id: "of-elsewhere", name: "Nobody" };
  const files = Array.from({ length: 5 }, (_, place) => ({ ...smallCallFlow(`Flow ${place}`), agent }));
  const before = (await portal.sandbox.requests(target.tenant.workspaceId)).length;
  await preview(target, ...files);
  expect((await portal.sandbox.requests(target.tenant.workspaceId)).length - before).toBe(1);
});

it("a request is a document, too, and what is no flow says so", async () => {
  const [request, nothing, list] = await preview(target, smallCallFlow("Plain"), { hello: 1 }, []);
  expect(request).toMatchObject({ kind: "call_flow", request: { name: "Plain" }, missing: [] });
  for (const item of [nothing, list]) expect(item).toMatchObject({ kind: null, missing: [{ path: "" }] });
});

it("a viewer may not ask, and nothing is written for a preview", async () => {
  const viewer = await portal.addPerson("Vera Viewer", [[target, "viewer"]]);
  const answer = await viewer.write("POST", `${target.path}/imports/preview`, { files: [smallCallFlow()] });
  expect(answer.status).toBe(403);
  await preview(target, smallMessageFlow(target));
  expect(await portal.sandbox.writes(target.tenant.workspaceId)).toEqual([]);
});
