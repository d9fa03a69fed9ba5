import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { setEnvironment } from "@/lib/env";
import { passBudgetTime } from "@/tests/support/budget-time";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { makeCallFlow } from "@/tests/support/flow-steps";
import { endWaiting, newRunner } from "@/tests/support/job-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { applyTransfer, receiptOf, transfer, transferOf } from "@/tests/support/transfer-steps";

const FLOWS = 10;
const TARGETS = 5;

let portal: TestPortal;
let from: TestWorkspace;
let targets: TestWorkspace[];
let ids: string[];

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  from = await portal.addWorkspace();
  targets = [];
  for (let place = 0; place < TARGETS; place++) targets.push(await portal.addWorkspace());
  ids = [];
  for (let place = 1; place <= FLOWS; place++)
    ids.push((await makeCallFlow(portal.owner, from, smallCallFlow(`Flow ${place}`))).id);
});

interface User {
  _id: string;
  workspaceIds: string[];
}
interface Item {
  workspace: string;
  state: string;
  problem: { code: string } | null;
}

const NAMES = Array.from({ length: FLOWS }, (_, place) => `Flow ${place + 1}`);
const sentTo = async ({ tenant }: TestWorkspace) =>
  (await portal.sandbox.writes(tenant.workspaceId))
    .filter(({ status }) => status !== null && status < 300)
    .map(({ body }) => body.name);

/** Makes the key of a workspace unknown to the upstream; the answer makes it known again. */
async function killKey({ tenant }: TestWorkspace): Promise<() => Promise<void>> {
  const swap = (from: string, to: string) =>
    portal.sandbox.changeState(({ users, keys }) => {
      const user = users.find((one: User) => one.workspaceIds.includes(tenant.workspaceId));
      for (const key of keys) if (key.userId === user._id) key.sha256 = key.sha256.replace(from, to);
    });
  await swap("", "dead ");
  return () => swap("dead ", "");
}

it("a key that dies in the middle stops its own workspace, and the rest goes there with the next transfer", async () => {
  const [dying] = targets;
  if (!dying) throw new Error("no target");
  const begun = await applyTransfer(portal.owner, transferOf(from, ids, targets));
  const runner = newRunner();
  while ((await sentTo(dying)).length < 4) {
    await runner.round();
    await runner.settled();
  }
  const revive = await killKey(dying);
  const receipt = await receiptOf(portal.owner, begun.json.id, [runner]);

  const there = receipt.items.filter(({ workspace }: Item) => workspace === dying.slug);
  const madeThere = (await sentTo(dying)).length;
  const states = there.map(({ state }: Item) => state);
  expect(states).toEqual([
    ...Array(madeThere).fill("succeeded"),
    "failed",
    ...Array(FLOWS - madeThere - 1).fill("cancelled"),
  ]);
  const codes = there.slice(madeThere).map(({ problem }: Item) => problem?.code);
  expect(codes).toEqual(["upstream_credentials", ...Array(FLOWS - madeThere - 1).fill("not_sent")]);
  for (const target of targets.slice(1)) expect(await sentTo(target)).toEqual(NAMES);

  await revive();
  const further = await transfer(portal.owner, transferOf(from, ids.slice(madeThere), [dying]));
  expect(further.items.map(({ state }: Item) => state)).toEqual(Array(FLOWS - madeThere).fill("succeeded"));
  expect(await sentTo(dying)).toEqual(NAMES);
});

it("a budget that is used up makes a transfer wait, and every flow is made once", async () => {
  const [target] = targets;
  if (!target) throw new Error("no target");
  const begun = await applyTransfer(portal.owner, transferOf(from, ids, [target]));
  await passBudgetTime(70_000);
  setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "24" });
  try {
    const runner = newRunner();
    const waits = async () =>
      (await portal.owner.get(`/api/transfers/${begun.json.id}`)).json.items.some(
        ({ state }: Item) => state === "waiting",
      );
    while (!(await waits())) {
      await runner.round();
      await runner.settled();
    }
    expect((await sentTo(target)).length).toBeLessThan(FLOWS);
    for (let minute = 0; minute < 8; minute++) {
      await passBudgetTime(70_000);
      await endWaiting();
      await runner.round();
      await runner.settled();
    }
    const receipt = await receiptOf(portal.owner, begun.json.id, [runner]);
    expect(receipt.items.map(({ state }: Item) => state)).toEqual(Array(FLOWS).fill("succeeded"));
    expect(await sentTo(target)).toEqual(NAMES);
  } finally {
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
  }
});
