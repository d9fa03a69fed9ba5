import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import type { TokenFault } from "@/tests/support/identity-provider";
import { PASSWORD } from "@/tests/support/open-portal";
import { openProviderScene, type ProviderScene } from "@/tests/support/provider-scene";
import { Visitor } from "@/tests/support/provider-visitor";

/** Signing in at a real identity provider. */
let scene: ProviderScene;
beforeAll(async () => {
  scene = await openProviderScene();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

const meOf = async (visitor: Visitor) => await visitor.call("GET", "/api/me");

describe("a sign-in at an identity provider", () => {
  it("opens a session of the person whose verified address it is, and tells them that their account is linked", async () => {
    const { id, provider, there } = await scene.acmePerson("Paula");
    scene.idp.setPerson({ ...there, email: there.email.toUpperCase() });
    const { visitor, path } = await scene.arrive(provider.start, there.sub);
    expect(path).toBe("/account");
    expect((await meOf(visitor)).json).toMatchObject({ user: { id } });
    const [signedIn] = await scene.portal.owner.events(
      `action=session.sign_in&actor=${id}&outcome=succeeded`,
    );
    expect(signedIn.detail).toMatchObject({ method: "provider", provider: "Acme" });
    const [linked] = await scene.portal.owner.events(`action=identity.link&actor=${id}`);
    expect(linked.detail).toMatchObject({ provider: "Acme", byAddress: true });
    const notices = (await visitor.call("GET", "/api/me/notices")).json.items;
    expect(notices.map(({ kind }: { kind: string }) => kind)).toContain("identity_linked");
  });

  it("from a browser that the person used before is no news, and ends the session that the browser had", async () => {
    const { id, provider, there } = await scene.acmePerson("Known");
    const { visitor } = await scene.arrive(provider.start, there.sub);
    await scene.arrive(provider.start, there.sub, visitor);
    const [again] = await scene.portal.owner.events(`action=session.sign_in&actor=${id}&outcome=succeeded`);
    expect(again.detail).toMatchObject({ replaced: true });
    expect(again.detail.newDevice).toBeUndefined();
  });

  it("adds a person who isn't here yet only where joining is on, and gives them no role", async () => {
    const { provider, domain } = await scene.acmePerson("Joining");
    scene.idp.setPerson({ sub: "new", email: `new@${domain}`, email_verified: true, name: "Nora New" });
    expect((await scene.arrive(provider.start, "new")).failed).toBe("no_account");
    expect(await database().user.count({ where: { email: `new@${domain}` } })).toBe(0);
    await scene.change(provider, { joining: true });
    const { visitor } = await scene.arrive(provider.start, "new");
    expect((await meOf(visitor)).json).toMatchObject({
      user: { name: "Nora New", owner: false },
      bindings: [],
    });
    expect(await scene.portal.owner.events("action=identity.join")).toMatchObject([
      { target: { name: "Nora New" } },
    ]);
    // The list of people doesn't wait for them to accept an invitation.
    const { json } = await scene.portal.owner.get("/api/users?limit=200");
    const row = json.items.find(({ email }: { email: string }) => email === `new@${domain}`);
    expect(row).toMatchObject({ invitePending: false });
  });

  it("that the person cancels says so, and one by somebody who is disabled is refused", async () => {
    const { id, provider, there } = await scene.acmePerson("Leaver");
    expect((await scene.arrive(provider.start, "")).failed).toBe("cancelled");
    await scene.portal.owner.call("PATCH", `/api/users/${id}`, { body: { disabled: true } });
    expect((await scene.arrive(provider.start, there.sub)).failed).toBe("disabled");
  });

  it("reads the address and the groups from the token where they are there", async () => {
    const { start } = await scene.register(scene.other, { domains: ["token.example"], joining: true });
    scene.other.setPerson({ sub: "t", email: "t@token.example", email_verified: true });
    const { visitor } = await scene.arrive(start, "t", new Visitor(), scene.other);
    expect((await meOf(visitor)).json.user.email).toBe("t@token.example");
  });
});

describe("a sign-in at a provider", () => {
  /** Signs in, and returns what the portal says to an act that needs a fresh proof. */
  async function freshness(name: string, fault: TokenFault | null) {
    const { provider, there } = await scene.acmePerson(name);
    scene.idp.spoil(fault);
    const { visitor } = await scene.arrive(provider.start, there.sub);
    scene.idp.spoil(null);
    const asked = visitor.visited.find(({ origin }) => origin === scene.idp.issuer);
    const { status, json } = await visitor.call("DELETE", `/api/me/identities/${provider.id}`);
    return [asked?.searchParams.get("max_age") !== null, status, json?.code];
  }

  it("that has just asked its person is a fresh proof: the provider must say when that was", async () => {
    expect(await freshness("Asked", null)).toEqual([true, 204, undefined]);
  });

  it.each<[string, TokenFault]>([
    ["that remembers its person is none", "asked an hour ago"],
    ["that doesn't say when it asked is none, though it must", "no time of asking"],
  ])("%s", async (_, fault) => {
    expect(await freshness("Silent", fault)).toEqual([true, 403, "not_fresh"]);
  });
});

describe("where another provider enforces the domain", () => {
  /** A person of an enforced domain, who has an identity at a second provider. */
  async function withTwoIdentities(name: string) {
    const person = await scene.acmePerson(name);
    const second = await scene.register(scene.other, { name: "Second" });
    const { there, id, domain, provider } = person;
    scene.other.setPerson({ sub: there.sub, email: "private@elsewhere.example", email_verified: false });
    const link = { providerId: second.id, subject: there.sub, userId: id, confirmed: true };
    await database().externalIdentity.create({ data: link });
    const { visitor } = await scene.arrive(provider.start, there.sub);
    await visitor.call("POST", "/api/me/reauthenticate", { password: PASSWORD });
    const breakGlass = [scene.portal.owner.userId];
    expect((await scene.change(provider, { enforced: [domain], breakGlass })).status).toBe(200);
    return { ...person, second, visitor };
  }

  it("a provider signs none of its people in, but for a break-glass owner", async () => {
    const { second, there, id, domain, provider } = await withTwoIdentities("Bypass");
    const atSecond = async () => await scene.arrive(second.start, there.sub, new Visitor(), scene.other);
    expect((await atSecond()).failed).toBe("other_provider");
    await database().user.update({ where: { id }, data: { isOwner: true } });
    expect((await atSecond()).failed).toBe("other_provider");
    const breakGlass = [scene.portal.owner.userId, id];
    expect((await scene.change(provider, { enforced: [domain], breakGlass })).status).toBe(200);
    expect((await atSecond()).failed).toBeNull();
    await database().user.update({ where: { id }, data: { isOwner: false } });
  });

  it("its people link no other provider, also where they began before, and none confirms who they are", async () => {
    const { second, there, visitor, id } = await withTwoIdentities("Linker");
    const link = () => visitor.call("POST", `/api/me/identities/${second.id}`);
    const refused = await link();
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining("elsewhere")]);
    const prove = `/api/sign-in/providers/${second.id}?prove=1`;
    expect((await scene.arrive(prove, there.sub, visitor, scene.other)).failed).toBe("other_provider");
    await database().providerDomain.updateMany({ data: { enforced: false } });
    await database().externalIdentity.deleteMany({ where: { providerId: second.id, userId: id } });
    const begun = await link();
    expect(begun.status).toBe(201);
    await database().providerDomain.updateMany({ data: { enforced: true } });
    expect((await scene.arrive(begun.json.url, there.sub, visitor, scene.other)).failed).toBe(
      "other_provider",
    );
    expect(await database().externalIdentity.count({ where: { providerId: second.id } })).toBe(0);
  });
});

