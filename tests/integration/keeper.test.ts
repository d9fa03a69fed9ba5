import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { Keeper } from "@/lib/keeper/keeper";
import { keeperView } from "@/lib/keeper/keeper-view";
import { passBudgetTime } from "@/tests/support/budget-time";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { eventsOf, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { keeperClock, letLeaseEnd, passKeeperTime } from "@/tests/support/keeper-time";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";
import { statementsOf, writes } from "@/tests/support/statement-log";

let portal: TestPortal;
let workspace: TestWorkspace;
let keeper: Keeper;
let errors: unknown[];

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.clearFaults();
  // Workspaces of the tests before would be read, too.
  await putOff();
  workspace = await portal.addWorkspace();
  errors = [];
  keeper = newKeeper();
  await letLeaseEnd();
});
afterEach(() => expect(errors).toEqual([]));

const newKeeper = () => new Keeper((error) => errors.push(error), keeperClock);

/** Puts all workspaces off that there are. */
async function putOff(): Promise<void> {
  await database().$executeRaw`
    INSERT INTO "KeeperWork" ("workspaceId", "failures", "failingSince", "failedAt", "retryAt")
    SELECT "id", 1, now(), now() + interval '9 days', now() + interval '9 days' FROM "Workspace"
    ON CONFLICT ("workspaceId") DO UPDATE SET "failures" = 1, "failingSince" = now(), "failedAt" = excluded."failedAt",
      "retryAt" = excluded."retryAt"`;
}

/** Rounds until nothing is left to do. */
async function keep(by: Keeper = keeper, rounds = 8): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await by.round();
    await by.settled();
  }
}

/** Makes flows in the vendor's dashboard: the portal has never heard of them. */
async function makeElsewhere(count: number): Promise<string[]> {
  const { key, workspaceId } = workspace.tenant;
  const headers = { "x-api-key": key, "x-workspace-id": workspaceId, "content-type": "application/json" };
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const body = JSON.stringify(smallCallFlow(`Flow ${n}`));
    const made = await fetch(`${portal.sandbox.url}/v1/api/call-flows`, { method: "POST", headers, body });
    const { _id }: { _id: string } = await made.json();
    ids.push(_id);
  }
  return ids;
}

const requests = async (of = workspace) =>
  (await portal.sandbox.requests(of.tenant.workspaceId)).map(({ method, path }) => `${method} ${path}`);
const readsSince = async (from: number, of = workspace) => (await requests(of)).slice(from);
const health = async (of = workspace) => (await portal.owner.get(of.path)).json.health.state;

async function withLimit(limit: number, work: () => Promise<void>): Promise<void> {
  setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: String(limit) });
  try {
    await work();
  } finally {
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
  }
}

