import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { forgetRefreshes } from "@/tests/support/budget-time";
import {
  etagIn,
  eventsOf,
  type MadeFlow,
  makeCallFlow,
  makeMessageFlow,
  makeUnknownFlow,
  patchFlow,
} from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.clearFaults();
  workspace = await portal.addWorkspace();
});

const driftOf = async (flow: MadeFlow) => (await portal.owner.get(`${flow.path}/drift`)).json;
const keepTheirs = async (flow: MadeFlow, revision: number) =>
  await portal.owner.call("POST", `${flow.path}/drift`, { body: { revision, keep: "theirs" } });

/** A call flow that somebody edited elsewhere and that was read since. */
async function driftedFlow(): Promise<MadeFlow> {
  const flow = await makeCallFlow(portal.owner, workspace);
  await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
  flow.etag = etagIn(await portal.owner.get(flow.path));
  return flow;
}

/** Makes stored reads older: reads of this moment would count as newer than the next list. */
async function letReadingsAge(): Promise<void> {
  await database().flow.updateMany({ data: { readAt: new Date(Date.now() - 60_000) } });
}

async function listed(kind: "call-flows" | "message-flows" = "call-flows", query = "refresh=1") {
  await forgetRefreshes();
  const { json } = await portal.owner.get(`${workspace.path}/${kind}?${query}`);
  const items: { id: string; driftState: string }[] = json.items;
  return new Map(items.map(({ id, driftState }) => [id, driftState]));
}

/** The flows that were read in full since `from`, an index into the sandbox's log. */
async function fullReads(from: number): Promise<string[]> {
  const requests = (await portal.sandbox.requests(workspace.tenant.workspaceId)).slice(from);
  return requests.flatMap(({ method, path }) =>
    method === "GET" ? (/(?:call|message)-flows\/([^/?]+)$/.exec(path)?.[1] ?? []) : [],
  );
}
const logLength = async () => (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;

describe("a flow", () => {
  it("that only we changed is in step", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    expect((await patchFlow(portal.owner, flow, { prompt: "Ours" })).status).toBe(200);
    expect(await driftOf(flow)).toMatchObject({
      state: "in_step",
      accepted: { n: 2, by: { email: "owner@example.com" } },
      current: { n: 2 },
      changes: [],
    });
  });

  it("that was edited elsewhere is changed upstream, with what differs from the state agreed to here", async () => {
    const flow = await driftedFlow();
    await portal.sandbox.edit("call", flow.id, { description: "Once more" });
    await portal.owner.get(flow.path);
    const drift = await driftOf(flow);
    expect(drift).toMatchObject({ state: "changed_upstream", accepted: { n: 1 }, current: { n: 3 } });
    expect(drift.changes.map(({ path }: { path: string }) => path).sort()).toEqual([
      "/description",
      "/prompt",
    ]);
  });

  it("that we changed from the edited state is in step again", async () => {
    const flow = await driftedFlow();
    expect((await patchFlow(portal.owner, flow, { description: "On top of theirs" })).status).toBe(200);
    expect(await driftOf(flow)).toMatchObject({ state: "in_step", accepted: { n: 3 } });
  });

  it("that we failed to change from an older state is still changed upstream", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
    expect((await patchFlow(portal.owner, flow, { prompt: "Ours" })).status).toBe(412);
    expect(await driftOf(flow)).toMatchObject({ state: "changed_upstream", accepted: { n: 1 } });
  });

  it("whose outside edit was taken back outside is in step: there is nothing to decide", async () => {
    const flow = await driftedFlow();
    await portal.sandbox.edit("call", flow.id, { prompt: "Be brief." });
    await portal.owner.get(flow.path);
    expect(await driftOf(flow)).toMatchObject({ state: "in_step", accepted: { n: 3 }, current: { n: 3 } });
  });

  it("that was there before us is in step once it was read, and never seen until then", async () => {
    const other = await portal.addWorkspace();
    const flow = await makeUnknownFlow(portal, workspace, other);
    const { json } = await portal.owner.get(`${other.path}/call-flows`);
    expect(json.items).toMatchObject([{ id: flow.id, driftState: "never_seen" }]);
    const never = await portal.owner.get(`${flow.path}/drift`);
    expect(never.json).toEqual({ state: "never_seen", accepted: null, current: null, changes: [] });
    await portal.owner.get(flow.path);
    expect(await driftOf(flow)).toMatchObject({
      state: "in_step",
      accepted: { n: 1, by: null },
    });
  });

  it("that is not there has no state", async () => {
    const path = `${workspace.path}/call-flows/665f00000000000000000001`;
    expect((await portal.owner.get(`${path}/drift`)).status).toBe(404);
    const answer = await portal.owner.call("POST", `${path}/drift`, {
      body: { revision: 1, keep: "theirs" },
    });
    expect(answer.status).toBe(404);
  });
});

