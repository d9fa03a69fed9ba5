import { hash } from "@node-rs/argon2";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { NEW_BROWSER } from "@/lib/identity/open-session";
import { signIn } from "@/lib/identity/sign-in";
import { bookSignInAttempt } from "@/lib/identity/sign-in-throttle";
import { openPortal, PASSWORD, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { waitingForLock } from "@/tests/support/waiting-for-lock";

let portal: TestPortal;
let workspace: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());

let requests = 0;
const from = (ip: string) => ({
  id: `sign-in-${++requests}`,
  ip,
  userAgent: "a browser",
  correlationId: "test",
});
const attempt = (email: string, ip: string, password = PASSWORD, browser = NEW_BROWSER) =>
  signIn(email, password, from(ip), browser);

/** Signs somebody in, who can. */
async function signedIn(...given: Parameters<typeof attempt>) {
  const result = await attempt(...given);
  if (result.outcome !== "signed_in") throw new Error(`not signed in: ${result.outcome}`);
  return result;
}
const meOf = async (client: PortalClient) => (await client.get("/api/me")).status;

/** Moves the times of a session into the past, as if so long had gone by. */
async function age(sessionId: string, times: { unused?: string; begun?: string; proved?: string }) {
  const { unused = "0", begun = "0", proved = "0" } = times;
  await database().$executeRaw`
    UPDATE "Session" SET "lastSeenAt" = "lastSeenAt" - ${unused}::interval, "createdAt" = "createdAt" - ${begun}::interval,
      "provedAt" = "provedAt" - ${proved}::interval WHERE "id" = ${sessionId}::uuid`;
}

/** An identity at a provider that was switched off. */
async function addIdentity(userId: string) {
  const id = uuidv7();
  const provider = { id, name: "Acme", issuer: "https://id.example", clientId: "portal", scopes: "openid" };
  await database().signInProvider.create({ data: { ...provider, sealedSecret: "none", secretHint: "none" } });
  await database().externalIdentity.create({ data: { providerId: id, subject: "them", userId } });
}

describe("a session", () => {
  it.each([
    ["a member's ends after a day without use", false, { unused: "24 hours 1 minute" }, 401],
    ["a member's lives through a night without use", false, { unused: "14 hours" }, 200],
    ["a member's ends after a week", false, { begun: "7 days 1 minute" }, 401],
    ["an owner's ends after eight hours without use", true, { unused: "8 hours 1 minute" }, 401],
    ["an owner's ends after a day", true, { begun: "24 hours 1 minute" }, 401],
    ["an owner's lives through a working day", true, { unused: "5 hours", begun: "9 hours" }, 200],
  ])("%s", async (_, isOwner, times, status) => {
    const person = await portal.addPerson("Sessions");
    await database().user.update({ where: { email: person.email }, data: { isOwner } });
    const { client, sessionId } = await portal.signIn(person.email);
    await age(sessionId, times);
    expect(await meOf(client)).toBe(status);
    const listed = (await portal.owner.get(`/api/sessions?user=${person.userId}`)).json.items;
    expect(listed.some(({ id }: { id: string }) => id === sessionId)).toBe(status === 200);
  });

  it("is not kept alive by a page that asks by itself, such as for news", async () => {
    const { client, sessionId } = await portal.signIn((await portal.addPerson("Away")).email);
    for (const headers of [{ "x-background": "1" }, { accept: "text/event-stream" }]) {
      await age(sessionId, { unused: "13 hours" });
      expect((await client.get("/api/me", headers)).status).toBe(headers.accept ? 401 : 200);
    }
  });

  it("ends at once where an owner shortens the lives of all", async () => {
    const { client, sessionId } = await portal.signIn((await portal.addPerson("Shortened")).email);
    await age(sessionId, { unused: "30 minutes" });
    const shorter = { body: { idleMinutes: 15 } };
    expect((await portal.owner.call("PATCH", "/api/portal-settings", shorter)).status).toBe(200);
    expect(await meOf(client)).toBe(401);
    // A session that was over is not there again when the lives of all get longer.
    await portal.owner.call("PATCH", "/api/portal-settings", { body: { idleMinutes: null } });
    expect(await meOf(client)).toBe(401);
  });

  it("ends when its browser signs in again, as whoever", async () => {
    const [first, second] = [await portal.addPerson("First"), await portal.addPerson("Second")];
    const { client, sessionId } = await portal.signIn(first.email);
    expect(await meOf(client)).toBe(200);
    await signedIn(second.email, "192.0.2.7", PASSWORD, { sessionId, deviceToken: null });
    expect(await meOf(client)).toBe(401);
    const [event] = await portal.owner.events(`action=session.sign_in&actor=${second.userId}`);
    expect(event.detail).toMatchObject({ replaced: true });
  });

  it("that was unused for longest ends where one person has too many", async () => {
    const person = await portal.addPerson("Many");
    await portal.owner.call("PATCH", "/api/portal-settings", { body: { sessionsPerPerson: 2 } });
    const oldest = await portal.signIn(person.email);
    await age(oldest.sessionId, { unused: "1 hour" });
    const newer = await portal.signIn(person.email);
    const newest = await portal.signIn(person.email);
    await portal.owner.call("PATCH", "/api/portal-settings", { body: { sessionsPerPerson: null } });
    expect(await Promise.all([oldest, newer, newest].map(({ client }) => meOf(client)))).toEqual([
      401, 200, 200,
    ]);
  });
});