describe("the keeper", () => {
  it("reads lists and every flow of a workspace in which nobody has clicked", async () => {
    const ids = await makeElsewhere(3);
    await keep();
    const rows = await database().flow.findMany({ where: { workspaceId: workspace.id } });
    expect(rows.map(({ upstreamId, revisionNumber }) => [upstreamId, revisionNumber]).sort()).toEqual(
      ids.map((id) => [id, 1]).sort(),
    );
    const before = (await requests()).length;
    await keep();
    expect(await readsSince(before)).toEqual([]);
  });

  it("finds an edit made elsewhere without anybody looking, and records it once", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await keep();
    await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
    await passKeeperTime(16 * 60_000);
    await keep();
    await keep();
    const drifts = await eventsOf(portal.owner, workspace, "&action=call_flow.drift");
    expect(drifts).toMatchObject([
      { actor: { type: "upstream" }, target: { id: flow.id }, request: null, outcome: "succeeded" },
    ]);
    const work = await database().keeperWork.findUniqueOrThrow({ where: { workspaceId: workspace.id } });
    expect(work.driftFound).toBe(1);
  });

  it("reads flows that a list shows to be updated before those that it has never read", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await keep();
    await makeElsewhere(6);
    await portal.sandbox.edit("call", flow.id, { prompt: "Edited elsewhere" });
    await passKeeperTime(16 * 60_000);
    const before = (await requests()).length;
    await keep();
    const reads = (await readsSince(before)).filter((one) => /call-flows\/./.test(one));
    expect(reads).toHaveLength(7);
    expect(reads[0]).toBe(`GET /v1/api/call-flows/${flow.id}`);
  });

  it("finds an edit that left the flow's date as it was, when it reads everything again", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await keep();
    await portal.sandbox.changeState((state) => {
      state.callFlows.find(({ _id }: { _id: string }) => _id === flow.id).prompt = "Edited unseen";
    });
    await passKeeperTime(61 * 60_000);
    await keep();
    expect(await eventsOf(portal.owner, workspace, "&action=call_flow.drift")).toHaveLength(1);
  });

  it("takes no write of ours for drift that it crosses", async () => {
    const flow = await makeCallFlow(portal.owner, workspace);
    await keep();
    await passKeeperTime(61 * 60_000);
    await portal.sandbox.fault({ kind: "delay", ms: 400, when: "after", match: { method: "PUT" } });
    const patching = patchFlow(portal.owner, flow, { prompt: "Ours" });
    await expect.poll(async () => (await portal.sandbox.stored(flow.id)).prompt).toBe("Ours");
    await keep(keeper, 3);
    expect((await patching).status).toBe(200);
    await keep();
    expect(await eventsOf(portal.owner, workspace, "&action=call_flow.drift")).toEqual([]);
  });

  it("reads lists every two minutes where somebody looks", async () => {
    await keep();
    await database().workspace.update({ where: { id: workspace.id }, data: { lookedAt: null } });
    await passKeeperTime(125_000);
    const before = (await requests()).length;
    await keep();
    expect(await readsSince(before)).toEqual([]);
    expect((await portal.owner.get(`${workspace.path}/call-flows`)).status).toBe(200);
    await keep();
    expect(await readsSince(before)).toEqual(["GET /v1/api/call-flows", "GET /v1/api/message-flows"]);
  });
});

describe("one replica at a time", () => {
  it("keeps, and another one takes over when it is dead", async () => {
    const other = newKeeper();
    expect([await keeper.round(), await other.round()]).toEqual([true, false]);
    expect([await other.round(), await keeper.round()]).toEqual([false, true]);
    await keeper.settled();
    await letLeaseEnd();
    expect([await other.round(), await keeper.round()]).toEqual([true, false]);
    await other.settled();
  });

  it("sends what is due once, however many rounds there are at once", async () => {
    const others = [keeper, newKeeper(), newKeeper()];
    const before = (await requests()).length;
    await Promise.all(others.map((one) => keep(one)));
    const reads = await readsSince(before);
    expect(reads.length).toBeGreaterThan(0);
    expect(new Set(reads).size).toBe(reads.length);
  });

  it("writes nothing about its work once another one has the lease", async () => {
    await portal.sandbox.fault({ kind: "delay", ms: 300, when: "before", times: 0 });
    await keeper.round();
    await letLeaseEnd();
    const other = newKeeper();
    await passBudgetTime(120_000);
    expect(await other.round()).toBe(true);
    await Promise.all([keeper.settled(), other.settled()]);
    const noted = await database().keeperWork.findUnique({ where: { workspaceId: workspace.id } });
    const sent = (await requests()).filter((one) => one.endsWith("-flows"));
    // The first list of all is the check of the key when the workspace was added.
    expect([sent.length, noted?.listReads]).toEqual([5, 2]);
  });
});