describe("keeping theirs", () => {
  const recorded = (outcome: string) =>
    eventsOf(portal.owner, workspace, `&action=call_flow.accept_drift&outcome=${outcome}`);
  const accepted = () => recorded("succeeded");

  it("puts the flow in step, sends nothing upstream, and is in the log as often as somebody did it", async () => {
    const flow = await driftedFlow();
    const before = await logLength();
    const answers = [await keepTheirs(flow, 2), await keepTheirs(flow, 2)];
    for (const { status, json } of answers) {
      expect([status, json.state, json.accepted.n]).toEqual([200, "in_step", 2]);
    }
    expect(await logLength()).toBe(before);
    const event = { target: { id: flow.id }, detail: { revision: 2 }, actor: { type: "user" }, changes: [] };
    expect(await accepted()).toMatchObject([event, event]);
    expect(etagIn(await portal.owner.get(flow.path))).toBe(flow.etag);
  });

  it("is refused for a state that is not the newest, which nobody has checked", async () => {
    const flow = await driftedFlow();
    await portal.sandbox.edit("call", flow.id, { prompt: "And again" });
    await portal.owner.get(flow.path);
    const answer = await keepTheirs(flow, 2);
    expect([answer.status, answer.json.code]).toEqual([409, "conflict"]);
    expect(answer.json.detail).toContain("#3");
    expect(await driftOf(flow)).toMatchObject({ state: "changed_upstream", accepted: { n: 1 } });
    expect(await accepted()).toEqual([]);
  });

  it("is refused for a state that is not there, and for anything but theirs", async () => {
    const flow = await driftedFlow();
    expect((await keepTheirs(flow, 3)).json.errors).toMatchObject([{ path: "/revision" }]);
    const answer = await portal.owner.call("POST", `${flow.path}/drift`, {
      body: { revision: 2, keep: "ours" },
    });
    expect(answer.json.errors).toMatchObject([{ path: "/keep" }]);
  });

  it("is not for a viewer, and the attempt is in the log", async () => {
    const flow = await driftedFlow();
    const viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
    expect((await viewer.get(`${flow.path}/drift`)).status).toBe(200);
    const answer = await viewer.call("POST", `${flow.path}/drift`, { body: { revision: 2, keep: "theirs" } });
    expect([answer.status, answer.json.code]).toEqual([403, "not_allowed"]);
    expect(await recorded("denied")).toMatchObject([{ actor: { id: viewer.userId } }]);
  });

  it("works for message flows, under a name of their own", async () => {
    const flow = await makeMessageFlow(portal.owner, workspace);
    await portal.sandbox.edit("message", flow.id, { description: "Edited elsewhere" });
    await portal.owner.get(flow.path);
    expect((await keepTheirs(flow, 2)).json.state).toBe("in_step");
    expect(await eventsOf(portal.owner, workspace, "&action=message_flow.accept_drift")).toHaveLength(1);
  });

  it("or putting ours back: a restore of the agreed state settles the drift", async () => {
    const flow = await driftedFlow();
    const { accepted: ours } = await driftOf(flow);
    const body = { revision: ours.n };
    const answer = await portal.owner.write("POST", `${flow.path}/restore`, body, { "if-match": flow.etag });
    expect([answer.status, answer.json.prompt]).toEqual([200, "Be brief."]);
    expect(await driftOf(flow)).toMatchObject({ state: "in_step", accepted: { n: 3 } });
  });
});

describe("a sync", () => {
  it("shows outside edits of known flows by their dates, and reads no flow itself", async () => {
    const [edited, quiet] = [
      await makeCallFlow(portal.owner, workspace),
      await makeCallFlow(portal.owner, workspace),
    ];
    await portal.sandbox.edit("call", edited.id, { prompt: "Edited elsewhere" });
    await letReadingsAge();
    const before = await logLength();
    const states = await listed();
    expect([states.get(edited.id), states.get(quiet.id)]).toEqual(["changed_upstream", "in_step"]);
    expect(await fullReads(before)).toEqual([]);
    expect(await driftOf(edited)).toMatchObject({
      state: "changed_upstream",
      current: { n: 1 },
      changes: [],
    });
    expect(await eventsOf(portal.owner, workspace, "&action=call_flow.drift")).toEqual([]);
  });

  it("takes a newer date alone for no edit, once the flow was read", async () => {
    const flow = await makeMessageFlow(portal.owner, workspace);
    await portal.sandbox.edit("message", flow.id, {});
    await letReadingsAge();
    expect((await listed("message-flows")).get(flow.id)).toBe("changed_upstream");
    await portal.owner.get(flow.path);
    await letReadingsAge();
    expect((await listed("message-flows")).get(flow.id)).toBe("in_step");
  });

  it("leaves a flow that was never read never seen, whatever its date", async () => {
    const other = await portal.addWorkspace();
    const flow = await makeUnknownFlow(portal, workspace, other);
    workspace = other;
    expect((await listed()).get(flow.id)).toBe("never_seen");
    await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
    expect((await listed()).get(flow.id)).toBe("never_seen");
  });

  it("writes only the rows that say something new", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await makeCallFlow(portal.owner, workspace);
    await letReadingsAge();
    await listed();
    const versions = async () =>
      await database().$queryRaw<{ id: string; xmin: string }[]>`
        SELECT "upstreamId" AS "id", xmin::text FROM "Flow" WHERE "workspaceId" = ${workspace.id}::uuid ORDER BY 1`;
    const before = await versions();
    await listed();
    expect(await versions()).toEqual(before);
    await portal.sandbox.edit("call", flow.id, { name: "Renamed" });
    await listed();
    const moved = (await versions()).filter(({ xmin }, place) => xmin !== before[place]?.xmin);
    expect(moved.map(({ id }) => id)).toEqual([flow.id]);
  });
});