it("somebody who becomes an owner signs in again: a copied cookie doesn't grow with them", async () => {
  const person = await portal.addPerson("Promoted");
  const promote = () => portal.owner.call("PATCH", `/api/users/${person.userId}`, { body: { owner: true } });
  expect((await promote()).status).toBe(200);
  expect(await meOf(person)).toBe(401);
  const { client } = await portal.signIn(person.email);
  await promote();
  expect(await meOf(client)).toBe(200);
});

describe("a sign-in under way", () => {
  it.each([
    ["changes their password", async () => ({ passwordHash: await hash("another one") })],
    ["is disabled", async () => ({ disabledAt: new Date() })],
  ])("comes to nothing where its person %s at that moment", async (_, change) => {
    const data = await change();
    const { userId, email } = await portal.addPerson("Overtaken");
    const id = userId ?? "";
    await database().session.deleteMany({ where: { userId: id } });
    const { result } = await database().$transaction(async (tx) => {
      await tx.user.update({ where: { id }, data });
      const result = attempt(email, "198.51.100.60");
      await waitingForLock();
      return { result };
    });
    expect((await result).outcome).toBe("refused");
    expect(await database().session.count({ where: { userId: id } })).toBe(0);
    const [event] = await portal.owner.events(`action=session.sign_in&actor=${id}`);
    expect(event).toMatchObject({ outcome: "failed", detail: { code: "changed_meanwhile" } });
  });
});

