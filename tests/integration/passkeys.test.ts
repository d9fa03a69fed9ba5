import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { addPasskey, attemptSignIn, cookieOf } from "@/tests/support/factor-steps";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { SoftPasskey } from "@/tests/support/soft-passkey";

let portal: TestPortal;
let mia: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  mia = await portal.addPerson("Mia Chen");
});

/** Signs in with a passkey alone, by the routes. */
async function passkeySignIn(
  key: SoftPasskey,
  more: object = {},
  faults: Parameters<SoftPasskey["get"]>[1] = {},
) {
  const options = (await portal.nobody.call("POST", "/api/sign-in/passkey/challenge")).json;
  return await portal.nobody.call("POST", "/api/sign-in/passkey", {
    body: { answer: key.get(options, faults), ...more },
  });
}

describe("a passkey", () => {
  it("is added by its person, with recovery codes where it is their first factor", async () => {
    const { answer, options } = await addPasskey(mia, "A phone");
    expect(options).toMatchObject({
      rp: { id: "portal.test" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
    });
    expect([answer.status, answer.json.recoveryCodes.length]).toEqual([201, 10]);
    expect((await addPasskey(mia, "A key")).answer.json.recoveryCodes).toBeNull();
    const { items } = (await mia.get("/api/me/passkeys")).json;
    expect(items).toMatchObject([
      { name: "A phone", usedAt: null },
      { name: "A key", usedAt: null },
    ]);
    expect((await mia.call("DELETE", `/api/me/passkeys/${items[0].id}`)).status).toBe(204);
    expect((await mia.get("/api/me/passkeys")).json.items).toHaveLength(1);
    expect((await portal.owner.call("DELETE", `/api/me/passkeys/${items[1].id}`)).status).toBe(404);
  });

  it("is not added with an answer that is wrong, comes twice, or is another person's", async () => {
    const begin = async (client: PortalClient) =>
      (await client.call("POST", "/api/me/passkeys/challenge")).json;
    const add = async (answer: object, client: PortalClient = mia) =>
      (await client.call("POST", "/api/me/passkeys", { body: { name: "A phone", answer } })).status;
    expect(await add(new SoftPasskey().create(await begin(mia), { unverified: true }))).toBe(422);
    expect(await add(new SoftPasskey().create(await begin(mia), { origin: "http://evil.test" }))).toBe(422);
    expect(await add(new SoftPasskey().create(await begin(mia), { rpId: "evil.test" }))).toBe(422);
    const noah = await portal.addPerson("Noah");
    expect(await add(new SoftPasskey().create(await begin(noah)))).toBe(422);
    const options = await begin(mia);
    expect(await add(new SoftPasskey().create(options))).toBe(201);
    expect(await add(new SoftPasskey().create(options))).toBe(422);
    const late = await begin(mia);
    await database().passkeyChallenge.updateMany({ data: { expiresAt: new Date(0) } });
    expect(await add(new SoftPasskey().create(late))).toBe(422);
  });

  it("signs its person in alone, and is a second step as well", async () => {
    const { key } = await addPasskey(mia);
    expect(await attemptSignIn(mia)).toMatchObject({
      outcome: "second_step",
      steps: ["passkey", "recovery_code"],
    });
    const alone = await passkeySignIn(key);
    expect([alone.status, alone.headers.get("cache-control")]).toEqual([204, "no-store"]);
    const me = await portal.nobody.get("/api/me", { cookie: cookieOf(alone) });
    expect(me.json.user.id).toBe(mia.userId);
    const second = await passkeySignIn(key, { email: mia.email.toUpperCase() });
    expect(second.status).toBe(204);
    const [event] = await portal.owner.events(`action=session.sign_in&actor=${mia.userId}`);
    expect(event.detail).toMatchObject({ method: "passkey" });
    expect((await mia.get("/api/me/passkeys")).json.items[0].usedAt).not.toBeNull();
  });

  it("makes its browser known, as a password does, for either way to sign in", async () => {
    const { key } = await addPasskey(mia);
    const lines = (await passkeySignIn(key)).headers.getSetCookie();
    const devices = lines.filter((line) => line.startsWith("switchboard.device="));
    expect(devices.map((line) => /Path=([^;]+)/.exec(line)?.[1]).sort()).toEqual([
      "/api/auth",
      "/api/sign-in",
    ]);
    for (const line of lines) expect(line).toMatch(/HttpOnly; SameSite=Lax/);
    const before = (await mia.kindsOfNotices()).filter((kind: string) => kind === "new_device").length;
    const cookie = devices[0]?.split(";")[0];
    const options = (await portal.nobody.call("POST", "/api/sign-in/passkey/challenge")).json;
    const again = await portal.nobody.call("POST", "/api/sign-in/passkey", {
      body: { answer: key.get(options) },
      headers: { cookie },
    });
    expect(again.status).toBe(204);
    expect((await mia.kindsOfNotices()).filter((kind: string) => kind === "new_device").length).toBe(before);
  });

  it("that is unknown, disabled, another's or wrong is refused alike, and each attempt is recorded once", async () => {
    const { key } = await addPasskey(mia);
    const disabled = await portal.addPerson("Gone");
    const { key: gone } = await addPasskey(disabled);
    await portal.owner.call("PATCH", `/api/users/${disabled.userId}`, { body: { disabled: true } });
    const stranger = new SoftPasskey();
    const options = (await portal.nobody.call("POST", "/api/sign-in/passkey/challenge")).json;
    const used = key.get(options);
    const send = (answer: object) => portal.nobody.call("POST", "/api/sign-in/passkey", { body: { answer } });
    expect((await send(used)).status).toBe(204);
    const before = await database().auditEvent.count();
    const answers = [
      await passkeySignIn(stranger),
      await passkeySignIn(gone),
      await passkeySignIn(key, { email: "another@example.com" }),
      await passkeySignIn(key, {}, { unverified: true }),
      await passkeySignIn(key, {}, { origin: "http://evil.test" }),
      await passkeySignIn(key, {}, { rpId: "evil.test" }),
      await send(used),
    ];
    const told = answers.map(({ status, text, headers }) => [
      status,
      text.replace(/"requestId":"[^"]*"/, ""),
      headers.getSetCookie(),
    ]);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    // One event for each account, and its repeats as a count.
    expect((await database().auditEvent.count()) - before).toBe(3);
  });

  it("that counted backwards is a copy, and is refused", async () => {
    const { key } = await addPasskey(mia);
    expect((await passkeySignIn(key, {}, { count: 7 })).status).toBe(204);
    expect((await passkeySignIn(key, {}, { count: 7 })).status).toBe(401);
    expect((await passkeySignIn(key, {}, { count: 3 })).status).toBe(401);
    expect((await passkeySignIn(key, {}, { count: 8 })).status).toBe(204);
  });

  it("that doesn't count at all goes on to work", async () => {
    const { key } = await addPasskey(mia);
    for (let n = 0; n < 2; n += 1) expect((await passkeySignIn(key, {}, { count: 0 })).status).toBe(204);
  });

  it("of two answers to one challenge, one gets in", async () => {
    const { key } = await addPasskey(mia);
    const options = (await portal.nobody.call("POST", "/api/sign-in/passkey/challenge")).json;
    const body = { answer: key.get(options) };
    const answers = await Promise.all(
      [1, 2, 3].map(() => portal.nobody.call("POST", "/api/sign-in/passkey", { body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401]);
  });

  it("an answer for one thing is worth nothing for another", async () => {
    const { key } = await addPasskey(mia);
    const forProof = (await mia.call("POST", "/api/me/reauthenticate/challenge")).json;
    const forSignIn = (await portal.nobody.call("POST", "/api/sign-in/passkey/challenge")).json;
    const signInAnswer = { body: { answer: key.get(forProof) } };
    expect((await portal.nobody.call("POST", "/api/sign-in/passkey", signInAnswer)).status).toBe(401);
    const proof = await mia.call("POST", "/api/me/reauthenticate", { body: { passkey: key.get(forSignIn) } });
    expect(proof.status).toBe(422);
  });

  it("wrong answers are held back", async () => {
    const stranger = new SoftPasskey();
    const statuses = [];
    for (let n = 0; n < 11; n += 1) statuses.push((await passkeySignIn(stranger)).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  });

  it("a network that asks for ever more challenges has to wait, and gets no further rows", async () => {
    await database().passkeyChallenge.deleteMany({});
    const headers = { "x-forwarded-for": "198.51.100.77" };
    const ask = () => portal.nobody.call("POST", "/api/sign-in/passkey/challenge", { headers });
    expect((await ask()).status).toBe(200);
    const { source, expiresAt } = await database().passkeyChallenge.findFirstOrThrow();
    const others = Array.from({ length: 99 }, (_, n) => ({
      challengeHash: `${n}`,
      purpose: "sign_in",
      source,
      expiresAt,
    }));
    await database().passkeyChallenge.createMany({ data: others });
    expect((await ask()).status).toBe(429);
    expect(await database().passkeyChallenge.count()).toBe(100);
    expect((await portal.nobody.call("POST", "/api/sign-in/passkey/challenge")).status).toBe(200);
  });
});
