import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UPSTREAM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { followLogs } from "@/lib/notices/follow-logs";
import { sendToChannels } from "@/lib/notices/send-channels";
import {
  type HttpsReceiver,
  makeAuthority,
  openReceiver,
  signatureHolds,
  type TestAuthority,
} from "@/tests/support/https-receiver";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

const ALLOWED = { AUDIT_WEBHOOK_PRIVATE_HOSTS: "localhost", AUDIT_WEBHOOK_ALLOWED_HOSTS: "" };

let authority: TestAuthority;
let portal: TestPortal;
let workspace: TestWorkspace;
let viewer: PortalClient & { email: string };
let receiver: HttpsReceiver;

beforeAll(async () => {
  authority = await makeAuthority();
  portal = await openPortal({ env: { AUDIT_WEBHOOK_CA_FILE: authority.file, ...ALLOWED } });
});
afterAll(async () => {
  await portal.close();
  await authority.remove();
});
beforeEach(async () => {
  setEnvironment(ALLOWED);
  workspace = await portal.addWorkspace({ name: "Dental <!channel>" });
  viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
  receiver = await openReceiver(authority);
  await followLogs();
});
afterEach(async () => {
  await receiver.goDown();
  await database().noticeChannel.deleteMany();
});

const CHANNELS = "/api/me/notice-channels";
const add = async (body: Record<string, unknown> = {}, person: PortalClient = viewer) => {
  const { status, json } = await person.call("POST", CHANNELS, {
    body: { name: "Team chat", format: "json", url: receiver.url, ...body },
  });
  expect(status).toBe(201);
  return { ...json, path: `${CHANNELS}/${json.id}` };
};
const channelNow = async () => (await viewer.get(CHANNELS)).json.items[0];
const outbox = () => database().noticeDelivery.findMany({ where: { channelId: { not: null } } });
/** The future: whatever waits is due, and every claim of a dead process has expired. */
const timePasses = () =>
  database().noticeDelivery.updateMany({ data: { dueAt: new Date(0), leaseUntil: null } });

/** An outside edit of a flow of this name, of which everybody in the workspace learns. */
async function happen(name: string): Promise<void> {
  await recordEvent(database(), {
    workspaceId: workspace.id,
    actor: UPSTREAM_ACTOR,
    action: "call_flow.drift",
    outcome: "succeeded",
    target: { type: "call_flow", id: "665f00000000000000000001", name },
    detail: { revision: 2 },
  });
  await followLogs();
}

