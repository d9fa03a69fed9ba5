import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { signIn } from "@/lib/identity/sign-in";
import { bookSignInAttempt, forgiveSignInAttempts } from "@/lib/identity/sign-in-throttle";
import {
  OWNER,
  openPortal,
  PASSWORD,
  type TestPortal,
  type TestWorkspace,
} from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let here: TestWorkspace;
let elsewhere: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
  here = await portal.addWorkspace({ name: "Here" });
  elsewhere = await portal.addWorkspace({ name: "Elsewhere" });
});
afterAll(() => portal.close());

/** An attempt at a browser that its person has not used before. */
const elsewhereAt = (ip: string) => ({ ip, ownDevice: null });
const from = (ip: string) => ({ id: "test", ip, userAgent: null });

async function invite(email: string) {
  const answer = await portal.owner.call("POST", "/api/users", { body: { email, name: "New Person" } });
  expect(answer.status).toBe(201);
  expect(answer.json.inviteUrl).toMatch(/^http:\/\/portal\.test\/invite\/[\w-]{43}$/);
  return { id: answer.json.id as string, token: answer.json.inviteUrl.split("/").pop() as string };
}

const accept = (token: string, password = "a long enough one") =>
  portal.nobody.call("POST", "/api/invitations", { body: { token, password } });