describe("a dead key", () => {
  const refuse = (of: TestWorkspace, status = 401) =>
    portal.sandbox.fault({
      kind: "status",
      status,
      message: "Invalid API key",
      times: 0,
      match: { workspaceId: of.tenant.workspaceId },
    });
  const checks = (of = workspace) => eventsOf(portal.owner, of, "&action=workspace.check");

  it("is seen within three minutes where nobody looks, is told once, and left alone for longer each time", async () => {
    await keep();
    await database().workspace.update({ where: { id: workspace.id }, data: { lookedAt: null } });
    await refuse(workspace);
    await passKeeperTime(155_000);
    const before = (await requests()).length;
    await keep();
    await vi.waitFor(async () => expect(await health()).toBe("failing"));
    expect(await readsSince(before)).toHaveLength(1);
    for (const [seconds, reads] of [
      [16, 2],
      [16, 2],
      [16, 3],
      [61, 4],
    ] as const) {
      await passKeeperTime(seconds * 1_000);
      await keep();
      expect(await readsSince(before)).toHaveLength(reads);
    }
    expect(await checks()).toMatchObject([{ outcome: "failed", actor: { type: "system" } }]);
  });

  it("that is replaced is used again at once", async () => {
    await keep();
    await refuse(workspace);
    await passKeeperTime(16 * 60_000);
    await keep();
    await vi.waitFor(async () => expect(await health()).toBe("failing"));
    await portal.sandbox.clearFaults();
    const { key } = await portal.sandbox.addTenant(undefined, workspace.tenant.workspaceId);
    const replaced = await portal.owner.call("PUT", `${workspace.path}/api-key`, { body: { apiKey: key } });
    expect(replaced.status).toBeLessThan(300);
    const before = (await requests()).length;
    await keep();
    expect((await readsSince(before)).length).toBeGreaterThan(0);
  });

  it("of several workspaces shows in all of them as soon as one has found out", async () => {
    const two = await portal.addWorkspace({ key: workspace.tenant.key });
    await keep();
    await refuse(workspace);
    await refuse(two);
    await passKeeperTime(155_000);
    await keep();
    for (const one of [workspace, two]) {
      await vi.waitFor(async () => expect(await health(one)).toBe("failing"));
      expect(await checks(one)).toHaveLength(1);
    }
  });

  it("or an upstream that hangs holds up no other workspace", async () => {
    const other = await portal.addWorkspace();
    await portal.sandbox.fault({
      kind: "hang",
      times: 0,
      match: { workspaceId: workspace.tenant.workspaceId },
    });
    await keeper.round();
    await expect.poll(async () => (await requests(other)).length).toBeGreaterThan(1);
    const asOf = async () =>
      (await database().mirrorSync.findMany({ where: { workspaceId: other.id } })).length;
    await expect.poll(asOf).toBeGreaterThan(0);
    await keeper.round();
    await expect.poll(asOf).toBe(2);
    expect(await database().mirrorSync.count({ where: { workspaceId: workspace.id } })).toBe(0);
    await keeper.settled();
  });

  it("in a list that is refused by itself makes nothing red, and the other list goes on", async () => {
    const { workspaceId } = workspace.tenant;
    await portal.sandbox.fault({
      kind: "status",
      status: 403,
      times: 0,
      match: { workspaceId, path: "/v1/api/message-flows" },
    });
    await keep();
    await passKeeperTime(16 * 60_000);
    await keep();
    expect(await health()).toBe("ok");
    expect(await checks()).toEqual([]);
    const lists = await database().mirrorSync.findMany({ where: { workspaceId: workspace.id } });
    expect(lists.map(({ kind }) => kind)).toEqual(["call_flow"]);
  });
});

describe("names", () => {
  const lists = async (from = 0) =>
    (await readsSince(from)).filter((one) => one.endsWith("/v1/api/knowledgebase")).length;
  const names = () =>
    database().mirroredKnowledgeBase.findMany({
      where: { workspaceId: workspace.id },
      orderBy: { upstreamId: "asc" },
    });

  it("of knowledge bases are known without anybody's click, and listed again after a quarter of an hour", async () => {
    await keep();
    expect(await lists()).toBe(1);
    expect((await names()).map(({ upstreamId }) => upstreamId)).toEqual(
      [...workspace.tenant.knowledgeBaseIds].sort(),
    );
    await passKeeperTime(10 * 60_000);
    await portal.owner.get(`${workspace.path}/call-flows?refresh=1`);
    await keep();
    expect(await lists()).toBe(1);
    await passKeeperTime(6 * 60_000);
    await keep();
    expect(await lists()).toBe(2);
  });

  it("that can't be listed keep no list of flows from being read", async () => {
    await portal.sandbox.fault({
      match: { path: "/v1/api/knowledgebase" },
      kind: "status",
      status: 403,
      times: 0,
    });
    const [id] = await makeElsewhere(1);
    await keep();
    expect(await lists()).toBe(1);
    expect(await names()).toEqual([]);
    expect((await portal.owner.get(`${workspace.path}/call-flows`)).json.items).toMatchObject([{ id }]);
    expect(await health()).toBe("ok");
  });
});

