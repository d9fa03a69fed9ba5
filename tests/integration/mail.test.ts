import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { sendDueMails } from "@/lib/mail/deliver-mails";
import { putMail } from "@/lib/mail/outbox";
import { makeAuthority } from "@/tests/support/https-receiver";
import { linkIn, type MailReceiver, openMailReceiver } from "@/tests/support/mail-receiver";
import { openPortal, PASSWORD, type TestPortal } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let receiver: MailReceiver;
let mia: PortalClient & { email: string };

const serverAt = (port: number, scheme = "smtp", host = "localhost") => ({
  SMTP_URL: `${scheme}://portal:s%40cret@${host}:${port}`,
});

beforeAll(async () => {
  receiver = await openMailReceiver();
  portal = await openPortal({
    env: { ...serverAt(receiver.port), MAIL_FROM: "Northline Portal <portal@example.com>" },
  });
});
afterAll(async () => {
  await portal.close();
  await receiver.goDown();
});
beforeEach(async () => {
  mia = await portal.addPerson("Mia Chen");
  // Her invitation is not what a test is about.
  await database().mail.deleteMany();
  receiver.received.length = 0;
});
afterEach(() => setEnvironment(serverAt(receiver.port)));

const outbox = () => database().mail.findMany();
/** The future: whatever waits for its next attempt is due. */
const timePasses = () => database().mail.updateMany({ data: { dueAt: new Date(0) } });
const givenUp = async () =>
  (await portal.owner.get("/api/audit-events?action=mail.give_up")).json.items as Record<string, unknown>[];
const newLinkFor = (userId: string | null) => portal.owner.call("POST", `/api/users/${userId}/invitations`);

describe("an invitation", () => {
  it("arrives by mail, with the link of the answer, and says who sent it, when and from where", async () => {
    const body = { email: "Nora.New@example.com", name: "Nora New" };
    const { status, json } = await portal.owner.call("POST", "/api/users", { body });
    expect([status, json.mailedTo]).toEqual([201, "nora.new@example.com"]);
    await sendDueMails();
    const [mail, ...others] = receiver.received;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      recipients: ["nora.new@example.com"],
      subject: "You are invited to Switchboard",
    });
    expect(mail?.parsed.from?.text).toBe('"Northline Portal" <portal@example.com>');
    expect(mail?.parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail && linkIn(mail)).toBe(json.inviteUrl.replace("/invite/", "/invite#/"));
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain("Owner invited you");
      expect(part).toContain("for 7 days");
      expect(part).toMatch(/When: \d+ \w{3} \d{4}, \d\d:\d\d \(UTC\)/);
      expect(part).toContain("From: 192.0.2.7");
    }
    expect(receiver.logins.at(-1)).toBe("portal:s@cret");
    const token = json.inviteUrl.split("/").at(-1);
    const used = await portal.nobody.call("POST", "/api/invitations", {
      body: { token, password: "a long enough one" },
    });
    expect(used.status).toBe(204);
  });

  it("of several people at once is a mail for each, with their own link", async () => {
    const people = [{ email: "ann@example.com" }, { email: "bob@example.com" }];
    const { json } = await portal.owner.call("POST", "/api/invitations/batch", { body: { people } });
    await sendDueMails();
    const sent = receiver.received.map((mail) => [mail.recipients, linkIn(mail)]);
    const answered = json.items.map((item: { mailedTo: string; inviteUrl: string }) => [
      [item.mailedTo],
      item.inviteUrl.replace("/invite/", "/invite#/"),
    ]);
    expect(sent.sort()).toEqual(answered.sort());
    expect(sent.map(([to]) => to)).toEqual([["ann@example.com"], ["bob@example.com"]]);
  });

  it("is answered alike where no mail is set up, and nothing waits", async () => {
    setEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
    const { status, json } = await newLinkFor(mia.userId);
    expect([status, json]).toEqual([201, { inviteUrl: expect.stringContaining("/invite/"), mailedTo: null }]);
    expect(await outbox()).toEqual([]);
    setEnvironment({ MAIL_FROM: "Northline Portal <portal@example.com>" });
  });
});

