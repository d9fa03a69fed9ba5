import { spawn } from "node:child_process";
import { once } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimDeliveries } from "@/lib/audit/delivery/claim-deliveries";
import { deliverDue } from "@/lib/audit/delivery/deliver-due";
import { settleDelivery } from "@/lib/audit/delivery/settle-delivery";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import {
  expectHonest,
  happen,
  idsOf,
  leasesRunOut,
  openDeliveryStage,
  outboxOf,
  timePasses,
} from "@/tests/support/delivery-stage";
import { eventsOf } from "@/tests/support/flow-steps";
import { type Fault, openReceiver } from "@/tests/support/https-receiver";
import { ROOT } from "@/tests/support/open-portal";

/** Long enough for an answer on a busy machine, short enough to wait for one that doesn't come. */
const IMPATIENT_MS = 1_500;

const stage = openDeliveryStage();

describe("events", () => {
  it("arrive in the order of the chain, once, signed, as the API shows them", async () => {
    const ids = await happen(stage.workspace, 6);
    expect(await deliverDue()).toBe(6);
    expect(idsOf(stage.receiver.received)).toEqual(ids);
    expectHonest(stage.receiver.received, stage.hook.secret);
    const [last] = (await stage.portal.owner.get(`${stage.workspace.path}/audit-events?limit=1`)).json.items;
    const { type, timestamp, data } = JSON.parse(stage.receiver.received.at(-1)?.body ?? "");
    expect({ type, timestamp, data }).toEqual({
      type: "audit.event",
      timestamp: last.occurredAt,
      data: last,
    });
    expect(await outboxOf(stage.hook)).toEqual([]);
    expect(await deliverDue()).toBe(0);
  });

  it("are in the outbox exactly when they are in the log", async () => {
    const undone = database().$transaction(async (tx) => {
      await recordEvent(tx, {
        workspaceId: stage.workspace.id,
        actor: SYSTEM_ACTOR,
        action: "call_flow.update",
        outcome: "succeeded",
      });
      throw new Error("and all of it is taken back");
    });
    await expect(undone).rejects.toThrow(/taken back/);
    expect(await outboxOf(stage.hook)).toEqual([]);
  });

  it("that queue up go four at a time, and no more", async () => {
    const ids = await happen(stage.workspace, 20);
    stage.receiver.faults.push(...Array<Fault>(16).fill("silent"));
    const round = deliverDue();
    await stage.receiver.arrived(4);
    await stage.receiver.goDown();
    await round;
    expect(stage.receiver.mostAtOnce()).toBe(4);
    await stage.receiver.comeUp();
    stage.receiver.faults.length = 0;
    await timePasses();
    await deliverDue();
    expect(new Set(idsOf(stage.receiver.received))).toEqual(new Set(ids));
    expect(await outboxOf(stage.hook)).toEqual([]);
    expectHonest(stage.receiver.received, stage.hook.secret);
  });

  it("of the portal's own chain are delivered, too", async () => {
    const other = await openReceiver(stage.authority);
    const path = "/api/audit-webhooks";
    const { json } = await stage.portal.owner.call("POST", path, { body: { url: other.url } });
    await deliverDue();
    expect(JSON.parse(other.received[0]?.body ?? "").data).toMatchObject({
      workspaceId: null,
      action: "audit_webhook.add",
    });
    expectHonest(other.received, json.secret);
    expect((await stage.portal.owner.call("DELETE", `${path}/${json.id}`)).status).toBe(204);
    await other.goDown();
  });
});