describe("at sixty requests a minute", () => {
  it("the keeper sends what the background may, and leaves something for recovery", async () => {
    await makeElsewhere(20);
    await passBudgetTime(120_000);
    await withLimit(60, async () => {
      const before = (await requests()).length;
      await keep(keeper, 12);
      // Two lists with the names that they use, and flows until only what can't wait may be sent.
      expect((await readsSince(before)).length).toBe(6);
      await passBudgetTime(63_000);
      await keep(keeper, 12);
      expect((await readsSince(before)).length).toBe(12);
    });
  });

  it("a person's requests neither wait for it nor are refused for it", async () => {
    await makeElsewhere(20);
    const flow = await makeCallFlow(portal.owner, workspace);
    await passBudgetTime(120_000);
    await withLimit(60, async () => {
      await keep(keeper, 12);
      const started = performance.now();
      const statuses: number[] = [];
      for (let n = 0; n < 20; n++) statuses.push((await portal.owner.get(flow.path)).status);
      expect(new Set(statuses)).toEqual(new Set([200]));
      // Who has to wait for the budget waits for seconds.
      expect(performance.now() - started).toBeLessThan(5_000);
    });
  });
});

describe("what owners see of it", () => {
  const row = async () => (await keeperView()).workspaces.find(({ id }) => id === workspace.id);

  it("says what was read, what waits and what may be sent", async () => {
    await makeElsewhere(3);
    await passBudgetTime(120_000);
    await withLimit(60, async () => {
      expect(await row()).toMatchObject({
        callListAt: null,
        flows: 0,
        reads: 0,
        room: { share: 8, left: 8 },
      });
      await keep(keeper, 2);
      const seen = await row();
      expect(seen).toMatchObject({ flows: 3, unread: 2, moved: 0, reads: 3, driftFound: 0, failure: null });
      expect([seen?.callListAt, seen?.messageListAt].includes(null)).toBe(false);
      expect(seen?.room).toEqual({ share: 8, left: 2 });
    });
    expect((await keeperView()).since).not.toBe(null);
    await letLeaseEnd();
    expect((await keeperView()).since).toBe(null);
  });

  it("says why a workspace can't be read, also where its key can't be opened", async () => {
    await database().workspace.update({
      where: { id: workspace.id },
      data: { sealedApiKey: "v1.lost.lost" },
    });
    await keep();
    const seen = await row();
    expect(seen).toMatchObject({
      room: null,
      failure: { problem: expect.stringContaining("can't be opened") },
    });
    expect(await health()).toBe("failing");
    await passKeeperTime(20_000);
    await keep();
    const checks = await eventsOf(portal.owner, workspace, "&action=workspace.check");
    expect(checks).toMatchObject([{ outcome: "failed" }]);
  });

  it("costs as many statements for many workspaces as for one", async () => {
    const one = await statementsOf(keeperView);
    await portal.addWorkspace();
    expect(await statementsOf(keeperView)).toHaveLength(one.length);
  });
});

it("a round with nothing to do costs two statements, however many workspaces there are", async () => {
  await keep();
  const one = await statementsOf(() => keeper.round());
  await portal.addWorkspace();
  await keep();
  const more = await statementsOf(() => keeper.round());
  expect([one.length, more.length]).toEqual([2, 2]);
  // The lease alone is written, and nobody waits for the disk.
  expect(one.filter(writes)).toEqual([expect.stringContaining("synchronous_commit")]);
});

it("whoever opens a workspace is noted, and once a minute at most", async () => {
  const lookedAt = async () =>
    (await database().workspace.findUniqueOrThrow({ where: { id: workspace.id } })).lookedAt;
  const list = `${workspace.path}/call-flows`;
  expect(await lookedAt()).toBe(null);
  await portal.owner.get(list);
  const first = await lookedAt();
  expect(first).not.toBe(null);
  const statements = await statementsOf(() => portal.owner.get(list));
  expect(statements.filter(writes)).toEqual([]);
  expect(await lookedAt()).toEqual(first);
});

it("a script of somebody's is nobody who looks", async () => {
  const body = {
    name: "Nightly",
    workspaces: [workspace.slug],
    role: "editor",
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  };
  const { json } = await portal.owner.call("POST", "/api/tokens", { body });
  const script = new PortalClient(portal.owner.userId).withToken(json.token);
  expect((await script.get(`${workspace.path}/call-flows`)).status).toBe(200);
  const { lookedAt } = await database().workspace.findUniqueOrThrow({ where: { id: workspace.id } });
  expect(lookedAt).toBe(null);
});
