import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { rescueOwner } from "@/lib/identity/rescue-owner";
import { NoSuchOwner } from "@/lib/identity/set-owner-password";
import { signIn } from "@/lib/identity/sign-in";
import { sendDueMails } from "@/lib/mail/deliver-mails";
import { attemptSignIn, codeOf, setUpApp } from "@/tests/support/factor-steps";
import { linkIn, type MailReceiver, openMailReceiver } from "@/tests/support/mail-receiver";
import {
  OWNER,
  openPortal,
  PASSWORD,
  type TestPortal,
  type TestWorkspace,
} from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

const NEW = "seven new harbours";
const MAIL_FROM = "portal@example.com";

let portal: TestPortal;
let receiver: MailReceiver;
let workspace: TestWorkspace;
let mia: PortalClient & { email: string };

beforeAll(async () => {
  receiver = await openMailReceiver();
  portal = await openPortal({ env: { SMTP_URL: `smtp://127.0.0.1:${receiver.port}`, MAIL_FROM } });
  workspace = await portal.addWorkspace();
});
afterAll(async () => {
  await portal.close();
  await receiver.goDown();
});
beforeEach(async () => {
  mia = await portal.addPerson("Mia Chen", [[workspace, "editor"]]);
  await database().mail.deleteMany();
  await database().rateLimiterFlexible.deleteMany();
  receiver.received.length = 0;
});

const ask = (email: string, ip = "192.0.2.7") =>
  portal.nobody.call("POST", "/api/password-resets", { body: { email }, headers: { "x-forwarded-for": ip } });
const complete = (token: string, password = NEW) =>
  portal.nobody.call("POST", "/api/password-resets/complete", { body: { token, password } });
const from = { id: "test", ip: "192.0.2.77", userAgent: null };
const signInWith = async (password: string) => (await signIn(mia.email, password, from)).outcome;
const events = async (log: string, action: string) =>
  (await portal.owner.get(`${log}?action=${action}`)).json.items;
const tokenOf = (link: string) => link.split("/").at(-1) ?? "";

