import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { database, type Transaction } from "@/lib/db/client";
import { removeIdentities } from "@/lib/providers/identities";
import { openProviderScene, type ProviderScene } from "@/tests/support/provider-scene";
import { Visitor } from "@/tests/support/provider-visitor";
import { waitingForLock } from "@/tests/support/waiting-for-lock";

/** People who have left and were pseudonymised, and whom their identity provider still knows. */
let scene: ProviderScene;
beforeAll(async () => {
  scene = await openProviderScene();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

let people = 0;

/** Somebody who has an account here, and whom Acme knows under a subject. */
async function atAcme({ joining = true } = {}) {
  const domain = `leavers-${++people}.example`;
  const provider = await scene.register(scene.idp, { domains: [domain], joining });
  const person = await scene.addPerson("Lena Leaver", `lena@${domain}`);
  const sub = `sub-of-lena-${people}`;
  scene.idp.setPerson({ sub, email: person.email, email_verified: true, name: "Lena Again" });
  scene.idp.signInAs(sub);
  const arrive = async () => {
    const visitor = new Visitor();
    const rest = await visitor.go(provider.start);
    return { visitor, failed: rest.url.searchParams.get("failed") };
  };
  return { ...person, provider, sub, arrive };
}

/** Disables and pseudonymises somebody, as an owner does. */
async function leave({ id, email }: { id: string; email: string }) {
  const { owner } = scene.portal;
  expect((await owner.call("PATCH", `/api/users/${id}`, { body: { disabled: true } })).status).toBe(200);
  const answer = await owner.call("POST", `/api/users/${id}/pseudonym`, { body: { email } });
  expect(answer.status).toBe(200);
  return answer.json;
}

/** What pseudonymising does to whom a sign-in finds, within a transaction of a test. */
async function leaveWithin(tx: Transaction, id: string) {
  const email = `person-${people}@left.invalid`;
  const now = new Date();
  await tx.user.update({ where: { id }, data: { email, disabledAt: now, pseudonymisedAt: now } });
  await removeIdentities(tx, id);
}

const identitiesOf = (userId: string) => database().externalIdentity.count({ where: { userId } });

describe("somebody who was pseudonymised and signs in at their provider again", () => {
  it("is somebody new, and the former account stays as it was left", async () => {
    const lena = await atAcme();
    await lena.arrive();
    expect(await identitiesOf(lena.id)).toBe(1);
    const pseudonym = await leave(lena);
    expect(await identitiesOf(lena.id)).toBe(0);
    const { visitor, failed } = await lena.arrive();
    expect(failed).toBeNull();
    const { user, bindings } = (await visitor.call("GET", "/api/me")).json;
    expect([user.email, user.name, bindings]).toEqual([lena.email, "Lena Again", []]);
    expect(user.id).not.toBe(lena.id);
    const former = await database().user.findUniqueOrThrow({ where: { id: lena.id } });
    expect([former.name, former.email]).toEqual([pseudonym.name, pseudonym.email]);
    expect(former.disabledAt).not.toBeNull();
    expect(await identitiesOf(lena.id)).toBe(0);
    const { json } = await scene.portal.owner.get(`/api/audit-events?action=identity.join&actor=${user.id}`);
    expect(json.items).toHaveLength(1);
  });

  it("has no account where joining is off", async () => {
    const lena = await atAcme({ joining: false });
    await lena.arrive();
    await leave(lena);
    expect((await lena.arrive()).failed).toBe("no_account");
    expect(await database().user.count({ where: { email: lena.email } })).toBe(0);
  });

  it.each([
    ["for the first time", false],
    ["once more", true],
  ])("%s at the very moment is somebody new, and leaves the pseudonym no identity", async (_, isKnown) => {
    const lena = await atAcme();
    if (isKnown) await lena.arrive();
    const { arriving } = await database().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${lena.id}::uuid FOR UPDATE`;
      const arriving = lena.arrive();
      await waitingForLock();
      await leaveWithin(tx, lena.id);
      return { arriving };
    });
    const { visitor, failed } = await arriving;
    expect(failed).toBeNull();
    expect((await visitor.call("GET", "/api/me")).json.user.id).not.toBe(lena.id);
    expect(await identitiesOf(lena.id)).toBe(0);
  });

  it("is linked with nothing where they began to link their account before", async () => {
    const lena = await atAcme();
    const visitor = await scene.signedIn(lena.email);
    const { json } = await visitor.call("POST", `/api/me/identities/${lena.provider.id}`);
    const { linking } = await database().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${lena.id}::uuid FOR UPDATE`;
      const linking = visitor.go(json.url);
      await waitingForLock();
      await leaveWithin(tx, lena.id);
      return { linking };
    });
    expect((await linking).url.searchParams.get("failed")).toBe("session_ended");
    expect(await identitiesOf(lena.id)).toBe(0);
  });
});
