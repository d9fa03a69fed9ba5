import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signIn } from "@/lib/identity/sign-in";
import { openPortal, PASSWORD, type TestPortal } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let mia: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  mia = await portal.addPerson("Mia Chen");
});

const NEW = "a password that is new";
const from = { id: "test", ip: "192.0.2.77", userAgent: null };
const signInWith = async (password: string) => (await signIn(mia.email, password, from)).outcome;
const changePassword = (current: string, next: string) =>
  mia.call("POST", "/api/me/password", { body: { current, new: next } });
const events = async (action: string) =>
  (await portal.owner.get(`/api/audit-events?action=${action}&actor=${mia.userId}`)).json.items;

describe("one's own name", () => {
  it("is changed by oneself, counts at once, and the log says who one was before", async () => {
    const answer = await mia.call("PATCH", "/api/me", { body: { name: "  Mia Chen-Okafor " } });
    expect([answer.status, answer.json]).toEqual([200, { id: mia.userId, name: "Mia Chen-Okafor" }]);
    expect((await mia.get("/api/me")).json.user.name).toBe("Mia Chen-Okafor");
    expect(await events("user.update")).toMatchObject([
      {
        actor: { id: mia.userId, name: "Mia Chen" },
        target: { id: mia.userId },
        changes: [{ path: "/name", before: "Mia Chen", after: "Mia Chen-Okafor" }],
      },
    ]);
  });

  it("and the zone of times are all that somebody may change of themselves", async () => {
    for (const body of [
      { name: "M", owner: true },
      { disabled: false },
      { name: " " },
      { email: "x@y.z" },
      {},
    ]) {
      expect((await mia.call("PATCH", "/api/me", { body })).status).toBe(422);
    }
    expect((await mia.get("/api/me")).json.user).toMatchObject({ name: "Mia Chen", owner: false });
  });
});

describe("one's own time zone", () => {
  it("is chosen by its name, counts at once, and is the browser's again with null", async () => {
    const zone = async () => (await mia.get("/api/me")).json.user.timeZone;
    expect(await zone()).toBeNull();
    for (const timeZone of ["Asia/Kolkata", null]) {
      const answer = await mia.call("PATCH", "/api/me", { body: { timeZone } });
      expect([answer.status, answer.json]).toEqual([200, { id: mia.userId, timeZone }]);
      expect(await zone()).toBe(timeZone);
    }
    const changes = (await events("user.update")).map((event: { changes: unknown }) => event.changes);
    expect(changes).toEqual([
      [{ path: "/timeZone", before: "Asia/Kolkata", after: null }],
      [{ path: "/timeZone", before: null, after: "Asia/Kolkata" }],
    ]);
  });

  it.each(["Mars/Olympus", "+02:00", "", "x".repeat(65)])("is not %j", async (timeZone) => {
    const answer = await mia.call("PATCH", "/api/me", { body: { timeZone } });
    expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([422, "/timeZone"]);
  });
});

describe("the key of one's own drafts", () => {
  it("is the same in every session of a person, and never another's", async () => {
    const first = await mia.get("/api/me/draft-key");
    expect(first.json).toEqual({ userId: mia.userId, key: expect.stringMatching(/^[\w+/]{43}=$/) });
    const { client } = await portal.signIn(mia.email);
    expect((await client.get("/api/me/draft-key")).json).toEqual(first.json);
    expect((await portal.owner.get("/api/me/draft-key")).json.key).not.toBe(first.json.key);
  });

  it("is stored by no cache, and not given without a session", async () => {
    expect((await mia.get("/api/me/draft-key")).headers.get("cache-control")).toBe("no-store");
    expect((await portal.nobody.get("/api/me/draft-key")).status).toBe(401);
  });
});

describe("one's own password", () => {
  it("is changed with the present one, which is worth nothing from then on", async () => {
    expect((await changePassword(PASSWORD, NEW)).status).toBe(204);
    expect(await signInWith(PASSWORD)).toBe("refused");
    expect(await signInWith(NEW)).toBe("signed_in");
  });

  it("ends every other session, and not this one", async () => {
    const other = await portal.signIn(mia.email);
    expect((await changePassword(PASSWORD, NEW)).status).toBe(204);
    expect((await other.client.get("/api/me")).status).toBe(401);
    expect((await mia.get("/api/me")).status).toBe(200);
    expect(await events("user.change_password")).toMatchObject([
      {
        outcome: "succeeded",
        actor: { email: mia.email },
        target: { id: mia.userId },
        detail: { sessionsEnded: 1 },
      },
    ]);
  });

  it("makes a link for a new password worthless, which may have been the reason", async () => {
    const made = await portal.owner.call("POST", `/api/users/${mia.userId}/invitations`);
    const token = made.json.inviteUrl.split("/").pop();
    expect((await changePassword(PASSWORD, NEW)).status).toBe(204);
    const used = await portal.nobody.call("POST", "/api/invitations", {
      body: { token, password: "a stolen password" },
    });
    expect(used.status).toBe(404);
    expect(await signInWith(NEW)).toBe("signed_in");
  });

  it("stays where the present one is wrong: the field is named, and the attempt is in the log", async () => {
    const answer = await changePassword("not the password", NEW);
    expect([answer.status, answer.json.code]).toEqual([422, "invalid_body"]);
    expect(answer.json.errors).toEqual([{ path: "/current", message: "This is not your present password" }]);
    expect(answer.text).not.toContain(NEW);
    expect(await signInWith(PASSWORD)).toBe("signed_in");
    expect(await events("user.change_password")).toMatchObject([
      { outcome: "failed", detail: { code: "invalid_body" } },
    ]);
  });

  it("follows the rule for passwords, and nothing is asked of the present one", async () => {
    const answer = await changePassword(PASSWORD, "short");
    expect([answer.status, answer.json.errors[0].path]).toEqual([422, "/new"]);
    expect((await changePassword("x", "short")).json.errors[0].path).toBe("/new");
  });

  it("can't be guessed through an open session: wrong ones are counted as at the sign-in", async () => {
    const statuses: number[] = [];
    let wait: string | null = null;
    for (let attempt = 0; attempt < 12; attempt++) {
      const answer = await changePassword(`wrong ${attempt}`, NEW);
      statuses.push(answer.status);
      wait ??= answer.headers.get("retry-after");
    }
    expect(new Set(statuses)).toEqual(new Set([422, 429]));
    expect(Number(wait)).toBeGreaterThan(0);
    expect((await changePassword(PASSWORD, NEW)).status).toBe(429);
  });
});
