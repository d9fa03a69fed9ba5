import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { signIn } from "@/lib/identity/sign-in";
import { PASSWORD } from "@/tests/support/open-portal";
import {
  openProviderScene,
  type ProviderScene,
  type RegisteredProvider,
} from "@/tests/support/provider-scene";
import { Visitor } from "@/tests/support/provider-visitor";
import { holdPerson, whileHeld } from "@/tests/support/waiting-for-lock";

/** Sessions at the very moment in which an owner changes their identity provider. */
let scene: ProviderScene;
beforeAll(async () => {
  scene = await openProviderScene();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

const REQUEST = { id: "races", ip: "192.0.2.77", userAgent: "a browser" };

let people = 0;

/** Somebody who has signed in at Acme, and is known there. */
async function atAcme() {
  const domain = `races-${++people}.example`;
  const provider = await scene.register(scene.idp, { domains: [domain] });
  const person = await scene.addPerson("Rita Racer", `rita@${domain}`);
  const sub = `sub-of-rita-${people}`;
  scene.idp.setPerson({ sub, email: person.email, email_verified: true });
  scene.idp.signInAs(sub);
  const visitor = new Visitor();
  await visitor.go(provider.start);
  return { ...person, provider, visitor };
}

const change = async ({ path }: RegisteredProvider, body: object) =>
  await scene.portal.owner.call("PATCH", path, { body });
const prove = (visitor: Visitor) => visitor.call("POST", "/api/me/reauthenticate", { password: PASSWORD });
const live = (where: object) => database().session.count({ where: { ...where, revokedAt: null } });

describe("a proof that renews a session while its provider is switched off", () => {
  it.each([
    ["and nothing else", {}],
    ["and its client id is changed", { clientId: "another-client" }],
  ])("%s: both go through, and the renewed session ends", async (_, part) => {
    const { id, provider, visitor } = await atAcme();
    const [proved, off] = await whileHeld(
      holdPerson(id),
      () => prove(visitor),
      () => change(provider, { ...part, enabled: false }),
    );
    expect([proved.status, off.status]).toEqual([204, 200]);
    expect((await visitor.call("GET", "/api/me")).status).toBe(401);
    expect(await live({ providerId: provider.id })).toBe(0);
  });

  it("comes too late where the provider was changed first", async () => {
    const { provider, visitor } = await atAcme();
    const [off, proved] = await whileHeld(
      holdPerson(scene.portal.owner.userId ?? ""),
      () => change(provider, { enabled: false }),
      () => prove(visitor),
    );
    expect([off.status, proved.status, proved.json.code]).toEqual([200, 401, "not_signed_in"]);
    expect(await live({ providerId: provider.id })).toBe(0);
  });

  it("proves nothing by a provider that is off by then, and the session by a password goes on unproved", async () => {
    const { email, provider } = await atAcme();
    const visitor = await scene.signedIn(email);
    const [off, rest] = await whileHeld(
      holdPerson(scene.portal.owner.userId ?? ""),
      () => change(provider, { enabled: false }),
      () => visitor.go(`/api/sign-in/providers/${provider.id}?prove=1&callbackUrl=/account`),
    );
    expect([off.status, rest.url.searchParams.get("failed")]).toEqual([200, "provider_off"]);
    expect((await visitor.call("GET", "/api/me")).status).toBe(200);
  });

  it("that is removed leaves no session of its people either", async () => {
    const { id, provider, visitor } = await atAcme();
    const [proved, removed] = await whileHeld(
      holdPerson(id),
      () => prove(visitor),
      () => scene.portal.owner.call("DELETE", provider.path),
    );
    expect([proved.status, removed.status]).toEqual([204, 204]);
    expect((await visitor.call("GET", "/api/me")).status).toBe(401);
  });
});

it("a sign-in under way comes to nothing where its provider no longer counts as one that asks for two factors", async () => {
  const { provider } = await atAcme();
  await change(provider, { asksForTwoFactors: true });
  const [doubted, rest] = await whileHeld(
    holdPerson(scene.portal.owner.userId ?? ""),
    () => change(provider, { asksForTwoFactors: false }),
    () => new Visitor().go(provider.start),
  );
  expect([doubted.status, rest.url.searchParams.get("failed")]).toEqual([200, "changed_meanwhile"]);
  expect(await live({ method: "provider_trusted" })).toBe(0);
});

it("a sign-in that ends its browser's session, and a provider that is switched off, end sessions in one order", async () => {
  const { id, email, provider, visitor } = await atAcme();
  await new Visitor().go(provider.start);
  const sessions = await database().session.findMany({
    where: { userId: id, providerId: provider.id },
    orderBy: { id: "asc" },
  });
  const [first = "", second = ""] = sessions.map((one) => one.id);
  const [off, signedIn] = await whileHeld(
    (tx) => tx.$queryRaw`SELECT "id" FROM "Session" WHERE "id" = ${first}::uuid FOR UPDATE`,
    () => change(provider, { enabled: false }),
    () => signIn(email, PASSWORD, REQUEST, { sessionId: second, deviceToken: null }),
  );
  expect([off.status, signedIn.outcome]).toEqual([200, "signed_in"]);
  expect((await visitor.call("GET", "/api/me")).status).toBe(401);
  expect(await live({ id: { in: [first, second] } })).toBe(0);
});
