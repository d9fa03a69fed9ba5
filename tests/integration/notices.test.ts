import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { UPSTREAM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { sendDueMails } from "@/lib/mail/deliver-mails";
import { followLogs } from "@/lib/notices/follow-logs";
import { gatherMails } from "@/lib/notices/gather-mails";
import { leaveJobEnded } from "@/lib/notices/job-ended";
import { forgetRefreshes } from "@/tests/support/budget-time";
import { etagIn, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { type MailReceiver, openMailReceiver } from "@/tests/support/mail-receiver";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { recoverOverdue } from "@/tests/support/recovery";

type Person = PortalClient & { email: string };

let portal: TestPortal;
let receiver: MailReceiver;
let workspace: TestWorkspace;
let flow: MadeFlow;
let editor: Person;
let viewer: Person;

const MAIL = (port: number) => ({
  SMTP_URL: `smtp://localhost:${port}`,
  MAIL_FROM: "Northline Portal <portal@example.com>",
});

beforeAll(async () => {
  receiver = await openMailReceiver();
  portal = await openPortal({ env: MAIL(receiver.port) });
});
afterAll(async () => {
  await portal.close();
  await receiver.goDown();
});
beforeEach(async () => {
  setEnvironment(MAIL(receiver.port));
  await portal.sandbox.clearFaults();
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
  flow = await makeCallFlow(editor, workspace);
  await followLogs();
  await database().noticeDelivery.deleteMany();
  await database().mail.deleteMany();
  receiver.received.length = 0;
});

interface Item {
  id: string;
  kind: string;
  sentence: string;
  path: string;
}
const inboxOf = async (person: PortalClient, query = ""): Promise<Item[]> =>
  (await person.get(`/api/me/notices?${query}`)).json.items;
const kindsOf = async (person: PortalClient) => (await inboxOf(person)).map(({ kind }) => kind);
const unreadOf = async (person: PortalClient) => (await person.get("/api/me/notices/unread")).json.unread;

async function driftOf(made: MadeFlow): Promise<void> {
  await portal.sandbox.edit("call", made.id, { prompt: `Edited elsewhere ${Math.random()}` });
  made.etag = etagIn(await editor.get(made.path));
}

/** An outside edit of a flow of this name, as the log has it. */
async function recordDrift(name: string, { id } = workspace): Promise<void> {
  await recordEvent(database(), {
    workspaceId: id,
    actor: UPSTREAM_ACTOR,
    action: "call_flow.drift",
    outcome: "succeeded",
    target: { type: "call_flow", id: "665f00000000000000000001", name },
    detail: { revision: 2 },
  });
}

const rules = (person: PortalClient, body: Record<string, unknown>) =>
  person.call("PATCH", "/api/me/notice-rules", { body });
const rule = (happening: string, ways: Record<string, boolean>) => ({
  rules: [{ happening, inbox: false, mail: false, channels: false, ...ways }],
});

describe("what happens in a workspace", () => {
  it("is left once for every member, in words, with the page that says more", async () => {
    await driftOf(flow);
    await followLogs();
    await followLogs();
    for (const person of [editor, viewer]) {
      const [item, ...others] = await inboxOf(person);
      expect(others).toEqual([]);
      expect(item).toMatchObject({ kind: "drift", path: `/${workspace.slug}/call-flows/${flow.id}` });
      expect(item?.sentence).toMatch(
        /^Somebody outside Switchboard changed the call flow “.+” in Workspace \d+\.$/,
      );
    }
    expect(await unreadOf(viewer)).toBe(1);
  });

  it("is no news again after a crash that lost the place in the log", async () => {
    await driftOf(flow);
    await followLogs();
    await database().noticeCursor.update({ where: { chain: workspace.id }, data: { sequence: 0 } });
    await followLogs();
    expect(await kindsOf(viewer)).toEqual(["drift"]);
  });

  it("is noted by several replicas at once as by one", async () => {
    await driftOf(flow);
    await Promise.all([followLogs(), followLogs(), followLogs()]);
    await followLogs();
    expect(await kindsOf(viewer)).toEqual(["drift"]);
  });

  it("is left in full where more events wait than a round reads", async () => {
    for (let count = 0; count < 55; count++) await recordDrift(`Flow ${count}`);
    await followLogs();
    expect(await inboxOf(viewer, "limit=200")).toHaveLength(55);
  });

  it("is a dying key for everybody there, and once", async () => {
    await portal.sandbox.fault({ kind: "status", status: 401, message: "Invalid API key" });
    for (let count = 0; count < 2; count++) {
      await forgetRefreshes();
      await editor.get(`${workspace.path}/call-flows?refresh=1`);
    }
    await vi.waitFor(async () => {
      await followLogs();
      expect(await kindsOf(viewer)).toEqual(["key_failing"]);
    });
    expect((await inboxOf(viewer))[0]).toMatchObject({ path: `/${workspace.slug}` });
  });

  it("is an unknown change for those who may look after it, its maker too, and for no viewer", async () => {
    await portal.sandbox.fault({ kind: "reset", when: "before", match: { method: "PUT" } });
    await patchFlow(editor, flow, { prompt: "Mine" });
    await portal.sandbox.edit("call", flow.id, { prompt: "Theirs" });
    await recoverOverdue();
    await followLogs();
    expect(await kindsOf(editor)).toContain("change_unknown");
    expect(await kindsOf(viewer)).not.toContain("change_unknown");
    const [item] = (await inboxOf(editor)).filter(({ kind }) => kind === "change_unknown");
    expect(item?.sentence).toContain("Edith Editor sent");
  });

  it("is not said of a workspace that its reader may not read any more", async () => {
    await driftOf(flow);
    await followLogs();
    const { userId } = viewer;
    expect([await kindsOf(viewer), await unreadOf(viewer)]).toEqual([["drift"], 1]);
    await portal.owner.call("DELETE", `${workspace.path}/members/${userId}`);
    expect([await kindsOf(viewer), await unreadOf(viewer)]).toEqual([[], 0]);
  });

  it("is not said of a workspace that wants a second factor which its reader has not got", async () => {
    await driftOf(flow);
    await followLogs();
    const require = (requireSecondFactor: boolean) =>
      database().workspace.update({ where: { id: workspace.id }, data: { requireSecondFactor } });
    await require(true);
    expect([await kindsOf(viewer), await unreadOf(viewer)]).toEqual([[], 0]);
    await require(false);
    expect(await kindsOf(viewer)).toEqual(["drift"]);
  });
});

describe("a flow that somebody watches", () => {
  const watch = (person: PortalClient, method: "PUT" | "DELETE" | "GET" = "PUT") =>
    person.call(method, `${flow.path}/watch`);

  it("is news for them alone, and not for whoever changes it", async () => {
    for (const person of [viewer, editor]) expect((await watch(person)).json).toEqual({ watched: true });
    const other = await portal.addPerson("Otto Other", [[workspace, "viewer"]]);
    expect((await patchFlow(editor, flow, { description: "New" })).status).toBe(200);
    await followLogs();
    expect([await kindsOf(viewer), await kindsOf(editor), await kindsOf(other)]).toEqual([
      ["watched_flow"],
      [],
      [],
    ]);
    expect((await inboxOf(viewer))[0]?.sentence).toMatch(
      /^Edith Editor changed the call flow “.+”.*, which you watch\.$/,
    );
  });

  it("gives one notice of an outside edit, although two rules fit", async () => {
    await watch(viewer);
    await driftOf(flow);
    await followLogs();
    expect(await kindsOf(viewer)).toEqual(["watched_flow"]);
  });

  it("is none any more once they stop, and a flow that nobody has seen is none", async () => {
    await watch(viewer);
    expect((await watch(viewer, "DELETE")).json).toEqual({ watched: false });
    expect((await watch(viewer, "GET")).json).toEqual({ watched: false });
    await patchFlow(editor, flow, { description: "New" });
    await followLogs();
    expect(await kindsOf(viewer)).toEqual([]);
    const unseen = await viewer.call("PUT", `${workspace.path}/call-flows/665f00000000000000009999/watch`);
    expect(unseen.status).toBe(404);
  });
});

describe("rules", () => {
  it("are those of the table until somebody changes one, and the others stay", async () => {
    const before = (await viewer.get("/api/me/notice-rules")).json;
    expect(before.rules.map(({ happening }: { happening: string }) => happening)).toContain("key_failing");
    const { status, json } = await rules(viewer, rule("drift", { mail: true }));
    expect(status).toBe(200);
    for (const one of json.rules)
      if (one.happening === "drift") expect(one).toMatchObject({ inbox: false, mail: true, channels: false });
      else expect(before.rules).toContainEqual(one);
    expect((await editor.get("/api/me/notice-rules")).json).toEqual(before);
  });

  it("that want nothing of a kind leave nothing", async () => {
    await rules(viewer, rule("drift", {}));
    await driftOf(flow);
    await followLogs();
    expect([await kindsOf(viewer), await kindsOf(editor)]).toEqual([[], ["drift"]]);
  });

  it("are refused where hours end when they begin", async () => {
    const timing = { digest: "at_once", quiet: { from: 60, until: 60 } };
    expect((await rules(viewer, { timing })).status).toBe(422);
    expect((await rules(viewer, {})).status).toBe(422);
  });
});

describe("a notice that was read", () => {
  it("is unread no more, and stays in the list of all", async () => {
    await driftOf(flow);
    await followLogs();
    const [item] = await inboxOf(viewer);
    expect((await viewer.call("DELETE", `/api/me/notices/${item?.id}`)).status).toBe(204);
    expect((await viewer.call("DELETE", `/api/me/notices/${item?.id}`)).status).toBe(404);
    expect(await kindsOf(viewer)).toEqual([]);
    expect(await inboxOf(viewer, "state=all")).toMatchObject([{ id: item?.id, readAt: expect.any(String) }]);
    expect(await kindsOf(editor)).toEqual(["drift"]);
  });

  it("leaves unread what arrived after the newest one that was seen", async () => {
    await recordDrift("One");
    await recordDrift("Two");
    await followLogs();
    const [newest] = await inboxOf(viewer);
    await recordDrift("Three");
    await followLogs();
    expect((await viewer.call("DELETE", `/api/me/notices?through=${newest?.id}`)).status).toBe(204);
    expect((await inboxOf(viewer)).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining("“Three”"),
    ]);
  });

  it("comes in pages, each notice once", async () => {
    for (const name of ["One", "Two", "Three", "Four", "Five"]) await recordDrift(name);
    await followLogs();
    const seen = [];
    for (let cursor = ""; ; ) {
      const { items, nextCursor } = (await viewer.get(`/api/me/notices?limit=2${cursor}`)).json;
      seen.push(...items.map(({ id }: Item) => id));
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(5);
  });
});

it("a job's end is news for its person, once for each end", async () => {
  const job = {
    ...{ userId: editor.userId ?? "", jobId: "0190a1b2-0000-7000-8000-000000000000", round: 1 },
    ...{ title: "Deactivate 12 call flows", counts: { done: 10, failed: 2, left: 0 }, href: "/jobs/1" },
    workspaceId: null,
  };
  for (let count = 0; count < 2; count++)
    await database().$transaction(async (tx) => await leaveJobEnded(tx, job));
  await database().$transaction(async (tx) => await leaveJobEnded(tx, { ...job, round: 2 }));
  expect((await inboxOf(editor)).map(({ sentence }) => sentence)).toEqual([
    "Your job “Deactivate 12 call flows” ended: 10 done, 2 failed.",
    "Your job “Deactivate 12 call flows” ended: 10 done, 2 failed.",
  ]);
  expect(await kindsOf(viewer)).toEqual([]);
});

describe("by mail", () => {
  const byMail = (person: PortalClient) => rules(person, rule("drift", { mail: true }));
  const send = async () => {
    await gatherMails();
    await sendDueMails();
  };
  const later = () => database().noticeTiming.updateMany({ data: { mailedAt: new Date(0) } });

  it("several things arrive in one mail, each with its link, for each person their own", async () => {
    await byMail(viewer);
    await recordDrift("One <b>");
    await recordDrift("Two");
    await followLogs();
    await send();
    const [mail, ...others] = receiver.received;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ recipients: [viewer.email], subject: "News from your workspaces" });
    expect(mail?.text).toContain("changed the call flow “One <b>”");
    expect(mail?.html).toContain("“One &lt;b&gt;”");
    expect(mail?.text).toContain(`http://portal.test/${workspace.slug}/call-flows/665f`);
    expect(await database().noticeDelivery.count()).toBe(0);
  });

  it("arrives once the server is up again, under one Message-ID", async () => {
    await byMail(viewer);
    await recordDrift("One");
    await followLogs();
    await receiver.goDown();
    await send();
    expect(await database().noticeDelivery.count()).toBe(1);
    await receiver.comeUp();
    await database().mail.updateMany({ data: { dueAt: new Date(0) } });
    await send();
    expect(receiver.received).toHaveLength(1);
    expect(await database().noticeDelivery.count()).toBe(0);
  });

  it("is one mail, however many replicas write it", async () => {
    await byMail(viewer);
    await recordDrift("One");
    await followLogs();
    await Promise.all([gatherMails(), gatherMails(), gatherMails()]);
    await sendDueMails();
    expect(receiver.received).toHaveLength(1);
  });

  it("waits some minutes after the last one", async () => {
    await byMail(viewer);
    await recordDrift("One");
    await followLogs();
    await send();
    await recordDrift("Two");
    await followLogs();
    await send();
    expect(receiver.received).toHaveLength(1);
    await later();
    await send();
    expect(receiver.received[1]?.text).toContain("“Two”");
    expect(receiver.received[1]?.text).not.toContain("“One”");
  });

  it("is not sent of what was read in the portal meanwhile", async () => {
    await rules(viewer, rule("drift", { mail: true, inbox: true }));
    await recordDrift("One");
    await followLogs();
    await viewer.call("DELETE", `/api/me/notices/${(await inboxOf(viewer))[0]?.id}`);
    await send();
    expect(receiver.received).toEqual([]);
  });

  it("is not sent of a workspace whose reader left before it was written", async () => {
    await byMail(viewer);
    await recordDrift("One");
    await followLogs();
    await portal.owner.call("DELETE", `${workspace.path}/members/${viewer.userId}`);
    await send();
    expect(receiver.received).toEqual([]);
  });

  it("is written anew where its reader left one of its workspaces while it waited", async () => {
    const other = await portal.addWorkspace();
    await portal.owner.call("POST", `${other.path}/members`, {
      body: { email: viewer.email, role: "viewer" },
    });
    await followLogs();
    await byMail(viewer);
    await recordDrift("Secret now");
    await recordDrift("Still theirs", other);
    await followLogs();
    await gatherMails();
    await portal.owner.call("DELETE", `${workspace.path}/members/${viewer.userId}`);
    await sendDueMails();
    expect(receiver.received).toEqual([]);
    await later();
    await send();
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.text).toContain("Still theirs");
    expect(receiver.received[0]?.raw).not.toContain("Secret now");
  });

  it("waits for the next digest, and for the end of quiet hours", async () => {
    await byMail(viewer);
    await rules(viewer, { timing: { digest: "hourly", quiet: null } });
    await recordDrift("One");
    await followLogs();
    await send();
    expect(receiver.received).toEqual([]);
    const [waiting] = await database().noticeDelivery.findMany();
    expect(Number(waiting?.dueAt) % 3_600_000).toBe(0);
    // Quiet all day but for one minute: what waits moves with the rules.
    const now = new Date();
    const minute = (now.getUTCHours() * 60 + now.getUTCMinutes() + 720) % 1440;
    await rules(viewer, {
      timing: { digest: "at_once", quiet: { from: (minute + 1) % 1440, until: minute } },
    });
    await send();
    expect(receiver.received).toEqual([]);
    await rules(viewer, { timing: { digest: "at_once", quiet: null } });
    await send();
    expect(receiver.received).toHaveLength(1);
  });

  it("is not sent where no mail is set up, and the inbox has it", async () => {
    setEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
    await rules(viewer, rule("drift", { mail: true, inbox: true }));
    await recordDrift("One");
    await followLogs();
    expect(await database().noticeDelivery.count()).toBe(0);
    expect(await kindsOf(viewer)).toEqual(["drift"]);
  });
});