describe("an invitation", () => {
  it("works once, and its person sees only their workspaces", async () => {
    const { id, token } = await invite("New.Person@Example.com");
    const body = { email: "new.person@example.com", role: "viewer" };
    expect((await portal.owner.call("POST", `${here.path}/members`, { body })).status).toBe(201);
    expect((await signIn("new.person@example.com", "a long enough one", from("192.0.2.9"))).outcome).toBe(
      "refused",
    );
    const [first, second] = await Promise.all([accept(token), accept(token, "another long one")]);
    expect([first.status, second.status].sort()).toEqual([204, 404]);
    expect((await accept(token)).status).toBe(404);
    const password = first.status === 204 ? "a long enough one" : "another long one";
    const { client } = await portal.signIn("new.person@example.com", password);
    expect(client.userId).toBe(id);
    const seen = await client.get("/api/workspaces");
    expect(seen.json.items.map(({ slug }: { slug: string }) => slug)).toEqual([here.slug]);
    expect(seen.text).not.toContain(elsewhere.id);
    expect((await client.get(here.path)).status).toBe(200);
    expect((await client.get(elsewhere.path)).status).toBe(404);
    const me = await client.get("/api/me");
    expect(me.json).toMatchObject({
      user: { owner: false },
      bindings: [{ slug: here.slug, role: "viewer" }],
    });
  });

  it("expires, and a newer link ends the one before", async () => {
    const { id, token } = await invite("slow@example.com");
    await database().invitation.updateMany({
      where: { userId: id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await accept(token)).status).toBe(404);
    const links: string[] = [];
    for (let n = 0; n < 2; n++) {
      const { json } = await portal.owner.call("POST", `/api/users/${id}/invitations`);
      links.push(json.inviteUrl.split("/").pop());
    }
    expect((await accept(links[0] ?? "")).status).toBe(404);
    expect((await accept(links[1] ?? "")).status).toBe(204);
  });

  it("wants a password of twelve characters, and is not used up by a shorter one", async () => {
    const { token } = await invite("short@example.com");
    const short = await accept(token, "x7 Kp-tooth");
    expect([short.status, short.json.errors[0].path]).toEqual([422, "/password"]);
    expect((await accept(token)).status).toBe(204);
  });

  it("is stored as a hash only", async () => {
    const { id, token } = await invite("hashed@example.com");
    const [row] = await database().invitation.findMany({ where: { userId: id } });
    expect(row?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(token);
  });
});

describe("from the very next request on", () => {
  it("an unbound person is out of the workspace", async () => {
    const person = await portal.addPerson("Una", [[here, "editor"]]);
    expect((await person.get(here.path)).status).toBe(200);
    expect((await portal.owner.call("DELETE", `${here.path}/members/${person.userId}`)).status).toBe(204);
    expect((await person.get(here.path)).status).toBe(404);
    expect((await person.get("/api/me")).json.bindings).toEqual([]);
  });

  it("another role counts", async () => {
    const person = await portal.addPerson("Rolf", [[here, "viewer"]]);
    expect((await person.get(`${here.path}/changes`)).status).toBe(403);
    const body = { role: "editor" };
    expect((await portal.owner.call("PATCH", `${here.path}/members/${person.userId}`, { body })).status).toBe(
      200,
    );
    expect((await person.get(`${here.path}/changes`)).status).toBe(200);
  });

  it("a disabled person is signed out everywhere, and can't come back", async () => {
    const person = await portal.addPerson("Dora", [[here, "admin"]]);
    const second = await portal.signIn(person.email);
    const body = { disabled: true };
    expect((await portal.owner.call("PATCH", `/api/users/${person.userId}`, { body })).status).toBe(200);
    for (const client of [person, second.client]) expect((await client.get("/api/me")).status).toBe(401);
    expect((await signIn(person.email, PASSWORD, from("192.0.2.10"))).outcome).toBe("refused");
    // Enabled again, old sessions stay dead.
    await portal.owner.call("PATCH", `/api/users/${person.userId}`, { body: { disabled: false } });
    expect((await person.get("/api/me")).status).toBe(401);
    expect((await portal.signIn(person.email)).client).toBeInstanceOf(PortalClient);
  });

  it("a revoked session is out, the others stay", async () => {
    const person = await portal.addPerson("Sven");
    const { client, sessionId } = await portal.signIn(person.email);
    const listed = await person.get("/api/sessions");
    expect(listed.json.items.map(({ current }: { current: boolean }) => current)).toEqual([true, false]);
    expect((await person.call("DELETE", `/api/sessions/${sessionId}`)).status).toBe(204);
    expect((await client.get("/api/me")).status).toBe(401);
    expect((await person.get("/api/me")).status).toBe(200);
    const third = await portal.signIn(person.email);
    expect((await person.call("DELETE", "/api/sessions?others=1")).json).toEqual({ ended: 1 });
    expect((await third.client.get("/api/me")).status).toBe(401);
  });

  it("a session past its time is out, and a token of another secret never was in", async () => {
    const person = await portal.addPerson("Tilda");
    const { client, sessionId } = await portal.signIn(person.email);
    await database().session.update({
      where: { id: sessionId },
      data: { lastSeenAt: new Date(0) },
    });
    expect((await client.get("/api/me")).status).toBe(401);
    for (const cookie of ["next-auth.session-token=forged", "next-auth.session-token=%zz", "x", ""]) {
      expect((await portal.nobody.get("/api/me", { cookie })).status).toBe(401);
    }
  });

  it("one can't end or see another person's sessions, an owner can", async () => {
    const person = await portal.addPerson("Paul");
    const { sessionId, client } = await portal.signIn(person.email);
    const other = await portal.addPerson("Nosy");
    expect((await other.call("DELETE", `/api/sessions/${sessionId}`)).status).toBe(404);
    expect((await other.get(`/api/sessions?user=${person.userId}`)).status).toBe(403);
    expect((await client.get("/api/me")).status).toBe(200);
    expect((await portal.owner.call("DELETE", `/api/sessions/${sessionId}`)).status).toBe(204);
    expect((await client.get("/api/me")).status).toBe(401);
  });

  it("the last owner and the last admin can't go", async () => {
    const owner = await portal.owner.get("/api/me");
    for (const body of [{ owner: false }, { disabled: true }]) {
      const answer = await portal.owner.call("PATCH", `/api/users/${owner.json.user.id}`, { body });
      expect(answer.status).toBe(409);
    }
    const path = `${elsewhere.path}/members/${owner.json.user.id}`;
    expect((await portal.owner.call("DELETE", path)).status).toBe(409);
    expect((await portal.owner.call("PATCH", path, { body: { role: "viewer" } })).status).toBe(409);
    expect((await portal.owner.get(elsewhere.path)).status).toBe(200);
  });
});

describe("signing in", () => {
  it("answers a wrong password, an unknown address and a person without a password alike", async () => {
    await invite("pending@example.com");
    const answers = [
      await signIn(OWNER.email, "wrong password", from("192.0.2.20")),
      await signIn("nobody@example.com", "wrong password", from("192.0.2.20")),
      await signIn("pending@example.com", "wrong password", from("192.0.2.20")),
    ];
    for (const answer of answers) expect(answer).toEqual({ outcome: "refused" });
    const { json } = await portal.owner.get("/api/audit-events?action=session.sign_in&outcome=failed");
    expect(json.items.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(json)).not.toContain("wrong password");
  });

  it("does not care how an address is written", async () => {
    const answer = await signIn(` ${OWNER.email.toUpperCase()} `, OWNER.password, from("192.0.2.21"));
    expect(answer.outcome).toBe("signed_in");
  });

  it("is throttled after ten wrong attempts for one address from one place, even with the right password", async () => {
    const person = await portal.addPerson("Throttled");
    const place = from("192.0.2.30");
    const attempts = Array.from({ length: 12 }, () => signIn(person.email, "a wrong one", place));
    const outcomes = (await Promise.all(attempts)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(10);
    const right = await signIn(person.email, PASSWORD, place);
    expect(right.outcome).toBe("throttled");
    if (right.outcome === "throttled") {
      expect(right.retryAfterSeconds).toBeGreaterThan(0);
      expect(right.retryAfterSeconds).toBeLessThanOrEqual(900);
    }
    // An attempt from elsewhere is not locked out by that.
    expect((await signIn(person.email, PASSWORD, from("192.0.2.31"))).outcome).toBe("signed_in");
  });

  it("a right password clears the person's count", async () => {
    const person = await portal.addPerson("Forgiven");
    const place = from("192.0.2.40");
    for (let n = 0; n < 9; n++) await bookSignInAttempt(person.email, elsewhereAt(place.ip));
    expect((await signIn(person.email, PASSWORD, place)).outcome).toBe("signed_in");
    expect((await signIn(person.email, "a wrong one", place)).outcome).toBe("refused");
  });

  it("trying a hundred addresses from one place is throttled too", async () => {
    for (let n = 0; n < 100; n++)
      await bookSignInAttempt(`someone-${n}@example.com`, elsewhereAt("192.0.2.50"));
    const wait = await bookSignInAttempt("one-more@example.com", elsewhereAt("192.0.2.50"));
    expect(wait?.scope).toBe("source");
    expect(wait?.seconds).toBeGreaterThan(0);
  });

  it("trying one person from ever new addresses of one IPv6 network is throttled too", async () => {
    const attempt = async (host: number) =>
      await bookSignInAttempt("somebody@example.com", elsewhereAt(`2001:db8:1:2::${host.toString(16)}`));
    for (let n = 1; n <= 10; n++) expect(await attempt(n)).toBeNull();
    expect(await attempt(11)).toMatchObject({ scope: "address" });
  });

  it("stores passwords as argon2id only", async () => {
    const rows = await database().user.findMany({ where: { passwordHash: { not: null } } });
    expect(rows.length).toBeGreaterThan(3);
    for (const { passwordHash } of rows) {
      expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    }
  });
});

it("right passwords from one address don't add up to a refusal, wrong ones of many people do", async () => {
  for (let n = 0; n < 110; n++) {
    expect(await bookSignInAttempt(`right${n}@example.com`, elsewhereAt("198.51.100.7"))).toBeNull();
    await forgiveSignInAttempts(`right${n}@example.com`, elsewhereAt("198.51.100.7"));
  }
  const waits = [];
  for (let n = 0; n < 101; n++)
    waits.push(await bookSignInAttempt(`wrong${n}@example.com`, elsewhereAt("198.51.100.7")));
  expect(waits.slice(0, 100).every((wait) => wait === null)).toBe(true);
  expect(waits[100]?.seconds).toBeGreaterThan(0);
});
