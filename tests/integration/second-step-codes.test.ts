import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { bookCodeAttempt } from "@/lib/identity/sign-in-throttle";
import { ageProof, attemptSignIn, codeOf, setUpApp } from "@/tests/support/factor-steps";
import { openPortal, PASSWORD, type TestPortal } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

/** The second step of a password: codes of an app, and those for the day when it is lost. */
let portal: TestPortal;
let mia: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  // A code is of half a minute: in a test no time goes by.
  vi.useFakeTimers({ toFake: ["Date"] });
  mia = await portal.addPerson("Mia Chen");
});
afterEach(() => vi.useRealTimers());

const attempt = (code: string | null = null, person = mia, ...more: string[]) =>
  attemptSignIn(person, code, ...more);
const outcome = async (...given: Parameters<typeof attempt>) => (await attempt(...given)).outcome;

describe("an authenticator app", () => {
  it("counts once a code of it was typed, and comes with ten recovery codes that are shown once", async () => {
    const begun = await mia.call("POST", "/api/me/totp", { body: {} });
    expect(begun.json.uri).toContain("issuer=Switchboard%20(portal.test)");
    expect((await mia.get("/api/me/totp")).json).toEqual({ app: null });
    expect(await outcome()).toBe("signed_in");
    const wrong = await mia.call("POST", "/api/me/totp", { body: { code: "000000" } });
    expect([wrong.status, wrong.json.errors[0].path]).toEqual([422, "/code"]);
    const code = codeOf(begun.json.secret);
    const confirmed = await mia.call("POST", "/api/me/totp", {
      body: { code: `${code.slice(0, 3)} ${code.slice(3)}` },
    });
    expect(new Set(confirmed.json.recoveryCodes).size).toBe(10);
    for (const one of confirmed.json.recoveryCodes)
      expect(one).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect((await mia.get("/api/me/totp")).json.app).toMatchObject({ usedAt: null });
    expect((await mia.get("/api/me/recovery-codes")).json).toEqual({ left: 10, of: 10 });
    expect(await mia.kindsOfNotices()).toContain("factor_added");
  });

  it("keeps its secret sealed, and neither it nor a code is in the log", async () => {
    const { secret, recoveryCodes } = await setUpApp(mia);
    const row = await database().authenticatorApp.findFirstOrThrow({ where: { userId: mia.userId ?? "" } });
    expect(row.sealedSecret).toMatch(/^v1\.test\./);
    const stored = JSON.stringify(
      await database().recoveryCode.findMany({ where: { userId: mia.userId ?? "" } }),
    );
    const log = JSON.stringify(await database().auditEvent.findMany({ where: { actorId: mia.userId } }));
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))]) {
      expect(`${stored} ${log} ${portal.logLines.join()}`).not.toContain(text);
    }
  });

  it("goes on until a code of the next one was typed", async () => {
    const first = await setUpApp(mia);
    const next = await mia.call("POST", "/api/me/totp", { body: {} });
    expect(await outcome(codeOf(first.secret))).toBe("signed_in");
    const confirmed = await mia.call("POST", "/api/me/totp", { body: { code: codeOf(next.json.secret) } });
    expect(confirmed.json).toEqual({ recoveryCodes: null });
    expect(await outcome(codeOf(first.secret, 1))).toBe("wrong_code");
    expect(await outcome(codeOf(next.json.secret, 1))).toBe("signed_in");
  });

  it("can't be confirmed half an hour after it was begun", async () => {
    const begun = await mia.call("POST", "/api/me/totp", { body: {} });
    await database().authenticatorApp.updateMany({
      where: { userId: mia.userId ?? "" },
      data: { createdAt: new Date(Date.now() - 31 * 60_000) },
    });
    const late = await mia.call("POST", "/api/me/totp", { body: { code: codeOf(begun.json.secret) } });
    expect([late.status, late.json.code]).toEqual([409, "conflict"]);
  });

  it("that is removed takes its recovery codes along, and the password lets in again", async () => {
    const { recoveryCodes } = await setUpApp(mia);
    expect((await mia.call("DELETE", "/api/me/totp")).status).toBe(204);
    expect((await mia.get("/api/me/recovery-codes")).json.left).toBe(0);
    expect(await outcome()).toBe("signed_in");
    expect(await outcome(recoveryCodes[0])).toBe("signed_in");
    expect(await mia.kindsOfNotices()).toContain("factor_removed");
    expect((await mia.call("DELETE", "/api/me/totp")).status).toBe(404);
  });

  it.each([
    ["GET", "/api/me/totp"],
    ["POST", "/api/me/totp"],
    ["DELETE", "/api/me/totp"],
    ["POST", "/api/me/recovery-codes"],
    ["POST", "/api/me/passkeys/challenge"],
  ])("%s %s needs a fresh proof where it changes something", async (method, path) => {
    await ageProof(mia);
    const answer = await mia.call(method, path, method === "GET" ? {} : { body: {} });
    expect(answer.json.code).toBe(method === "GET" ? undefined : "not_fresh");
  });
});