describe("a mail", () => {
  it("leaves if and only if its act happened", async () => {
    const undone = database().$transaction(async (tx) => {
      await putMail(tx, mia.userId ?? "", { kind: "password_changed", detail: {} }, null);
      throw new Error("and all of it is taken back");
    });
    await expect(undone).rejects.toThrow(/taken back/);
    expect(await outbox()).toEqual([]);
  });

  it("waits sealed, and nothing of it is left when it was sent", async () => {
    const { json } = await newLinkFor(mia.userId);
    const token = json.inviteUrl.split("/").at(-1);
    const [row] = await outbox();
    expect(row?.sealedText).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await sendDueMails()).toBe(1);
    expect(receiver.received[0]?.text).toContain(token);
    expect(await outbox()).toEqual([]);
    expect(portal.logLines.join("")).not.toContain(token);
  });

  it("arrives later where the server is down, under one Message-ID", async () => {
    await receiver.goDown();
    await newLinkFor(mia.userId);
    await sendDueMails();
    const [row] = await outbox();
    expect(row).toMatchObject({
      attempts: 1,
      leaseUntil: null,
      lastError: "No connection to the mail server",
    });
    expect(row?.dueAt.getTime()).toBeGreaterThan(Date.now());
    expect(await sendDueMails()).toBe(0);
    await receiver.comeUp();
    await timePasses();
    await sendDueMails();
    expect(receiver.received.map(({ parsed }) => parsed.messageId)).toEqual([`<${row?.id}@example.com>`]);
  });

  it("is sent once by many replicas at once", async () => {
    for (let count = 0; count < 4; count++) await newLinkFor(mia.userId);
    await Promise.all(Array.from({ length: 3 }, () => sendDueMails()));
    expect(receiver.received).toHaveLength(4);
  });

  it("is given up after a day, and an owner sees it in the log, without its text", async () => {
    const { json } = await newLinkFor(mia.userId);
    receiver.refusals.push("451 try again later");
    await database().mail.updateMany({ data: { attempts: 9, giveUpAt: new Date(Date.now() + 60_000) } });
    await sendDueMails();
    expect(await outbox()).toEqual([]);
    const [event] = await givenUp();
    expect(event).toMatchObject({
      outcome: "failed",
      actor: { name: "Switchboard" },
      target: { type: "user", id: mia.userId, name: "Mia Chen" },
      detail: { mail: "password_link", attempts: 10, error: "The mail server refused the recipient (451)" },
    });
    expect(JSON.stringify(event)).not.toContain(json.inviteUrl.split("/").at(-1));
  });

  it("that the server refuses for good is given up at once, and the server's own words stay out of the log", async () => {
    await newLinkFor(mia.userId);
    receiver.refusals.push("550 canary: no such mailbox");
    await sendDueMails();
    expect(await outbox()).toEqual([]);
    const [event] = await givenUp();
    expect(event).toMatchObject({
      detail: { attempts: 1, error: "The mail server refused the recipient (550)" },
    });
    expect(JSON.stringify(event)).not.toContain("canary");
  });

  it("goes to nobody who was disabled meanwhile", async () => {
    await newLinkFor(mia.userId);
    await portal.owner.call("PATCH", `/api/users/${mia.userId}`, { body: { disabled: true } });
    await sendDueMails();
    expect([receiver.received, await outbox()]).toEqual([[], []]);
  });

  it("has one recipient and one subject, whatever a name has in it, and no markup of it", async () => {
    const name = 'Eve\r\nBcc: evil@example.com\r\n\r\n<a href="https://evil.example">x</a>';
    await database().user.updateMany({ where: { isOwner: true }, data: { name } });
    await newLinkFor(mia.userId);
    await database().user.updateMany({ where: { isOwner: true }, data: { name: "Owner" } });
    await sendDueMails();
    const [mail] = receiver.received;
    expect(mail?.recipients).toEqual([mia.email]);
    expect(mail?.subject).toBe("A link for a new password of Switchboard");
    expect(mail?.parsed.bcc).toBeUndefined();
    expect(mail?.raw.split("\r\n\r\n")[0]).not.toContain("evil");
    expect(mail?.html).not.toContain('<a href="https://evil.example"');
    expect(mail?.html).toContain("&lt;a href=");
  });
});