describe("an event is delivered again, under its id, when the receiver", () => {
  it.each<[Fault, number | null]>([
    ["500", 500],
    ["429", 429],
    ["302", 302],
    ["cut before the answer", null],
    ["cut in the body", null],
    ["silent", null],
    ["slow body", null],
  ])("answers: %s", async (fault, lastStatus) => {
    const [first, second] = await happen(stage.workspace, 2);
    stage.receiver.faults.push(fault);
    const impatient = fault === "silent" || fault === "slow body";
    await deliverDue(impatient ? IMPATIENT_MS : undefined);
    // The failed event waits; the next event doesn't wait for it.
    expect(idsOf(stage.receiver.received)).toEqual([first, second]);
    const [waiting, ...others] = await outboxOf(stage.hook);
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ state: "waiting", attempts: 1, lastStatus, leaseUntil: null });
    expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now());
    expect(await deliverDue()).toBe(0);

    await timePasses();
    await deliverDue();
    expect(idsOf(stage.receiver.received)).toEqual([first, second, first]);
    expectHonest(stage.receiver.received, stage.hook.secret);
    expect(await outboxOf(stage.hook)).toEqual([]);
  });

  it("refuses connections for a while, with nothing lost", async () => {
    await stage.receiver.goDown();
    const ids = await happen(stage.workspace, 3);
    for (let round = 0; round < 3; round++) {
      await deliverDue();
      await timePasses();
    }
    expect((await outboxOf(stage.hook)).map(({ attempts }) => attempts)).toEqual([3, 3, 3]);
    expect((await stage.portal.owner.get(stage.hook.path)).json).toMatchObject({
      state: "failing",
      waiting: 3,
      lastError: "The receiver refuses connections",
    });
    await stage.receiver.comeUp();
    await deliverDue();
    expect(idsOf(stage.receiver.received)).toEqual(ids);
    expect((await stage.portal.owner.get(stage.hook.path)).json).toMatchObject({
      state: "delivering",
      waiting: 0,
    });
  });

  it("asks to come back later, and then not before", async () => {
    await happen(stage.workspace, 1);
    stage.receiver.faults.push("503 later");
    await deliverDue();
    const [waiting] = await outboxOf(stage.hook);
    const seconds = ((waiting?.dueAt.getTime() ?? 0) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(7_000);
    expect(seconds).toBeLessThan(7_300);
  });

  it("had the request open while the portal was killed", async () => {
    const ids = await happen(stage.workspace, 2);
    stage.receiver.faults.push("silent");
    const child = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "tests/support/deliver-in-child.ts"],
      { cwd: ROOT, stdio: "ignore" },
    );
    const ended = once(child, "exit");
    await stage.receiver.arrived(1);
    child.kill("SIGKILL");
    await ended;
    // No other process takes a delivery that the dead process may still have claimed.
    expect(await deliverDue()).toBe(0);
    await leasesRunOut();
    await deliverDue();
    expect(idsOf(stage.receiver.received)).toEqual([ids[0], ...ids]);
    expectHonest(stage.receiver.received, stage.hook.secret);
    expect(await outboxOf(stage.hook)).toEqual([]);
  });
});

describe("of several replicas", () => {
  it("one at a time works on a webhook, so that the order holds", async () => {
    await happen(stage.workspace, 3);
    const claims = await Promise.all([claimDeliveries(stage.hook.id), claimDeliveries(stage.hook.id)]);
    expect(claims.map((claimed) => claimed.length).sort()).toEqual([0, 3]);
    await happen(stage.workspace, 1);
    expect(await claimDeliveries(stage.hook.id)).toEqual([]);
    await leasesRunOut();
    expect(await claimDeliveries(stage.hook.id)).toHaveLength(4);
  });

  it("one that lost its lease counts no second failure, and still takes a delivered event out", async () => {
    await happen(stage.workspace, 2);
    const [slow, delivered] = await claimDeliveries(stage.hook.id);
    await leasesRunOut();
    const [again] = await claimDeliveries(stage.hook.id);
    if (!slow || !delivered || !again) throw new Error("nothing was claimed");
    const failure = { delivered: false, status: 500, error: "No", retryAfterSeconds: null };
    await settleDelivery(again, failure, 0);
    await settleDelivery(slow, failure, 0);
    await settleDelivery(delivered, { ...failure, delivered: true }, 0);
    expect((await outboxOf(stage.hook)).map(({ sequence, attempts }) => [sequence, attempts])).toEqual([
      [slow.sequence, 1],
    ]);
  });
});

