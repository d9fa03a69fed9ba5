import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import {
  addPasskey,
  ageProof,
  attemptSignIn,
  codeOf,
  cookieOf,
  setUpApp,
} from "@/tests/support/factor-steps";
import { openPortal, PASSWORD, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let mia: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());
beforeEach(async () => {
  // A code is of half a minute: in a test no time goes by.
  vi.useFakeTimers({ toFake: ["Date"] });
  mia = await portal.addPerson("Mia Chen", [[workspace, "editor"]]);
});
afterEach(() => vi.useRealTimers());

describe("a proof of who one is", () => {
  const prove = (body: object) => mia.call("POST", "/api/me/reauthenticate", { body });

  it("can be a code, a passkey or the password, and one at a time", async () => {
    const { secret } = await setUpApp(mia);
    const { key } = await addPasskey(mia);
    const has = { password: true, steps: ["code", "passkey", "recovery_code"], providers: [] };
    expect((await mia.get("/api/me/reauthenticate")).json).toEqual(has);
    await ageProof(mia);
    expect((await prove({})).status).toBe(422);
    expect((await prove({ password: PASSWORD, code: "123456" })).status).toBe(422);
    const wrong = await prove({ code: "000000" });
    expect([wrong.status, wrong.json.errors[0].path]).toEqual([422, "/code"]);
    const byCode = await prove({ code: codeOf(secret) });
    expect(byCode.status).toBe(204);
    const cookie = cookieOf(byCode);
    const options = (await mia.call("POST", "/api/me/reauthenticate/challenge", { headers: { cookie } }))
      .json;
    const body = { passkey: key.get(options) };
    const byPasskey = await mia.call("POST", "/api/me/reauthenticate", { body, headers: { cookie } });
    expect(byPasskey.status).toBe(204);
    const proofs = await portal.owner.events(`action=session.prove&outcome=succeeded&actor=${mia.userId}`);
    expect(proofs.map(({ detail }: { detail: { proof: string } }) => detail.proof)).toEqual([
      "passkey",
      "code",
    ]);
  });

  it("is no password for somebody who has none", async () => {
    const ofMia = { where: { id: mia.userId ?? "" } };
    await database().user.update({ ...ofMia, data: { passwordHash: null } });
    const has = { password: false, steps: [], providers: [] };
    expect((await mia.get("/api/me/reauthenticate")).json).toEqual(has);
    expect((await prove({ password: PASSWORD })).status).toBe(422);
  });

  it("by another person's passkey or code is none", async () => {
    const noah = await portal.addPerson("Noah");
    const { key } = await addPasskey(noah);
    const { secret } = await setUpApp(noah);
    await addPasskey(mia);
    const options = (await mia.call("POST", "/api/me/reauthenticate/challenge")).json;
    expect((await prove({ passkey: key.get(options) })).status).toBe(422);
    expect((await prove({ code: codeOf(secret) })).status).toBe(422);
  });
});

describe("where everybody needs a second factor", () => {
  it("in one workspace, that workspace alone is closed to them, and a stranger to it learns nothing", async () => {
    const own = await portal.addWorkspace();
    const person = await portal.addPerson("Eve Editor", [
      [own, "admin"],
      [workspace, "editor"],
    ]);
    const changed = await person.call("PATCH", own.path, { body: { requireSecondFactor: true } });
    expect([changed.status, changed.json.requireSecondFactor]).toEqual([200, true]);
    expect((await person.get(`${own.path}/call-flows`)).json.code).toBe("second_factor_required");
    expect((await person.get(own.path)).json.code).toBe("second_factor_required");
    expect((await person.get(workspace.path)).status).toBe(200);
    expect((await person.get("/api/sessions")).status).toBe(200);
    expect((await mia.get(own.path)).status).toBe(404);
    await addPasskey(person);
    expect((await person.get(own.path)).json).toMatchObject({ requireSecondFactor: true });
  });
});

describe("second factors that are lost", () => {
  it("are reset by another owner, with an event in each log, a notice, and the end of all sessions", async () => {
    await setUpApp(mia);
    await addPasskey(mia);
    const reset = await portal.owner.call("DELETE", `/api/users/${mia.userId}/second-factors`);
    expect(reset.status).toBe(204);
    expect((await mia.get("/api/me")).status).toBe(401);
    expect((await attemptSignIn(mia)).outcome).toBe("signed_in");
    const { client } = await portal.signIn(mia.email);
    expect(await client.kindsOfNotices()).toContain("factors_reset");
    const detail = { app: true, passkeys: 1, sessionsEnded: 1 };
    for (const path of ["/api/audit-events", `${workspace.path}/audit-events`]) {
      const [event] = await portal.owner.events("action=user.reset_factors", path);
      expect(event).toMatchObject({ actor: { name: "Owner" }, target: { id: mia.userId }, detail });
    }
    const again = await portal.owner.call("DELETE", `/api/users/${mia.userId}/second-factors`);
    expect([again.status, again.json.code]).toEqual([409, "conflict"]);
  });

  it("are not reset, nor is a passkey removed, where it is the last way in of the last owner", async () => {
    const ownerId = portal.owner.userId ?? "";
    const { passwordHash } = await database().user.findUniqueOrThrow({ where: { id: ownerId } });
    await addPasskey(mia);
    await database().user.update({
      where: { id: mia.userId ?? "" },
      data: { isOwner: true, passwordHash: null },
    });
    await database().user.update({ where: { id: ownerId }, data: { passwordHash: null } });
    const reset = await portal.owner.call("DELETE", `/api/users/${mia.userId}/second-factors`);
    expect([reset.status, reset.json.detail]).toEqual([409, expect.stringContaining("No owner")]);
    const [passkey] = (await mia.get("/api/me/passkeys")).json.items;
    const removed = await mia.call("DELETE", `/api/me/passkeys/${passkey.id}`);
    expect([removed.status, removed.json.code]).toEqual([409, "conflict"]);
    expect((await mia.get("/api/me/passkeys")).json.items).toHaveLength(1);
    await database().user.update({ where: { id: ownerId }, data: { passwordHash } });
    await database().user.update({ where: { id: mia.userId ?? "" }, data: { isOwner: false } });
  });

  it("are never reset by oneself, nor by somebody who is no owner", async () => {
    await setUpApp(mia);
    const own = await portal.owner.call("DELETE", `/api/users/${portal.owner.userId}/second-factors`);
    expect([own.status, own.json.code]).toEqual([409, "conflict"]);
    expect((await mia.call("DELETE", `/api/users/${portal.owner.userId}/second-factors`)).status).toBe(403);
    expect((await attemptSignIn(mia)).outcome).toBe("second_step");
  });
});