/** Asks for a link, and returns the token in the mail. */
async function mailedToken(): Promise<string> {
  await ask(mia.email);
  await sendDueMails();
  const mail = receiver.received.at(-1);
  if (!mail) throw new Error("no mail arrived");
  expect(mail.recipients).toEqual([mia.email]);
  expect(linkIn(mail)).toMatch(/^http:\/\/portal\.test\/reset-password#\/[\w-]{43}$/);
  return tokenOf(linkIn(mail));
}

describe("a forgotten password", () => {
  it("is replaced by the link in the mail, once; all sessions end, and everybody concerned learns of it", async () => {
    const token = await mailedToken();
    expect(await signInWith(PASSWORD)).toBe("signed_in");
    const both = await Promise.all([complete(token), complete(token, "another long one")]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
    const chosen = both[0].status === 204 ? NEW : "another long one";
    expect((await complete(token)).status).toBe(404);
    expect((await mia.get("/api/me")).status).toBe(401);
    expect([await signInWith(PASSWORD), await signInWith(chosen)]).toEqual(["refused", "signed_in"]);

    for (const log of ["/api/audit-events", `${workspace.path}/audit-events`]) {
      const [event] = await events(log, "password_reset.complete&outcome=succeeded");
      expect(event).toMatchObject({
        outcome: "succeeded",
        actor: { id: mia.userId },
        target: { id: mia.userId },
        detail: { way: "mail" },
      });
      expect(event.detail.sessionsEnded).toBeGreaterThan(0);
    }
    const { client } = await portal.signIn(mia.email, chosen);
    expect(await client.kindsOfNotices()).toContain("password_reset");
    await sendDueMails();
    expect(receiver.received.map(({ subject }) => subject)).toContain("Your password was changed");
  });

  it("has its link's token after the # of the address, and its page asks whose it is without using it up", async () => {
    const token = await mailedToken();
    const whose = async (path: string) => {
      const { status, json } = await portal.nobody.call("POST", path, { body: { token } });
      return [status, json.email ?? json.code];
    };
    const own = "/api/password-resets/preview";
    expect([await whose(own), await whose(own)]).toEqual([
      [200, mia.email],
      [200, mia.email],
    ]);
    expect(await whose("/api/invitations/preview")).toEqual([404, "not_found"]);
    expect((await complete(token)).status).toBe(204);
    expect(await whose(own)).toEqual([404, "not_found"]);
    expect(portal.logLines.join()).not.toContain(token);
  });

  it("gets a link for thirty minutes, and a newer one makes it worthless", async () => {
    const first = await mailedToken();
    const second = await mailedToken();
    expect((await complete(first)).status).toBe(404);
    await database().invitation.updateMany({
      where: { kind: "reset", usedAt: null, expiresAt: { gt: new Date() } },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await complete(second)).status).toBe(404);
    const [last] = await database().invitation.findMany({
      where: { userId: mia.userId ?? "", kind: "reset" },
      orderBy: { createdAt: "desc" },
    });
    expect(JSON.stringify(last)).not.toContain(second);
  });

  it("follows the rule for new passwords, and the link isn't used up by one that breaks it", async () => {
    const token = await mailedToken();
    const refused = await complete(token, "password1234");
    expect([refused.status, refused.json.errors[0].path]).toEqual([422, "/password"]);
    expect((await complete(token)).status).toBe(204);
  });

  it("leaves an owner's link as it is, and its own link works on no other page", async () => {
    const { json } = await portal.owner.call("POST", `/api/users/${mia.userId}/invitations`);
    const token = await mailedToken();
    const elsewhere = await portal.nobody.call("POST", "/api/invitations", {
      body: { token, password: NEW },
    });
    expect(elsewhere.status).toBe(404);
    const ownersLink = { token: tokenOf(json.inviteUrl), password: NEW };
    expect((await portal.nobody.call("POST", "/api/invitations", { body: ownersLink })).status).toBe(204);
    // Whoever set a password has made every other link worthless.
    expect((await complete(token)).status).toBe(404);
  });
});

describe("who asks for a link", () => {
  it("learns nothing of the address: not by the answer, not by its time", async () => {
    const disabled = await portal.addPerson("Dora");
    await portal.owner.call("PATCH", `/api/users/${disabled.userId}`, { body: { disabled: true } });
    const invited = { email: "invited@example.com", name: "Ida Invited" };
    await portal.owner.call("POST", "/api/users", { body: invited });
    await database().mail.deleteMany();
    const answers: string[] = [];
    const askAndNote = async (email: string) => {
      const started = performance.now();
      const { status, text, headers } = await ask(email);
      expect(performance.now() - started).toBeGreaterThan(390);
      answers.push(JSON.stringify([status, text, [...headers].filter(([name]) => name !== "x-request-id")]));
    };
    for (const email of [mia.email, "nobody@example.com", disabled.email, invited.email])
      await askAndNote(email);
    setEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
    await askAndNote(mia.email);
    setEnvironment({ SMTP_URL: `smtp://127.0.0.1:${receiver.port}`, MAIL_FROM });
    expect(new Set(answers).size).toBe(1);
    await sendDueMails();
    expect(receiver.received.map(({ recipients }) => recipients)).toEqual([[mia.email]]);
    const failed = await events("/api/audit-events", "password_reset.request&outcome=failed");
    const codes = failed.map(({ detail }: { detail: { code: string } }) => detail.code);
    expect(codes.slice(0, 4).sort()).toEqual(["disabled", "no_mail", "no_password", "unknown_address"]);
  });

  it("makes one event of ever so many addresses that nobody has, without the addresses", async () => {
    const recorded = () => database().auditEvent.findMany({ where: { action: "password_reset.request" } });
    const before = (await recorded()).length;
    for (let n = 0; n < 4; n += 1) await ask(`made-up-${n}@example.com`, "192.0.2.55");
    const payloads = (await recorded()).map(({ payload }) => payload);
    expect(payloads).toHaveLength(before + 1);
    expect(payloads.join()).not.toContain("made-up");
  });

  it("sends at most three mails an hour to one address, and the answer stays the same", async () => {
    const answers = [];
    for (let count = 0; count < 5; count++) answers.push(await ask(mia.email, `192.0.2.${count}`));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    await sendDueMails();
    expect(receiver.received).toHaveLength(3);
    const [denied] = await events("/api/audit-events", "password_reset.request&outcome=denied");
    expect(denied).toMatchObject({ target: { id: mia.userId }, detail: { code: "too_many_requests" } });
  });

  it("can't try out addresses from one network without end", async () => {
    const many = Array.from({ length: 32 }, (_, n) => ask(`nobody-${n}@example.com`, "192.0.2.99"));
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(30);
    const late = await ask("nobody@example.com", "192.0.2.99");
    expect([late.status, late.json.code]).toEqual([429, "too_many_requests"]);
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask(mia.email, "192.0.2.98")).status).toBe(202);
  });
});

