import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { deliverDue } from "@/lib/audit/delivery/deliver-due";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { checkpointToRetire, firstUndelivered, removalDelayedSince } from "@/lib/audit/retention/due-ranges";
import { database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import {
  addHook,
  expectHonest,
  happen,
  idsOf,
  openDeliveryStage,
  outboxOf,
  timePasses,
} from "@/tests/support/delivery-stage";
import { eventsOf } from "@/tests/support/flow-steps";
import { openReceiver, signatureHolds } from "@/tests/support/https-receiver";
import { tamper } from "@/tests/support/tampering";

const stage = openDeliveryStage();

describe("an event", () => {
  it("that retention removes before it could be delivered is shown as not delivered", async () => {
    await happen(stage.workspace, 1);
    const [{ sequence = 0 } = {}] = await outboxOf(stage.hook);
    const none = Buffer.alloc(32);
    await database().auditRetiredRange.create({
      data: {
        chain: stage.workspace.id,
        firstSequence: sequence,
        lastSequence: sequence,
        lastHash: none,
        frontier: none,
        checkpoint: "",
        statement: "",
      },
    });
    await database()
      .$executeRaw`DELETE FROM "AuditEvent" WHERE "chain" = ${stage.workspace.id} AND "sequence" = ${sequence}`;
    await deliverDue();
    expect(stage.receiver.received).toEqual([]);
    const { items } = (await stage.portal.owner.get(`${stage.hook.path}/deliveries?state=dead`)).json;
    const lastError = expect.stringContaining("retention");
    expect(items).toMatchObject([{ sequence, event: null, missing: "removed", lastError }]);
  });

  it.each([
    ["what is no JSON", "not any more"],
    ["what is no object", "null"],
    ["an empty list", "[]"],
    ["what has no id", "{}"],
    ["what has an id that can't be sent", JSON.stringify({ id: "\n", actor: { name: "" } })],
    ["what has no actor", JSON.stringify({ id: randomUUID() })],
  ])(
    "that somebody replaced by %s holds up none behind it, and is shown as not delivered",
    async (_, payload) => {
      const [, second] = await happen(stage.workspace, 2);
      const [{ sequence = 0 } = {}] = await outboxOf(stage.hook);
      await tamper(
        (tx) =>
          tx.$executeRaw`UPDATE "AuditEvent" SET "payload" = ${payload}
          WHERE "chain" = ${stage.workspace.id} AND "sequence" = ${sequence}`,
      );
      await deliverDue();
      expect(idsOf(stage.receiver.received)).toEqual([second]);
      const { items } = (await stage.portal.owner.get(`${stage.hook.path}/deliveries?state=dead`)).json;
      const lastError = expect.stringContaining("Verify the log");
      expect(items).toMatchObject([{ sequence, event: null, missing: "unreadable", lastError }]);
    },
  );
});

describe("an answer", () => {
  it("that never ends counts by its status; nobody reads on", async () => {
    await happen(stage.workspace, 1);
    stage.receiver.faults.push("endless body");
    await deliverDue();
    expect(await outboxOf(stage.hook)).toEqual([]);
  });

  it("is never followed elsewhere, kept or logged", async () => {
    await happen(stage.workspace, 2);
    stage.receiver.faults.push("302", "500");
    await deliverDue();
    expect(stage.receiver.received).toHaveLength(2);
    const all = JSON.stringify([await outboxOf(stage.hook), await stage.portal.owner.get(stage.hook.path)]);
    expect(all).toContain("The receiver answered 302: redirects are not followed");
    expect(all + stage.portal.logLines.join("")).not.toContain("own words");
    expect(all + stage.portal.logLines.join("")).not.toContain(stage.hook.secret);
  });
});

describe("a webhook", () => {
  it("that hangs holds up no other", async () => {
    const other = await openReceiver(stage.authority);
    const second = await addHook(stage.portal, stage.workspace, other.url);
    stage.receiver.faults.push("silent", "silent");
    const round = deliverDue();
    await stage.receiver.arrived(1);
    await other.arrived(1);
    await happen(stage.workspace, 1);
    // The first one still waits for its answer; a later round finds the second one's events, once the first round has
    // released them.
    while (other.received.length < 2) await deliverDue();
    expect(stage.receiver.received).toHaveLength(1);
    expectHonest(other.received, second.secret);
    await stage.receiver.goDown();
    await round;
    await other.goDown();
    await stage.receiver.comeUp();
  });

  it("that is paused gets nothing, and afterwards everything", async () => {
    await stage.portal.owner.call("PATCH", stage.hook.path, { body: { paused: true } });
    const ids = await happen(stage.workspace, 2);
    await deliverDue();
    expect(stage.receiver.received).toEqual([]);
    await stage.portal.owner.call("PATCH", stage.hook.path, { body: { paused: false } });
    await deliverDue();
    expect(idsOf(stage.receiver.received)).toEqual(expect.arrayContaining(ids));
  });

  it("that is paused holds up retention, which says since when; removed events hold up nothing", async () => {
    const { id } = stage.workspace;
    await makeCheckpoint(id);
    // The pause itself is the first event that the webhook doesn't get.
    await stage.portal.owner.call("PATCH", stage.hook.path, { body: { paused: true } });
    await happen(stage.workspace, 1);
    await makeCheckpoint(id);
    const [{ sequence: waiting = 0 } = {}] = await outboxOf(stage.hook);
    const first = { where: { chain: id, sequence: waiting } };
    const { settledAt } = await database().auditEvent.findFirstOrThrow(first);
    const inDays = (days: number) => new Date(Number(settledAt) + days * 86_400_000);
    const retiredAfter = async (removed: number) =>
      (await checkpointToRetire(id, removed, 30, inDays(31)))?.size ?? null;

    expect(await removalDelayedSince(id, 30, inDays(31).getTime())).toBe(settledAt?.toISOString());
    expect(await removalDelayedSince(id, 30, inDays(29).getTime())).toBeNull();
    expect(await removalDelayedSince(id, null, inDays(31).getTime())).toBeNull();
    expect(await retiredAfter(0)).toBe(waiting - 1);
    expect(await retiredAfter(waiting - 1)).toBeNull();
    expect(await firstUndelivered(id, waiting)).toBe(waiting + 1);
    expect(await firstUndelivered(id, waiting + 1)).toBeNull();

    await stage.portal.owner.call("DELETE", stage.hook.path);
    expect(await removalDelayedSince(id, 30, inDays(31).getTime())).toBeNull();
    expect(await retiredAfter(waiting - 1)).toBe(waiting + 1);
  });

  it("that was running and is resumed records an event, and retries nothing earlier", async () => {
    await happen(stage.workspace, 1);
    const later = new Date(Date.now() + 3_600_000);
    await database().auditDelivery.updateMany({ data: { dueAt: later } });
    const answer = await stage.portal.owner.call("PATCH", stage.hook.path, { body: { paused: false } });
    expect(answer.status).toBe(200);
    const recorded = await eventsOf(stage.portal.owner, stage.workspace, "&action=audit_webhook.resume");
    expect(recorded).toMatchObject([{ outcome: "succeeded", target: { id: stage.hook.id }, changes: [] }]);
    const [waiting] = await outboxOf(stage.hook);
    expect(waiting?.dueAt).toEqual(later);
  });

  it("that is removed gets nothing any more, and its secret is forgotten", async () => {
    await happen(stage.workspace, 2);
    expect((await stage.portal.owner.call("DELETE", stage.hook.path)).status).toBe(204);
    await happen(stage.workspace, 1);
    await deliverDue();
    expect(stage.receiver.received).toEqual([]);
    expect(await outboxOf(stage.hook)).toEqual([]);
    expect(
      (await database().auditWebhook.findUniqueOrThrow({ where: { id: stage.hook.id } })).sealedSecret,
    ).toBe("");
    for (const [method, path] of [
      ["GET", stage.hook.path],
      ["DELETE", stage.hook.path],
      ["POST", `${stage.hook.path}/test`],
    ] as const)
      expect((await stage.portal.owner.call(method, path)).status).toBe(404);
  });

  it("signs with the new secret from the moment that it is replaced", async () => {
    await happen(stage.workspace, 1);
    const rotated = await stage.portal.owner.call("POST", `${stage.hook.path}/secret`);
    expect(rotated.json.secret).toMatch(/^whsec_/);
    expect(rotated.json.secret).not.toBe(stage.hook.secret);
    await deliverDue();
    expect(stage.receiver.received).toHaveLength(2);
    expectHonest(stage.receiver.received, rotated.json.secret);
  });

  it("whose secret can't be opened says so and loses nothing", async () => {
    await happen(stage.workspace, 1);
    await database().auditWebhook.update({
      where: { id: stage.hook.id },
      data: { sealedSecret: "v1.gone.AAAA" },
    });
    await deliverDue();
    expect((await stage.portal.owner.get(stage.hook.path)).json).toMatchObject({
      state: "failing",
      waiting: 1,
      lastError: expect.stringContaining("secret"),
    });
  });

  it("sends a signed test message and shows the answer", async () => {
    stage.receiver.faults.push("ok", "500");
    const good = await stage.portal.owner.call("POST", `${stage.hook.path}/test`);
    expect(good.json).toMatchObject({ delivered: true, status: 204, error: null });
    const [message] = stage.receiver.received;
    expect(message && signatureHolds(stage.hook.secret, message)).toBe(true);
    expect(JSON.parse(message?.body ?? "")).toMatchObject({
      type: "audit.test",
      data: { webhookId: stage.hook.id },
    });
    const bad = await stage.portal.owner.call("POST", `${stage.hook.path}/test`);
    expect(bad.json).toMatchObject({ delivered: false, status: 500, error: "The receiver answered 500" });
    expect(bad.text).not.toContain("own words");
  });

  it("shows its secret once, and its path to nobody in the log", async () => {
    const shown = await stage.portal.owner.get(stage.hook.path);
    expect(shown.text).not.toContain("whsec_");
    const [added] = await eventsOf(stage.portal.owner, stage.workspace, "&action=audit_webhook.add");
    expect(added.target).toEqual({
      type: "audit_webhook",
      id: stage.hook.id,
      name: `localhost:${stage.receiver.port}`,
    });
    expect(JSON.stringify(added)).not.toContain("from=switchboard");
    const row = await database().auditWebhook.findUniqueOrThrow({ where: { id: stage.hook.id } });
    expect(JSON.stringify(row)).not.toContain(stage.hook.secret.slice("whsec_".length));
  });

  it("lists very large events on several pages, for any limit, so that none fills memory", async () => {
    const reason = "x".repeat(3 * 1024 * 1024);
    const event = {
      workspaceId: stage.workspace.id,
      actor: SYSTEM_ACTOR,
      action: "call_flow.update" as const,
      reason,
    };
    for (let n = 0; n < 3; n++) await recordEvent(database(), { ...event, outcome: "failed" });
    const path = `${stage.hook.path}/deliveries?state=waiting&limit=200`;
    const first = (await stage.portal.owner.get(path)).json;
    expect(first.items).toHaveLength(2);
    const second = (await stage.portal.owner.get(`${path}&cursor=${first.nextCursor}`)).json;
    expect([second.items.length, second.nextCursor]).toEqual([1, null]);
  });

  it("belongs to one chain: another workspace's admin and the portal's owner don't find it there", async () => {
    const elsewhere = await stage.portal.addWorkspace();
    for (const path of [`${elsewhere.path}/audit-webhooks`, "/api/audit-webhooks"]) {
      expect((await stage.portal.owner.get(`${path}/${stage.hook.id}`)).status).toBe(404);
      const resent = await stage.portal.owner.call("POST", `${path}/${stage.hook.id}/deliveries/resend`, {
        body: {},
      });
      expect(resent.status).toBe(404);
    }
  });

  it.each(["viewer", "auditor", "editor"] as const)("is not for a %s to see or change", async (role) => {
    const person = await stage.portal.addPerson("Pat Person", [[stage.workspace, role]]);
    const list = `${stage.workspace.path}/audit-webhooks`;
    for (const [method, path, body] of [
      ["GET", list, undefined],
      ["POST", list, { url: stage.receiver.url }],
      ["POST", `${stage.hook.path}/secret`, undefined],
      ["POST", `${stage.hook.path}/test`, undefined],
    ] as const) {
      const answer = await person.call(method, path, body ? { body } : {});
      expect([path, answer.status, answer.json.code]).toEqual([path, 403, "not_allowed"]);
    }
  });
});

describe("nothing is sent into a private network", () => {
  const spellings = [
    "https://127.0.0.1:8443/",
    "https://2130706433:8443/",
    "https://0x7f000001:8443/",
    "https://0177.0.0.1:8443/",
    "https://127.1:8443/",
    "https://0:8443/",
    "https://[::1]:8443/",
    "https://[::ffff:127.0.0.1]:8443/",
    "https://[::ffff:7f00:1]:8443/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.8/",
    "https://100.64.0.1/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://１２７.0.0.1:8443/",
  ];

  it.each(spellings)("by the address %s", async (url) => {
    const answer = await stage.portal.owner.call("POST", `${stage.workspace.path}/audit-webhooks`, {
      body: { url },
    });
    expect([answer.status, answer.json.code]).toEqual([422, "invalid_body"]);
    expect(answer.json.errors).toMatchObject([{ path: "/url", message: expect.stringContaining("private") }]);
  });

  it.each(["http://example.com/", "https://a:b@example.com/", "https://example.com:25/", "not an address"])(
    "and %s is no address to send to",
    async (url) => {
      const answer = await stage.portal.owner.call("POST", `${stage.workspace.path}/audit-webhooks`, {
        body: { url },
      });
      expect([answer.status, answer.json.errors?.map((error: { path: string }) => error.path)]).toEqual([
        422,
        ["/url"],
      ]);
    },
  );

  it("by a name that turned out to lead there after it was set", async () => {
    await happen(stage.workspace, 1);
    setEnvironment({ AUDIT_WEBHOOK_PRIVATE_HOSTS: "other.example" });
    await deliverDue();
    expect(stage.receiver.received).toEqual([]);
    const [row] = await outboxOf(stage.hook);
    expect(row).toMatchObject({
      attempts: 1,
      lastStatus: null,
      lastError: expect.stringContaining("private network"),
    });
    const test = await stage.portal.owner.call("POST", `${stage.hook.path}/test`);
    expect(test.json).toMatchObject({ delivered: false, status: null });
    expect(stage.receiver.received).toEqual([]);
  });

  it("to a host that the operator's list doesn't have, neither when it is named nor at a delivery", async () => {
    await happen(stage.workspace, 1);
    const { port } = stage.receiver;
    setEnvironment({ AUDIT_WEBHOOK_ALLOWED_HOSTS: `siem.example,localhost:${port + 1}` });
    const refused = /^Events may not be sent to .*AUDIT_WEBHOOK_ALLOWED_HOSTS$/;
    const url = "https://93.184.215.14/hook";
    const added = await stage.portal.owner.call("POST", `${stage.workspace.path}/audit-webhooks`, {
      body: { url },
    });
    const errors = [{ path: "/url", message: expect.stringMatching(refused) }];
    expect([added.status, added.json.errors]).toEqual([422, errors]);
    await deliverDue();
    expect(stage.receiver.received).toEqual([]);
    // What happened, and the refusal itself.
    const waiting = await outboxOf(stage.hook);
    expect(waiting.map(({ lastError }) => lastError)).toEqual([
      expect.stringMatching(refused),
      expect.stringMatching(refused),
    ]);
    setEnvironment({ AUDIT_WEBHOOK_ALLOWED_HOSTS: `siem.example,localhost:${port}` });
    await timePasses();
    await deliverDue();
    expect(stage.receiver.received).toHaveLength(waiting.length);
    setEnvironment({ AUDIT_WEBHOOK_ALLOWED_HOSTS: "" });
  });

  it("by a name that may be private on another port", async () => {
    await happen(stage.workspace, 1);
    setEnvironment({ AUDIT_WEBHOOK_PRIVATE_HOSTS: `localhost:${stage.receiver.port + 1}` });
    await deliverDue();
    expect(stage.receiver.received).toEqual([]);
    setEnvironment({ AUDIT_WEBHOOK_PRIVATE_HOSTS: `localhost:${stage.receiver.port}` });
    await timePasses();
    await deliverDue();
    expect(stage.receiver.received).toHaveLength(1);
  });

  it("nor to a server without a certificate that we trust", async () => {
    await happen(stage.workspace, 1);
    setEnvironment({ AUDIT_WEBHOOK_CA_FILE: "" });
    await deliverDue();
    setEnvironment({ AUDIT_WEBHOOK_CA_FILE: stage.authority.file });
    expect(stage.receiver.received).toEqual([]);
    expect((await outboxOf(stage.hook))[0]?.lastError).toMatch(/certificate is not trusted/);
  });
});
