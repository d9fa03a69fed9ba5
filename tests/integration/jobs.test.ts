import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { removeOldJobs } from "@/lib/jobs/tidy-jobs";
import { etagIn, eventsOf } from "@/tests/support/flow-steps";
import { makeJobFlows, newRunner, runToEnd, startPatch } from "@/tests/support/job-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

const writes = async () =>
  (await portal.sandbox.writes(workspace.tenant.workspaceId)).filter(({ method }) => method !== "POST");
const outcomes = ({ items }: { items: { outcome: string }[] }) => items.map(({ outcome }) => outcome);
const read = async (id: string, client: PortalClient = editor) => await client.get(`/api/jobs/${id}`);
const control = (id: string, what: string, client: PortalClient = editor) =>
  client.call("POST", `/api/jobs/${id}/${what}`);

describe("a job", () => {
  it("changes each flow once, by a change and an event of its own under the job's id", async () => {
    const flows = await makeJobFlows(editor, workspace, 3);
    const started = await startPatch(editor, flows, { isActive: true }, { "x-change-reason": "New season" });
    expect([started.status, started.headers.get("location")]).toEqual([202, `/api/jobs/${started.json.id}`]);
    const job = await runToEnd(editor, started.json.id);
    expect(job).toMatchObject({ total: 3, done: 3, failed: 0, left: 0, reason: "New season" });
    expect(outcomes(job)).toEqual(["succeeded", "succeeded", "succeeded"]);
    const events = (await eventsOf(editor, workspace, "&action=call_flow.update")).filter(
      ({ request }) => request.correlationId === started.json.id,
    );
    expect(events.map(({ target, reason }) => [target.id, reason])).toEqual(
      flows.map(({ id }) => [id, "New season"]),
    );
    expect(await writes()).toHaveLength(3);
    for (const { id } of flows) expect((await portal.sandbox.stored(id)).isActive).toBe(true);
    expect((await portal.owner.events(`action=job.start&target=${started.json.id}`))[0].detail).toEqual({
      flows: 3,
    });
  });

  it("leaves a flow alone that was edited meanwhile, names it, and goes on", async () => {
    const flows = await makeJobFlows(editor, workspace, 3);
    const { json } = await startPatch(editor, flows, { description: "By the job" });
    await portal.sandbox.edit("call", flows[1]?.id ?? "", { description: "By somebody" });
    const job = await runToEnd(editor, json.id);
    expect(outcomes(job)).toEqual(["succeeded", "left_out", "succeeded"]);
    expect(job.items[1]).toMatchObject({ name: "Flow 2", problem: { code: "stale" } });
    expect((await portal.sandbox.stored(flows[1]?.id ?? "")).description).toBe("By somebody");
  });

  it("started again by the same key is the same job, and another one by it is refused", async () => {
    const flows = await makeJobFlows(editor, workspace, 2);
    const key = { "idempotency-key": randomUUID() };
    const first = await startPatch(editor, flows, { isActive: true }, key);
    const again = await startPatch(editor, flows, { isActive: true }, key);
    expect([again.status, again.json.id]).toEqual([202, first.json.id]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    for (const [items, patch] of [
      [flows, { isActive: false }],
      [flows.slice(1), { isActive: true }],
    ] as const)
      expect((await startPatch(editor, items, patch, key)).json.code).toBe("idempotency_mismatch");
    expect(await database().jobItem.count({ where: { jobId: first.json.id } })).toBe(2);
  });

  it("is shared out among replicas, which share no flow", async () => {
    const other = await portal.addWorkspace();
    const both = await portal.addPerson("Both", [
      [workspace, "editor"],
      [other, "editor"],
    ]);
    const flows = [...(await makeJobFlows(both, workspace, 6)), ...(await makeJobFlows(both, other, 6))];
    const { json } = await startPatch(both, flows, { description: "Once" });
    const job = await runToEnd(both, json.id, [newRunner(), newRunner(), newRunner()]);
    expect(job.done).toBe(12);
    const sent = [
      ...(await writes()),
      ...(await portal.sandbox.writes(other.tenant.workspaceId)).filter(({ method }) => method !== "POST"),
    ];
    expect(sent.map(({ path }) => path).sort()).toEqual([...new Set(sent.map(({ path }) => path))].sort());
    expect(sent).toHaveLength(12);
  });
});

describe("people with a job", () => {
  it("pause it, so that nothing more is sent, and let it go on", async () => {
    const flows = await makeJobFlows(editor, workspace, 2);
    const { json } = await startPatch(editor, flows, { isActive: true });
    expect((await control(json.id, "pause")).json).toMatchObject({ state: "paused", left: 2 });
    const runner = newRunner();
    await runner.round();
    await runner.settled();
    expect(await writes()).toEqual([]);
    expect((await control(json.id, "resume")).json.state).toBe("running");
    expect((await runToEnd(editor, json.id)).done).toBe(2);
  });

  it("stop it for good: what was not sent is named, and it takes nothing more", async () => {
    const flows = await makeJobFlows(editor, workspace, 2);
    const { json } = await startPatch(editor, flows, { isActive: true });
    const runner = newRunner();
    await runner.round();
    await runner.settled();
    const stopped = await control(json.id, "cancel");
    expect([stopped.json.state, outcomes(stopped.json)]).toEqual(["cancelled", ["succeeded", "cancelled"]]);
    await runner.round();
    await runner.settled();
    expect(await writes()).toHaveLength(1);
    expect((await control(json.id, "resume")).json.code).toBe("conflict");
  });

  it("have what failed done again, and not what was left alone", async () => {
    const flows = await makeJobFlows(editor, workspace, 3);
    const { json } = await startPatch(editor, flows, { description: "Again" });
    await portal.sandbox.edit("call", flows[0]?.id ?? "", { description: "By somebody" });
    await portal.sandbox.fault({
      match: { method: "PUT", path: `${flows[1]?.id}$` },
      kind: "status",
      status: 400,
    });
    const job = await runToEnd(editor, json.id);
    expect(outcomes(job)).toEqual(["left_out", "failed", "succeeded"]);
    await portal.sandbox.clearFaults();
    expect((await control(json.id, "retry")).json).toMatchObject({ state: "running", left: 1 });
    expect(outcomes(await runToEnd(editor, json.id))).toEqual(["left_out", "succeeded", "succeeded"]);
    expect((await control(json.id, "retry")).json.code).toBe("conflict");
  });

  it("who start one with a token that is revoked then, have nothing more sent", async () => {
    const flows = await makeJobFlows(editor, workspace, 2);
    const made = await editor.call("POST", "/api/tokens", {
      body: {
        name: "Nightly",
        workspaces: [workspace.slug],
        role: "editor",
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    });
    const script = new PortalClient().withToken(made.json.token);
    const { json } = await startPatch(script, flows, { isActive: true });
    const runner = newRunner();
    await runner.round();
    await runner.settled();
    expect((await editor.call("DELETE", `/api/tokens/${made.json.id}`)).status).toBe(204);
    const job = await runToEnd(editor, json.id);
    expect(outcomes(job)).toEqual(["succeeded", "failed"]);
    expect(job.items[1].problem.code).toBe("not_allowed");
    const [event] = await eventsOf(editor, workspace, "&action=call_flow.update");
    expect(event.actor).toMatchObject({ type: "token", token: { name: "Nightly" } });
  });

  it("who have left are no longer found by where they started one", async () => {
    const flows = await makeJobFlows(editor, workspace, 1);
    const { json } = await startPatch(editor, flows, { isActive: true });
    const person = `/api/users/${editor.userId}`;
    await portal.owner.call("PATCH", person, { body: { disabled: true } });
    const { status } = await portal.owner.call("POST", `${person}/pseudonym`, {
      body: { email: editor.email },
    });
    expect(status).toBe(200);
    const { request } = await database().job.findUniqueOrThrow({ where: { id: json.id } });
    expect(request).toMatchObject({ ip: null, userAgent: null });
  });

  it("who lose their role have nothing more sent there, and the rest goes on", async () => {
    const other = await portal.addWorkspace();
    const both = await portal.addPerson("Both", [
      [workspace, "editor"],
      [other, "editor"],
    ]);
    const flows = [...(await makeJobFlows(both, workspace, 2)), ...(await makeJobFlows(both, other, 2))];
    const { json } = await startPatch(both, flows, { isActive: true });
    await portal.owner.call("PATCH", `${workspace.path}/members/${both.userId}`, {
      body: { role: "viewer" },
    });
    const job = await runToEnd(both, json.id);
    expect(outcomes(job)).toEqual(["failed", "failed", "succeeded", "succeeded"]);
    expect(await writes()).toEqual([]);
  });
});

it("a flow of another prompt type is left to its own page, since a job would convert it unseen", async () => {
  const [flow] = await makeJobFlows(editor, workspace, 1);
  if (!flow) throw new Error("no flow");
  await portal.sandbox.edit("call", flow.id, { promptType: "flow" });
  const ifMatch = etagIn(await editor.get(flow.path));
  const { json } = await startPatch(editor, [{ item: { ...flow.item, ifMatch } }], { isActive: false });
  const job = await runToEnd(editor, json.id);
  expect(job.items[0]).toMatchObject({ outcome: "failed", problem: { code: "invalid_body" } });
  expect(await portal.sandbox.stored(flow.id)).toMatchObject({ promptType: "flow" });
});

it("whoever started a job learns once that it ended, and once more when what failed was done again", async () => {
  const flows = await makeJobFlows(editor, workspace, 2);
  await portal.sandbox.fault({
    match: { method: "PUT", path: `${flows[1]?.id}$` },
    kind: "status",
    status: 400,
  });
  const { json } = await startPatch(editor, flows, { isActive: false });
  await runToEnd(editor, json.id, [newRunner(), newRunner()]);
  const told = async () =>
    (
      await database().personNotice.findMany({ where: { kind: "job_ended", userId: editor.userId ?? "" } })
    ).map(({ detail }) => detail);
  const title = "Change in 2 flows";
  expect(await told()).toEqual([
    expect.objectContaining({ title, counts: { done: 1, failed: 1, left: 0 }, href: `/jobs/${json.id}` }),
  ]);
  await portal.sandbox.clearFaults();
  await control(json.id, "retry");
  await runToEnd(editor, json.id);
  expect((await told()).length).toBe(2);
});

it("jobs are listed for whoever started them, those that have not ended apart", async () => {
  const flows = await makeJobFlows(editor, workspace, 2);
  const first = await startPatch(editor, flows.slice(0, 1), { isActive: true });
  await runToEnd(editor, first.json.id);
  const second = await startPatch(editor, flows.slice(1), { isActive: true });
  const ids = async (query = "") =>
    (await editor.get(`/api/jobs${query}`)).json.items.map(({ id, left }: { id: string; left: number }) => [
      id,
      left,
    ]);
  expect(await ids()).toEqual([
    [second.json.id, 1],
    [first.json.id, 0],
  ]);
  expect(await ids("?open=1")).toEqual([[second.json.id, 1]]);
  expect((await portal.owner.get("/api/jobs")).json.items).toEqual([]);
});

it("jobs that ended more than 90 days ago are removed with their items, and no others", async () => {
  const flows = await makeJobFlows(editor, workspace, 1);
  const start = async () => (await startPatch(editor, flows, { isActive: false })).json.id;
  const [old, recent, open] = [await start(), await start(), await start()];
  const ended = (id: string, days: number) =>
    database().job.update({
      where: { id },
      data: { state: "cancelled", endedAt: new Date(Date.now() - days * 86_400_000) },
    });
  await ended(old, 91);
  await ended(recent, 89);
  await removeOldJobs();
  const statuses = [];
  for (const id of [old, recent, open]) statuses.push((await read(id)).status);
  expect(statuses).toEqual([404, 200, 200]);
  expect(await database().jobItem.count({ where: { jobId: old } })).toBe(0);
});

describe("a job that is not one's own", () => {
  it("is seen by an admin, as far as it is about their workspaces, and by nobody else", async () => {
    const other = await portal.addWorkspace();
    const both = await portal.addPerson("Both", [
      [workspace, "editor"],
      [other, "editor"],
    ]);
    const admin = await portal.addPerson("Ada Admin", [
      [workspace, "admin"],
      [other, "viewer"],
    ]);
    const flows = [...(await makeJobFlows(both, workspace, 1)), ...(await makeJobFlows(both, other, 2))];
    const { json } = await startPatch(both, flows, { isActive: true });
    expect((await read(json.id, admin)).json).toMatchObject({ total: 1, mayControl: false });
    expect((await control(json.id, "pause", admin)).json.code).toBe("not_allowed");
    expect((await read(json.id)).status).toBe(404);
    expect((await read(randomUUID())).text.replace(/"requestId":"[^"]+"/, "")).toBe(
      (await read(json.id)).text.replace(/"requestId":"[^"]+"/, ""),
    );
    expect((await control(json.id, "pause", portal.owner)).json.state).toBe("paused");
  });
});

describe("a job that can't be", () => {
  it("is refused as a whole, with every fault and its place", async () => {
    const [flow] = await makeJobFlows(editor, workspace, 1);
    if (!flow) throw new Error("no flow");
    const other = { item: { ...flow.item, ifMatch: "abc" } };
    const { status, json } = await startPatch(editor, [flow, other], { isActive: "yes", made: "up" });
    expect(status).toBe(422);
    expect(json.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      "/items/1/id",
      "/items/1/ifMatch",
      "/patch/isActive",
      "/patch/made",
    ]);
    expect(await database().job.count({ where: { ownerId: editor.userId ?? "" } })).toBe(0);
  });

  it("is refused where one may only read, as a denied attempt there, and hides what is not one's own", async () => {
    const [flow] = await makeJobFlows(editor, workspace, 1);
    if (!flow) throw new Error("no flow");
    const viewer = await portal.addPerson("Vic Viewer", [[workspace, "viewer"]]);
    expect((await startPatch(viewer, [flow], { isActive: true })).json.code).toBe("not_allowed");
    const [denied] = await eventsOf(portal.owner, workspace, "&outcome=denied");
    expect(denied).toMatchObject({ action: "call_flow.update", target: { id: flow.id } });
    const stranger = await portal.addPerson("Stranger");
    expect((await startPatch(stranger, [flow], { isActive: true })).status).toBe(404);
  });
});

it("a job's news are its whole state first, then what has changed, until it has ended", async () => {
  const flows = await makeJobFlows(editor, workspace, 2);
  const { json } = await startPatch(editor, flows, { isActive: true });
  const response = await editor.open("GET", `/api/jobs/${json.id}/events`);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const [text] = await Promise.all([response.text(), runToEnd(editor, json.id)]);
  const news = [...text.matchAll(/^event: job\ndata: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? ""));
  expect(news[0]).toMatchObject({ total: 2, items: [{ place: 0 }, { place: 1 }] });
  expect(news.at(-1)).toMatchObject({ state: "done", done: 2 });
});