describe("the right password of an account with a second factor", () => {
  it("opens no session, sets no cookie, and says which steps there are", async () => {
    const { client } = await portal.signIn(mia.email);
    await setUpApp(mia);
    const before = await database().session.count({ where: { userId: mia.userId ?? "" } });
    expect(await attempt()).toEqual({ outcome: "second_step", steps: ["code", "recovery_code"] });
    expect(await database().session.count({ where: { userId: mia.userId ?? "" } })).toBe(before);
    expect((await client.get("/api/me")).status).toBe(200);
  });

  it("lets in with a code, and the session says how", async () => {
    const { secret } = await setUpApp(mia);
    const result = await attempt(codeOf(secret));
    expect(result.outcome).toBe("signed_in");
    const [event] = await portal.owner.events(`action=session.sign_in&actor=${mia.userId}`);
    expect(event.detail.method).toBe("password_code");
  });

  it("a code is refused the second time, also that of an earlier step", async () => {
    const { secret } = await setUpApp(mia);
    expect(await outcome(codeOf(secret, 1))).toBe("signed_in");
    expect(await outcome(codeOf(secret, 1))).toBe("wrong_code");
    expect(await outcome(codeOf(secret))).toBe("wrong_code");
    expect(await outcome(codeOf(secret, -1))).toBe("wrong_code");
  });

  it("of two requests with one code, one gets in", async () => {
    const { secret } = await setUpApp(mia);
    const code = codeOf(secret);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcome(code)));
    expect(outcomes.sort()).toEqual(["signed_in", "wrong_code", "wrong_code", "wrong_code"]);
  });

  it("a wrong password says nothing of the second factor, and uses no code up", async () => {
    const { secret } = await setUpApp(mia);
    const code = codeOf(secret);
    expect(await attempt(code, mia, "not the password")).toEqual({ outcome: "refused" });
    expect(await attempt(null, mia, "not the password")).toEqual({ outcome: "refused" });
    expect(await outcome(code)).toBe("signed_in");
  });

  it("wrong codes are held back and recorded as wrong passwords are, also with right passwords between them", async () => {
    const { secret } = await setUpApp(mia);
    for (let n = 0; n < 10; n += 1) {
      expect(await outcome("000000")).toBe("wrong_code");
      if (n === 4) expect(await outcome()).toBe("second_step");
    }
    expect(await outcome(codeOf(secret))).toBe("throttled");
    const refused = await portal.owner.events(`action=session.sign_in&outcome=failed&actor=${mia.userId}`);
    expect(refused.at(-1)).toMatchObject({ detail: { code: "wrong_code" } });
    expect(await outcome(codeOf(secret), mia, PASSWORD, "198.51.100.9")).toBe("signed_in");
  });

  it("codes can't be guessed from many places, while a recovery code still lets in", async () => {
    const { secret, recoveryCodes } = await setUpApp(mia);
    for (let n = 0; n < 30; n += 1) await bookCodeAttempt(mia.email);
    expect(await outcome(codeOf(secret), mia, PASSWORD, "203.0.113.200")).toBe("throttled");
    expect(await outcome(recoveryCodes[0], mia, PASSWORD, "203.0.113.201")).toBe("signed_in");
    await portal.owner.call("DELETE", `/api/users/${mia.userId}/sign-in-limit`);
    expect(await outcome(codeOf(secret), mia, PASSWORD, "203.0.113.202")).toBe("signed_in");
  });

  it("a link for a new password doesn't let in without the factor, and removes none", async () => {
    const { secret } = await setUpApp(mia);
    const link = await portal.owner.call("POST", `/api/users/${mia.userId}/invitations`);
    const body = { token: link.json.inviteUrl.split("/").pop(), password: "somebody else's choice" };
    expect((await portal.nobody.call("POST", "/api/invitations", { body })).status).toBe(204);
    expect(await outcome(null, mia, body.password)).toBe("second_step");
    expect(await outcome(codeOf(secret), mia, body.password)).toBe("signed_in");
  });
});

describe("a recovery code", () => {
  it("works once, its use is an event and a notice, and the number that is left goes down", async () => {
    const { recoveryCodes } = await setUpApp(mia);
    const typed = ` ${recoveryCodes[3]?.toLowerCase().replaceAll("-", " ")}`;
    expect(await outcome(typed)).toBe("signed_in");
    expect(await outcome(typed)).toBe("wrong_code");
    expect((await mia.get("/api/me/recovery-codes")).json.left).toBe(9);
    expect(await portal.owner.events(`action=recovery_codes.use&actor=${mia.userId}`)).toMatchObject([
      { detail: { left: 9 } },
    ]);
    expect(await mia.kindsOfNotices()).toContain("recovery_code_used");
    const [event] = await portal.owner.events(`action=session.sign_in&outcome=succeeded&actor=${mia.userId}`);
    expect(event.detail.method).toBe("recovery_code");
  });

  it("of two requests with one code, one wins", async () => {
    const { recoveryCodes } = await setUpApp(mia);
    const outcomes = await Promise.all([1, 2, 3].map(() => outcome(recoveryCodes[0])));
    expect(outcomes.sort()).toEqual(["signed_in", "wrong_code", "wrong_code"]);
  });

  it("is worth nothing once new ones were made, and for anybody else", async () => {
    const { recoveryCodes } = await setUpApp(mia);
    const renewed = await mia.call("POST", "/api/me/recovery-codes");
    expect([renewed.status, renewed.json.recoveryCodes.length]).toEqual([201, 10]);
    expect(await outcome(recoveryCodes[0])).toBe("wrong_code");
    const noah = await portal.addPerson("Noah");
    await setUpApp(noah);
    expect(await outcome(renewed.json.recoveryCodes[0], noah)).toBe("wrong_code");
    expect(await outcome(renewed.json.recoveryCodes[0])).toBe("signed_in");
  });

  it("is made for nobody without a factor", async () => {
    expect((await mia.call("POST", "/api/me/recovery-codes")).status).toBe(409);
  });
});