describe("an owner who is locked out", () => {
  it("gets a link from the server, which is in their logs, and a notice", async () => {
    const { email, link, minutes, needsFactor } = await rescueOwner(null);
    expect([email, minutes, needsFactor]).toEqual([OWNER.email, 30, false]);
    expect(link).toMatch(/^http:\/\/portal\.test\/reset-password#\//);
    for (const log of ["/api/audit-events", `${workspace.path}/audit-events`]) {
      const [event] = await events(log, "password_reset.rescue");
      expect(event).toMatchObject({ actor: { type: "system", name: "Switchboard" }, request: null });
      expect(JSON.stringify(event)).not.toContain(tokenOf(link));
    }
    expect(await portal.owner.kindsOfNotices()).toContain("rescue_link");
    await sendDueMails();
    expect(receiver.received.map(({ subject }) => subject)).toContain(
      "A link for a new password was made on the server",
    );
    expect((await complete(tokenOf(link), OWNER.password)).status).toBe(204);
    expect((await signIn(OWNER.email, OWNER.password, from)).outcome).toBe("signed_in");
  });

  it("keeps a lost second factor with the link alone, and loses it only where the operator says so", async () => {
    const signedIn = async () => (await portal.signIn(OWNER.email, OWNER.password)).client;
    const { secret } = await setUpApp(await signedIn());
    const rescued = await rescueOwner(null);
    expect(rescued.needsFactor).toBe(true);
    expect((await complete(tokenOf(rescued.link), OWNER.password)).status).toBe(204);
    const attempt = async () => (await attemptSignIn(OWNER, null, OWNER.password)).outcome;
    expect(await attempt()).toBe("second_step");
    expect((await attemptSignIn(OWNER, codeOf(secret), OWNER.password)).outcome).toBe("signed_in");

    const { link, needsFactor } = await rescueOwner(null, { removeFactors: true });
    expect(needsFactor).toBe(false);
    expect(await attempt()).toBe("signed_in");
    const owner = await signedIn();
    expect(await owner.kindsOfNotices()).toContain("factors_reset");
    for (const log of ["/api/audit-events", `${workspace.path}/audit-events`]) {
      const [event] = await owner.events("action=user.reset_factors", log);
      expect(event).toMatchObject({
        actor: { type: "system" },
        target: { id: portal.owner.userId },
        detail: { app: true, passkeys: 0, sessionsEnded: 1 },
      });
    }
    expect((await complete(tokenOf(link), OWNER.password)).status).toBe(204);
    await expect(rescueOwner(null, { removeFactors: true })).rejects.toThrow("has no second factor");
  });

  it("is the only one who gets one", async () => {
    const refused = await rescueOwner(mia.email).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NoSuchOwner);
    expect(String(refused)).toContain(`${mia.email} is no owner who may sign in`);
  });
});