describe("where everybody needs a second factor", () => {
  const reached = async (visitor: Visitor) => {
    const { status, json } = await visitor.call("GET", "/api/workspaces");
    return [status, json.code];
  };
  const require = async (requireSecondFactor: boolean) => {
    const data = { requireSecondFactor };
    await database().portalSettings.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data });
  };

  /** Sets an app up, and returns the recovery codes. */
  async function setUpApp(visitor: Visitor): Promise<string[]> {
    const begun = await visitor.call("POST", "/api/me/totp", {});
    const code = new TOTP({ secret: begun.json.secret }).generate();
    return (await visitor.call("POST", "/api/me/totp", { code })).json.recoveryCodes;
  }

  it("a sign-in at a provider counts as one only where the provider says that it asked for two", async () => {
    const { provider, there, id } = await scene.acmePerson("Factors");
    const { visitor } = await scene.arrive(provider.start, there.sub);
    scene.idp.spoil("two factors");
    const { visitor: proven } = await scene.arrive(provider.start, there.sub);
    scene.idp.spoil(null);
    await require(true);
    expect(await reached(visitor)).toEqual([403, "second_factor_required"]);
    expect(await reached(proven)).toEqual([200, undefined]);
    await require(false);
    const methods = await database().session.findMany({
      where: { userId: id },
      orderBy: { createdAt: "asc" },
    });
    expect(methods.map(({ method }) => method)).toEqual(["password", "provider", "provider_factors"]);
  });

  it("a sign-in counts as one where an owner says that the provider asks for two, until they take it back", async () => {
    const { provider, there, id } = await scene.acmePerson("Trusting");
    const arrive = async () => (await scene.arrive(provider.start, there.sub)).visitor;
    const before = await arrive();
    expect((await scene.change(provider, { asksForTwoFactors: true })).json.asksForTwoFactors).toBe(true);
    const trusted = await arrive();
    scene.idp.spoil("two factors");
    const proven = await arrive();
    scene.idp.spoil(null);
    const all = async () => {
      await require(true);
      const statuses = (await Promise.all([before, trusted, proven].map(reached))).map(([status]) => status);
      await require(false);
      return statuses;
    };
    expect(await all()).toEqual([403, 200, 200]);
    // What the provider itself said of a sign-in needs no word of an owner.
    expect((await scene.change(provider, { asksForTwoFactors: false })).status).toBe(200);
    expect(await all()).toEqual([403, 403, 200]);
    const [off, on] = await scene.portal.owner.events(`action=sign_in_provider.update&target=${provider.id}`);
    const path = "/asksForTwoFactors";
    expect([on.changes, off.changes]).toEqual([
      [{ path, before: false, after: true }],
      [{ path, before: true, after: false }],
    ]);
    const signIns = await scene.portal.owner.events(`action=session.sign_in&outcome=succeeded&actor=${id}`);
    expect(signIns.map(({ detail }: { detail: { method: string } }) => detail.method)).toEqual([
      ...["provider_factors", "provider_trusted", "provider", "password"],
    ]);
  });

  it("somebody who has one gives it after a sign-in at a provider, and changes none before", async () => {
    const { provider, there, email } = await scene.acmePerson("Owning");
    const [code] = await setUpApp(await scene.signedIn(email));
    await require(true);
    const { visitor } = await scene.arrive(provider.start, there.sub);
    expect(await reached(visitor)).toEqual([403, "second_factor_required"]);
    const prove = async (body: object) => (await visitor.call("POST", "/api/me/reauthenticate", body)).status;
    expect(await prove({ password: PASSWORD })).toBe(204);
    expect(await reached(visitor)).toEqual([403, "second_factor_required"]);
    for (const [method, path] of [
      ["POST", "/api/me/totp"],
      ["DELETE", "/api/me/totp"],
      ["POST", "/api/me/passkeys/challenge"],
    ] as const) {
      const changed = await visitor.call(method, path, method === "POST" ? {} : undefined);
      expect([path, changed.json.code]).toEqual([path, "second_factor_required"]);
    }
    expect(await prove({ code })).toBe(204);
    expect(await reached(visitor)).toEqual([200, undefined]);
    await require(false);
  });

  it("somebody who sets their first one up after a sign-in at a provider has given it", async () => {
    const { provider, there, id } = await scene.acmePerson("Starting");
    const { visitor } = await scene.arrive(provider.start, there.sub);
    await require(true);
    expect((await visitor.call("POST", "/api/me/reauthenticate", { password: PASSWORD })).status).toBe(204);
    await setUpApp(visitor);
    expect(await reached(visitor)).toEqual([200, undefined]);
    await require(false);
    const [newest] = await database().session.findMany({ where: { userId: id }, orderBy: { id: "desc" } });
    expect(newest?.method).toBe("provider_own_factor");
  });
});