describe("a channel", () => {
  it("gets a signed message of what happened, as its template says", async () => {
    const template = '{"what": "{{sentence}}", "where": ["{{workspace}}", "{{link}}"], "{{kind}}": 1}';
    const { secret } = await add({ template });
    await happen('Say "hi"');
    await sendToChannels();
    const [message, ...others] = receiver.received;
    expect(others).toEqual([]);
    expect(message && signatureHolds(secret, message)).toBe(true);
    expect(JSON.parse(message?.body ?? "")).toEqual({
      what: 'Somebody outside Switchboard changed the call flow “Say "hi"” in Dental <!channel>.',
      where: [
        "Dental <!channel>",
        `http://portal.test/${workspace.slug}/call-flows/665f00000000000000000001`,
      ],
      "{{kind}}": 1,
    });
    expect([await outbox(), (await channelNow()).lastError]).toEqual([[], null]);
  });

  it("of a chat mentions nobody by the name of a workspace", async () => {
    await add({ format: "slack" });
    await happen("One");
    await sendToChannels();
    expect(receiver.received[0]?.body).toContain("Dental &lt;!channel&gt;");
  });

  it("shows its host alone: the address is sealed, in no answer, no event and no log line", async () => {
    const { path } = await add();
    const secretPart = "from=switchboard";
    const row = await database().noticeChannel.findFirstOrThrow();
    expect(row.sealedUrl).toMatch(/^v1\./);
    await viewer.call("POST", `${path}/test`);
    const log = await portal.owner.get("/api/audit-events?limit=200");
    for (const text of [
      JSON.stringify(row),
      log.text,
      (await viewer.get(CHANNELS)).text,
      portal.logLines.join(""),
    ])
      expect(text).not.toContain(secretPart);
    expect((await channelNow()).host).toBe(`localhost:${receiver.port}`);
  });

  it("of somebody else can't be changed, tested or removed", async () => {
    const { path } = await add();
    const answers = [
      await portal.owner.call("PATCH", path, { body: { name: "Mine" } }),
      await portal.owner.call("POST", `${path}/test`),
      await portal.owner.call("DELETE", path),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(receiver.received).toEqual([]);
  });

  it("is refused for an address in a private network, one that the operator does not allow, or without https", async () => {
    const attempt = async (url: string) => {
      const { status, json } = await viewer.call("POST", CHANNELS, {
        body: { name: "N", format: "slack", url },
      });
      return [status, json.errors?.[0]?.path];
    };
    setEnvironment({ AUDIT_WEBHOOK_PRIVATE_HOSTS: "" });
    expect(await attempt(receiver.url)).toEqual([422, "/url"]);
    setEnvironment({ ...ALLOWED, AUDIT_WEBHOOK_ALLOWED_HOSTS: "hooks.slack.com" });
    expect(await attempt(receiver.url)).toEqual([422, "/url"]);
    expect(await attempt("http://hooks.slack.com/x")).toEqual([422, "/url"]);
  });

  it("whose host the operator forbids later gets nothing more", async () => {
    await add();
    await happen("One");
    setEnvironment({ ...ALLOWED, AUDIT_WEBHOOK_ALLOWED_HOSTS: "hooks.slack.com" });
    await sendToChannels();
    expect(receiver.received).toEqual([]);
    expect((await channelNow()).lastError).toContain("may not be sent");
  });

  it("is refused with a template that has an unknown placeholder, or is no JSON", async () => {
    for (const template of ["{{nothing}}", "no JSON"]) {
      const body = { name: "N", format: "json", url: receiver.url, template };
      const { status, json } = await viewer.call("POST", CHANNELS, { body });
      expect([status, json.errors[0].path]).toEqual([422, "/template"]);
    }
  });

  it("that is tested answers what the receiver said, also while it is paused", async () => {
    const { path } = await add({ format: "teams" });
    await viewer.call("PATCH", path, { body: { paused: true } });
    receiver.faults.push("ok", "500");
    const good = await viewer.call("POST", `${path}/test`);
    const bad = await viewer.call("POST", `${path}/test`);
    expect([good.json, bad.json]).toMatchObject([
      { delivered: true, status: 204 },
      { delivered: false, status: 500, error: "The receiver answered 500" },
    ]);
  });

  it("that is paused gets nothing, and what waited when it is resumed", async () => {
    const { path } = await add();
    await happen("Before");
    await viewer.call("PATCH", path, { body: { paused: true } });
    await happen("Meanwhile");
    await sendToChannels();
    expect(receiver.received).toEqual([]);
    await viewer.call("PATCH", path, { body: { paused: false } });
    await sendToChannels();
    expect(receiver.received.map(({ body }) => JSON.parse(body).sentence)).toEqual([
      expect.stringContaining("“Before”"),
    ]);
  });
});

describe("a message", () => {
  it.each(["500", "503 later", "302", "429", "cut before the answer", "cut in the body"] as const)(
    "that meets a receiver that answers '%s' arrives with the next attempt, under the same id",
    async (fault) => {
      await add();
      await happen("One");
      receiver.faults.push(fault);
      await sendToChannels();
      const [waiting] = await outbox();
      expect(waiting).toMatchObject({ attempts: 1, leaseUntil: null });
      expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now());
      expect((await channelNow()).lastError).toEqual(expect.any(String));
      await timePasses();
      await sendToChannels();
      const [first, second, ...others] = receiver.received;
      expect([second?.id, second?.body, others]).toEqual([first?.id, first?.body, []]);
      expect(await outbox()).toEqual([]);
    },
  );

  it.each(["silent", "slow body"] as const)(
    "to a receiver that is '%s' ends in time, and delays no other channel",
    async (fault) => {
      const other = await openReceiver(authority);
      try {
        await add();
        await add({ url: other.url, name: "Second" });
        await happen("One");
        receiver.faults.push(fault);
        await sendToChannels(300);
        expect([other.received.length, (await outbox()).length]).toEqual([1, 1]);
        await timePasses();
        await sendToChannels();
        expect(receiver.received).toHaveLength(2);
      } finally {
        await other.goDown();
      }
    },
  );

  it("waits for a receiver that is down, and arrives when it is back", async () => {
    await add();
    await happen("One");
    await receiver.goDown();
    await sendToChannels();
    expect((await channelNow()).lastError).toBe("The receiver refuses connections");
    await receiver.comeUp();
    await timePasses();
    await sendToChannels();
    expect(receiver.received).toHaveLength(1);
  });

  it("of a process that died is sent again once its claim has expired", async () => {
    await add();
    await happen("One");
    await database().noticeDelivery.updateMany({ data: { leaseUntil: new Date(Date.now() + 60_000) } });
    await sendToChannels();
    expect(receiver.received).toEqual([]);
    await timePasses();
    await sendToChannels();
    expect(receiver.received).toHaveLength(1);
  });

  it("is sent once by many replicas at once", async () => {
    await add();
    for (const name of ["One", "Two", "Three"]) await happen(name);
    await Promise.all([sendToChannels(), sendToChannels(), sendToChannels()]);
    expect(receiver.received).toHaveLength(3);
  });

  it("is given up after the last attempt, and counted", async () => {
    await add();
    await happen("One");
    receiver.faults.push("500");
    await database().noticeDelivery.updateMany({ data: { attempts: 10 } });
    await sendToChannels();
    expect(await outbox()).toEqual([]);
    expect(await channelNow()).toMatchObject({ undelivered: 1, waiting: 0 });
  });

  it("to a receiver that is gone for good pauses the channel, and says so in the log", async () => {
    await add();
    await happen("One");
    receiver.faults.push("410");
    await sendToChannels();
    expect((await channelNow()).pausedAt).toEqual(expect.any(String));
    expect(await outbox()).toHaveLength(1);
    const { json } = await portal.owner.get("/api/audit-events?action=notice_channel.pause");
    expect(json.items[0]).toMatchObject({
      target: { name: `localhost:${receiver.port}` },
      detail: { status: 410 },
    });
  });

  it("is not sent of a workspace that its reader has left since", async () => {
    await add();
    await happen("One");
    await portal.owner.call("DELETE", `${workspace.path}/members/${viewer.userId}`);
    await sendToChannels();
    expect([receiver.received, await outbox()]).toEqual([[], []]);
  });

  it("waits for the end of its person's quiet hours", async () => {
    await add();
    const now = new Date();
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    const quiet = { from: (minute + 1430) % 1440, until: (minute + 60) % 1440 };
    await viewer.call("PATCH", "/api/me/notice-rules", { body: { timing: { digest: "at_once", quiet } } });
    await happen("One");
    await sendToChannels();
    expect(receiver.received).toEqual([]);
    const [waiting] = await outbox();
    expect(Number(waiting?.dueAt)).toBeGreaterThan(Date.now() + 50 * 60_000);
  });
});