describe("the connection to the mail server", () => {
  it("is refused where its certificate is not trusted: the mail is kept, and arrives once it is", async () => {
    const authority = await makeAuthority();
    const secure = await openMailReceiver(authority);
    setEnvironment(serverAt(secure.port, "smtps"));
    await newLinkFor(mia.userId);
    await sendDueMails();
    expect(await outbox()).toMatchObject([
      { attempts: 1, lastError: "The mail server's certificate is not trusted" },
    ]);
    expect([secure.received, secure.logins]).toEqual([[], []]);
    setEnvironment({ PORTAL_CA_FILE: authority.file });
    await timePasses();
    await sendDueMails();
    expect(secure.received).toHaveLength(1);
    setEnvironment({ PORTAL_CA_FILE: "" });
    await Promise.all([secure.goDown(), authority.remove()]);
  });

  it("is never used in clear, but to this machine: neither for a mail nor for a password", async () => {
    // Another name of this machine, which the portal can't know to be one.
    setEnvironment(serverAt(receiver.port, "smtp", "0.0.0.0"));
    const before = receiver.logins.length;
    await newLinkFor(mia.userId);
    await sendDueMails();
    expect(await outbox()).toMatchObject([{ attempts: 1, lastError: expect.stringMatching(/encrypt/) }]);
    expect([receiver.received, receiver.logins.length]).toEqual([[], before]);
  });
});

describe("notices", () => {
  it("go by mail, too: one's own new password, and a sign-in with a new browser", async () => {
    await mia.call("POST", "/api/me/password", {
      body: { current: PASSWORD, new: "a password that is new" },
    });
    await portal.signIn(mia.email, "a password that is new");
    await sendDueMails();
    expect(receiver.received.map(({ subject, recipients }) => [subject, recipients])).toEqual([
      ["Your password was changed", [mia.email]],
      ["A sign-in with a new browser", [mia.email]],
    ]);
  });

  it("say the time in the reader's zone", async () => {
    await mia.call("PATCH", "/api/me", { body: { timeZone: "Asia/Kolkata" } });
    await portal.signIn(mia.email);
    await sendDueMails();
    expect(receiver.received[0]?.text).toContain("(Kolkata time)");
  });
});

describe("a test mail", () => {
  const test = () => portal.owner.call("POST", "/api/portal-settings/test-mail");

  it("goes to the owner who asks for it, who learns what the server said", async () => {
    const { status, json } = await test();
    expect([status, json]).toEqual([
      200,
      {
        sent: true,
        error: null,
        reply: expect.stringContaining("taken with thanks"),
        durationMs: expect.any(Number),
      },
    ]);
    expect(receiver.received.map(({ recipients, subject }) => [recipients, subject])).toEqual([
      [["owner@example.com"], "A test mail from Switchboard"],
    ]);
  });

  it("that is refused is an answer, too, with the server's words on one clean line", async () => {
    receiver.refusals.push("550 no\u0007 relaying here");
    const { status, json } = await test();
    expect([status, json.sent, json.error]).toEqual([
      200,
      false,
      "The mail server refused the recipient (550)",
    ]);
    expect(json.reply).toMatch(/^[^\p{Cc}]*relaying here$/u);
    const events = (await portal.owner.get("/api/audit-events?action=mail.test&outcome=failed")).json.items;
    expect(events[0]).toMatchObject({ detail: { error: json.error } });
    expect(JSON.stringify(events[0])).not.toContain("relaying");
  });
});