describe("what changes how somebody signs in, or what they may do", () => {
  it("needs a proof of the last ten minutes, which the password gives", async () => {
    const { client, sessionId } = await portal.signIn("owner@example.com", "the owner's password");
    await age(sessionId, { proved: "11 minutes" });
    const person = await portal.addPerson("Target");
    const link = () => client.call("POST", `/api/users/${person.userId}/invitations`);
    const refused = await link();
    expect([refused.status, refused.json.code]).toEqual([403, "not_fresh"]);
    expect(
      await database().invitation.count({ where: { userId: person.userId ?? "", madeBy: "Owner" } }),
    ).toBe(0);
    const wrong = await client.call("POST", "/api/me/reauthenticate", { body: { password: "not it" } });
    expect([wrong.status, wrong.json.errors[0].path]).toEqual([422, "/password"]);
    expect((await link()).status).toBe(403);
    const right = await client.call("POST", "/api/me/reauthenticate", {
      body: { password: "the owner's password" },
    });
    expect(right.status).toBe(204);
    // The session goes on under another cookie: a copy of the former one is worth nothing.
    expect(await meOf(client)).toBe(401);
    const cookie = right.headers.get("set-cookie")?.split(";")[0];
    const renewed = await client.call("POST", `/api/users/${person.userId}/invitations`, {
      headers: { cookie },
    });
    expect(renewed.status).toBe(201);
  });

  it("a proof doesn't make a session live longer", async () => {
    const { client, sessionId } = await portal.signIn((await portal.addPerson("Long")).email);
    await age(sessionId, { begun: "6 days 23 hours", proved: "6 days" });
    const proof = await client.call("POST", "/api/me/reauthenticate", { body: { password: PASSWORD } });
    const cookie = proof.headers.get("set-cookie")?.split(";")[0];
    const [row] = (await client.get("/api/sessions", { cookie })).json.items;
    expect(Date.now() - Date.parse(row.createdAt)).toBeGreaterThan(6.9 * 86_400_000);
  });

  it("a session left open is no way to guess the password", async () => {
    const { client } = await portal.signIn((await portal.addPerson("Left Open")).email);
    const guess = () => client.call("POST", "/api/me/reauthenticate", { body: { password: "a guess" } });
    const statuses = [];
    for (let n = 0; n < 11; n += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([...Array(10).fill(422), 429]);
  });
});

describe("wrong passwords", () => {
  it("from two hundred addresses hold an account back, but not its person's own browser, and are one event and its count", async () => {
    const person = await portal.addPerson("Guessed");
    const { deviceToken } = await signedIn(person.email, "198.51.100.1");
    for (let n = 0; n < 200; n += 1) await attempt(person.email, `203.0.113.${n}`, "a guess");
    expect((await attempt(person.email, "203.0.113.250")).outcome).toBe("throttled");
    const own = { sessionId: null, deviceToken };
    expect((await attempt(person.email, "203.0.113.251", PASSWORD, own)).outcome).toBe("signed_in");
    const refused = await portal.owner.events(`action=session.sign_in&outcome=failed&actor=${person.userId}`);
    expect(refused.map(({ detail }: { detail: object }) => detail)).toMatchObject([{ count: 29 }, {}]);
    const held = await portal.owner.events(`action=session.throttle&actor=${person.userId}`);
    expect(held.length).toBeLessThanOrEqual(2);
  }, 60_000);

  it("of one person in an office don't keep the colleagues out", async () => {
    const [clumsy, colleague] = [await portal.addPerson("Clumsy"), await portal.addPerson("Colleague")];
    for (let n = 0; n < 11; n += 1) await attempt(clumsy.email, "198.51.100.20", "a guess");
    expect((await attempt(colleague.email, "198.51.100.20")).outcome).toBe("signed_in");
  });

  it("of a whole office don't keep those out who have signed in there before", async () => {
    const known = await portal.addPerson("Known");
    const { deviceToken } = await signedIn(known.email, "198.51.100.30");
    for (let n = 0; n < 101; n += 1)
      await bookSignInAttempt(`nobody-${n}@example.com`, { ip: "198.51.100.30", ownDevice: null });
    expect((await attempt(known.email, "198.51.100.30")).outcome).toBe("throttled");
    const own = { sessionId: null, deviceToken };
    expect((await attempt(known.email, "198.51.100.30", PASSWORD, own)).outcome).toBe("signed_in");
  });

  it("a browser that somebody else has used passes only for that person", async () => {
    const [one, other] = [await portal.addPerson("One"), await portal.addPerson("Other")];
    const { deviceToken } = await signedIn(one.email, "198.51.100.40");
    for (let n = 0; n < 31; n += 1) await attempt(other.email, `203.0.113.${n}`, "a guess");
    const foreign = { sessionId: null, deviceToken };
    expect((await attempt(other.email, "198.51.100.40", PASSWORD, foreign)).outcome).toBe("throttled");
  });

  it("are shown to an owner, who lets the person in again", async () => {
    const person = await portal.addPerson("Let In");
    for (let n = 0; n < 31; n += 1) await attempt(person.email, `203.0.113.${n}`, "a guess");
    const row = async () =>
      (await portal.owner.get("/api/users?limit=200")).json.items.find(
        ({ id }: { id: string }) => id === person.userId,
      );
    expect(Date.parse((await row()).heldBackUntil)).toBeGreaterThan(Date.now());
    const lifted = await portal.owner.call("DELETE", `/api/users/${person.userId}/sign-in-limit`);
    expect(lifted.status).toBe(204);
    expect((await row()).heldBackUntil).toBeNull();
    expect((await attempt(person.email, "203.0.113.99")).outcome).toBe("signed_in");
    expect(await portal.owner.events("action=user.let_in")).toMatchObject([
      { target: { id: person.userId } },
    ]);
  });
});

describe("a link for a new password that an owner makes", () => {
  it("is in the log of each workspace of that person, with its maker, and a notice for them", async () => {
    const admin = await portal.addPerson("Anna Admin", [[workspace, "admin"]]);
    const answer = await portal.owner.call("POST", `/api/users/${admin.userId}/invitations`);
    const token = answer.json.inviteUrl.split("/").pop();
    const body = { token, password: "somebody else's choice" };
    expect((await portal.nobody.call("POST", "/api/invitations", { body })).status).toBe(204);
    const { client } = await portal.signIn(admin.email, body.password);

    const log = (action: string) => portal.owner.events(`action=${action}`, `${workspace.path}/audit-events`);
    expect(await log("user.invite")).toMatchObject([
      { actor: { name: "Owner" }, target: { id: admin.userId }, detail: { hasPassword: true } },
    ]);
    expect(await log("user.join")).toMatchObject([
      { actor: { id: admin.userId }, detail: { linkBy: "Owner" } },
    ]);
    const notices = (await client.get("/api/me/notices")).json.items;
    expect(notices).toMatchObject([
      { kind: "new_device" },
      { kind: "password_by_link", detail: { by: "Owner" } },
      { kind: "password_link", detail: { by: "Owner" } },
    ]);
    expect((await client.call("DELETE", `/api/me/notices/${notices[0].id}`)).status).toBe(204);
    expect((await client.get("/api/me/notices")).json.items).toHaveLength(2);
  });

  it.each(["a passkey", "an identity", "a session in the past"])(
    "of a person without a password who came in by %s is no invitation: they get both notices",
    async (way) => {
      const { json } = await portal.owner.call("POST", "/api/users", {
        body: { email: `${way.replaceAll(" ", "-")}@example.com`, name: "Without Password" },
      });
      const userId = json.id;
      if (way === "a passkey")
        await database().passkey.create({
          data: {
            id: uuidv7(),
            userId,
            name: way,
            credentialId: way,
            publicKey: new Uint8Array(1),
            counter: 0,
          },
        });
      else if (way === "an identity") await addIdentity(userId);
      else await database().session.create({ data: { id: uuidv7(), userId, method: "provider" } });
      const listed = (await portal.owner.get("/api/users?limit=200")).json.items;
      const row = listed.find((one: { id: string }) => one.id === userId);
      expect(row.invitePending).toBe(way === "a session in the past");
      const link = await portal.owner.call("POST", `/api/users/${userId}/invitations`);
      const body = { token: link.json.inviteUrl.split("/").pop(), password: "somebody else's choice" };
      expect((await portal.nobody.call("POST", "/api/invitations", { body })).status).toBe(204);
      const notices = await database().personNotice.findMany({ where: { userId } });
      expect(notices.map(({ kind }) => kind).sort()).toEqual(["password_by_link", "password_link"]);
      const [event] = await portal.owner.events(`action=user.join&actor=${userId}`);
      expect(event.detail.firstPassword).toBe(false);
    },
  );

  it("of a person who never had a password is an invitation, and no notice", async () => {
    const { json } = await portal.owner.call("POST", "/api/users", {
      body: { email: "first@example.com", name: "First Time" },
    });
    const body = { token: json.inviteUrl.split("/").pop(), password: "a first own password" };
    expect((await portal.nobody.call("POST", "/api/invitations", { body })).status).toBe(204);
    const { client } = await portal.signIn("first@example.com", body.password);
    expect((await client.get("/api/me/notices")).json.items).toEqual([]);
  });
});

it("a sign-in with a browser that is new to its person is a notice for them, the first of all is not", async () => {
  const { json } = await portal.owner.call("POST", "/api/users", {
    body: { email: "devices@example.com", name: "Many Devices" },
  });
  const password = "a password of devices";
  await portal.nobody.call("POST", "/api/invitations", {
    body: { token: json.inviteUrl.split("/").pop(), password },
  });
  const { client } = await portal.signIn("devices@example.com", password);
  expect((await client.get("/api/me/notices")).json.items).toEqual([]);
  await signedIn("devices@example.com", "203.0.113.77", password);
  expect((await client.get("/api/me/notices")).json.items).toMatchObject([
    { kind: "new_device", detail: { ip: "203.0.113.77", userAgent: "a browser" } },
  ]);
});