/** All attempts, as decision 013 says. */
const ATTEMPTS = 11;

describe("an event is given up", () => {
  async function failAll(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await deliverDue();
      await timePasses();
    }
  }

  it("after its last attempt, is shown as such, and can be sent again", async () => {
    const [id] = await happen(stage.workspace, 1);
    stage.receiver.faults.push(...Array<Fault>(ATTEMPTS).fill("500"));
    await failAll();
    expect(stage.receiver.received).toHaveLength(ATTEMPTS);
    expect(await deliverDue()).toBe(0);

    const { items } = (await stage.portal.owner.get(`${stage.hook.path}/deliveries?state=dead`)).json;
    expect(items).toMatchObject([{ state: "dead", attempts: ATTEMPTS, lastStatus: 500, event: { id } }]);
    expect((await stage.portal.owner.get(stage.hook.path)).json).toMatchObject({ dead: 1, waiting: 0 });

    const resent = await stage.portal.owner.call("POST", `${stage.hook.path}/deliveries/resend`, {
      body: { delivery: items[0].id },
    });
    expect(resent.json).toEqual({ resent: 1 });
    await deliverDue();
    expect(idsOf(stage.receiver.received).filter((received) => received === id)).toHaveLength(ATTEMPTS + 1);
    expect(await outboxOf(stage.hook)).toEqual([]);
  });

  it("at once when the receiver is gone for good; the others wait while the webhook pauses, recorded once", async () => {
    const ids = await happen(stage.workspace, 3);
    stage.receiver.faults.push("410", "410");
    await deliverDue();
    expect(idsOf(stage.receiver.received)).toEqual([ids[0]]);
    expect((await stage.portal.owner.get(stage.hook.path)).json).toMatchObject({
      state: "paused",
      dead: 1,
      waiting: 3,
    });
    expect(
      (await eventsOf(stage.portal.owner, stage.workspace, "&action=audit_webhook.pause")).map(
        (event) => event.actor.type,
      ),
    ).toEqual(["system"]);
    stage.receiver.faults.length = 0;
    await stage.portal.owner.call("PATCH", stage.hook.path, { body: { paused: false } });
    await stage.portal.owner.call("POST", `${stage.hook.path}/deliveries/resend`, { body: {} });
    await deliverDue();
    expect(idsOf(stage.receiver.received)).toEqual(expect.arrayContaining(ids));
    expect(await outboxOf(stage.hook)).toEqual([]);
  });

  it("or delivered at least once, for any behaviour of the receiver, after exactly the attempts that it took", async () => {
    const fault = fc.constantFrom<Fault>(
      "500",
      "429",
      "302",
      "cut before the answer",
      "cut in the body",
      "ok",
    );
    const bad = Array<Fault>(2 * ATTEMPTS).fill("500");
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fault, { maxLength: 14 }),
        async (count, faults) => {
          await database().auditDelivery.deleteMany({ where: { webhookId: stage.hook.id } });
          stage.receiver.received.length = 0;
          stage.receiver.faults.splice(0, Infinity, ...faults);
          const ids = await happen(stage.workspace, count);
          await failAll();
          const dead = new Set((await outboxOf(stage.hook)).map(({ sequence }) => sequence));
          expect(
            (await outboxOf(stage.hook)).every(
              ({ state, attempts }) => state === "dead" && attempts === ATTEMPTS,
            ),
          ).toBe(true);
          expectHonest(stage.receiver.received, stage.hook.secret);
          for (const id of ids) {
            const sent = stage.receiver.received.filter((message) => message.id === id);
            const last = sent.at(-1);
            const gone = dead.has(JSON.parse(last?.body ?? "").data.sequence);
            expect(sent.slice(0, -1).every((message) => message.fault !== "ok")).toBe(true);
            expect(last?.fault === "ok").toBe(!gone);
            if (gone) expect(sent).toHaveLength(ATTEMPTS);
          }
        },
      ),
      { numRuns: 5, examples: [[2, bad]] },
    );
  });
});
