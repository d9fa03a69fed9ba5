import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { signOut } from "@/lib/identity/auth-options";
import type { SignOutHint } from "@/lib/identity/sessions";
import { signIn } from "@/lib/identity/sign-in";
import { bookCallback } from "@/lib/providers/failed-sign-ins";
import { newSignInState, stateCookie } from "@/lib/providers/sign-in-state";
import { providerSignOut } from "@/lib/providers/sign-out";
import { OWNER, PASSWORD } from "@/tests/support/open-portal";
import { openProviderScene, type ProviderScene } from "@/tests/support/provider-scene";
import { Visitor } from "@/tests/support/provider-visitor";

/** What owners set about identity providers, and what people do with their own identities. */
let scene: ProviderScene;
beforeAll(async () => {
  scene = await openProviderScene();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

const api = (method: string, path: string, body?: object) =>
  scene.portal.owner.call(method, path, body === undefined ? {} : { body });

const valid = () => ({
  name: "Acme",
  issuer: scene.idp.issuer,
  clientId: scene.idp.clientId,
  clientSecret: scene.idp.clientSecret,
});

let people = 0;

/** A person of a proven domain of Acme, who has signed in there once. */
async function linkedPerson(groups: string[] = []) {
  const groupsClaim = groups.length > 0 ? "groups" : null;
  const person = await scene.acmePerson("Lena", { groupsClaim, groups });
  const { visitor } = await scene.arrive(person.provider.start, person.there.sub);
  return { ...person, sub: person.there.sub, visitor };
}

/** Ends a session as a sign-out does. @returns the address at its provider to which the browser is led then */
async function signOutOf(sessionId: string): Promise<string | null> {
  const request = { id: "test", ip: null, userAgent: null };
  let url: Promise<string | null> = Promise.resolve(null);
  const onSignedOut = (hint: SignOutHint) => {
    url = providerSignOut(hint, "http://portal.test");
  };
  expect(await signOut(sessionId, request, undefined, onSignedOut)).toBe(true);
  return await url;
}

describe("an identity provider that an owner adds", () => {
  it.each([
    ["plain http elsewhere", { issuer: "http://idp.example" }, "/issuer", /https/],
    [
      "a discovery address",
      { issuer: "https://idp.example/.well-known/openid-configuration" },
      "/issuer",
      /well-known/,
    ],
    ["a private network", { issuer: "https://10.0.0.1" }, "/issuer", /PORTAL_PROVIDER_PRIVATE_HOSTS/],
    [
      "this machine under another name",
      { issuer: "https://localhost:1" },
      "/issuer",
      /PORTAL_PROVIDER_PRIVATE_HOSTS/,
    ],
    ["nobody", { issuer: "http://127.0.0.1:1" }, "/issuer", /refuses connections/],
    ["a mail provider's domain", { domains: ["gmail.com"] }, "/domains/0", /anybody/],
    ["no mail domain", { domains: ["com"] }, "/domains/0", /mail domain/],
    ["scopes without openid", { scopes: "email profile" }, "/scopes", /openid/],
  ])("is refused with a reason at the field: %s", async (_, part, path, message) => {
    const answer = await api("POST", "/api/sign-in-providers", { ...valid(), ...part });
    expect([answer.status, answer.json.errors]).toEqual([
      422,
      [{ path, message: expect.stringMatching(message) }],
    ]);
    expect(await database().signInProvider.count()).toBe(0);
  });

  it("is off at first, and its secret is in no answer, no event and no log line", async () => {
    const made = await api("POST", "/api/sign-in-providers", { ...valid(), domains: ["Acme.Example"] });
    expect([made.status, made.json]).toMatchObject([
      201,
      { enabled: false, joining: false, domains: [{ domain: "acme.example", state: "waiting" }] },
    ]);
    const again = await api("POST", "/api/sign-in-providers", valid());
    expect(again.json.errors).toEqual([{ path: "/clientId", message: "is here already, as Acme" }]);
    expect((await scene.portal.nobody.get("/api/sign-in/providers")).json.items).toEqual([]);
    const row = await database().signInProvider.findFirstOrThrow();
    const log = await database().auditEvent.findMany({ where: { action: "sign_in_provider.add" } });
    const everything = JSON.stringify([made.json, await api("GET", "/api/sign-in-providers"), row, log]);
    expect(everything + scene.portal.logLines.join()).not.toContain(scene.idp.clientSecret);
  });
});

describe("a domain", () => {
  it("whose record is gone is lost at the next look, which is an event; an outage of the name servers is none", async () => {
    const { domain, provider, visitor } = await linkedPerson();
    const look = async (hoursAgo: number) => {
      const at = new Date(Date.now() - hoursAgo * 3_600_000);
      await database().providerDomain.update({ where: { domain }, data: { provenAt: at, checkedAt: at } });
      return (await visitor.go(provider.start)).url.searchParams.get("failed");
    };
    const { record } = (await scene.portal.owner.get("/api/sign-in-providers")).json.items[0].domains[0];
    scene.names.setTexts(record.name, ["something else"]);
    const asked = scene.names.asked();
    expect(await look(23)).toBeNull();
    expect(scene.names.asked()).toBe(asked);
    scene.names.fail(true);
    expect(await look(25)).toBeNull();
    expect(await look(73)).toBe("unproven_domain");
    scene.names.fail(false);
    expect(await look(25)).toBe("unproven_domain");
    expect(await scene.portal.owner.events("action=sign_in_provider.lose_domain")).toMatchObject([
      { detail: { domain } },
    ]);
  });

  it("that is enforced takes no password of its people, known or not, and tells nobody which of them are here", async () => {
    const { domain, email, id, provider } = await linkedPerson();
    const byPassword = await scene.signedIn(email);
    const owner = scene.portal.owner.userId;
    const second = await scene.addPerson("Olga Owner", `olga@${domain}`);
    await database().user.update({ where: { id: second.id }, data: { isOwner: true } });
    const enforced = await scene.change(provider, { enforced: [domain], breakGlass: [owner, second.id] });
    expect(enforced.status).toBe(200);
    // Sessions by a password end: they could not begin any more.
    expect((await byPassword.call("GET", "/api/me")).status).toBe(401);
    expect((await scene.portal.owner.events("action=sign_in_provider.update"))[0].detail).toMatchObject({
      sessionsEnded: 2,
    });
    const attempt = (address: string, password: string) =>
      signIn(address, password, { id: "test", ip: "192.0.2.50", userAgent: null });
    const answers = [
      await attempt(email, PASSWORD),
      await attempt(email, "a wrong one"),
      await attempt(`nobody@${domain}`, PASSWORD),
      await attempt(second.email, "a wrong one"),
    ];
    for (const answer of answers)
      expect(answer).toEqual({ outcome: "provider_only", provider: { id: provider.id, name: "Acme" } });
    const { json } = await scene.portal.nobody.get(`/api/sign-in/providers?domain=${domain.toUpperCase()}`);
    expect(json.items).toEqual([{ id: provider.id, name: "Acme" }]);
    // A link for a password leads to the provider, too.
    const link = await api("POST", `/api/users/${id}/invitations`);
    const token = link.json.inviteUrl.split("/").pop();
    const used = await scene.portal.nobody.call("POST", "/api/invitations", {
      body: { token, password: PASSWORD },
    });
    expect([used.status, used.json.code]).toEqual([403, "provider_only"]);
    // A break-glass owner gets in, and all owners learn of it.
    expect((await attempt(second.email, PASSWORD)).outcome).toBe("signed_in");
    expect(await scene.portal.owner.events("action=user.break_glass")).toMatchObject([
      { actor: { id: second.id } },
    ]);
    const notices = await database().personNotice.findMany({ where: { kind: "break_glass" } });
    expect(notices.map(({ userId }) => userId).sort()).toEqual([owner, second.id].sort());
    await database().user.update({ where: { id: second.id }, data: { isOwner: false } });
  });
});

describe("a mapping of groups", () => {
  it("is previewed by the groups that were last seen, and what is shown is what happens", async () => {
    const [one, two] = [await scene.portal.addWorkspace(), await scene.portal.addWorkspace()];
    const { id, provider, visitor } = await linkedPerson(["support", "leads"]);
    const first = [{ group: "support", workspaceId: one.id, role: "viewer" }];
    expect((await scene.change(provider, { groupRoles: first })).status).toBe(200);
    const next = [
      { group: "leads", workspaceId: two.id, role: "editor" },
      { group: "nobody", workspaceId: one.id, role: "admin" },
    ];
    const preview = await api("POST", `${provider.path}/preview`, { groupRoles: next });
    const effect = (workspace: { id: string }, before: string | null, after: string | null) =>
      expect.objectContaining({
        user: expect.objectContaining({ id }),
        workspace: expect.objectContaining({ id: workspace.id }),
        before,
        after,
      });
    expect(preview.json).toMatchObject({ people: 1, groups: ["leads", "support"] });
    expect(preview.json.items).toHaveLength(2);
    expect(preview.json.items).toEqual(
      expect.arrayContaining([effect(one, "viewer", null), effect(two, null, "editor")]),
    );
    const roles = async () =>
      (await visitor.call("GET", "/api/me")).json.bindings.map((b: { slug: string; role: string }) => [
        b.slug,
        b.role,
      ]);
    expect(await roles()).toEqual([[one.slug, "viewer"]]);
    await scene.change(provider, { groupRoles: next });
    expect(await roles()).toEqual([[two.slug, "editor"]]);
  });

  it("that takes the last admin of a workspace makes an owner its admin, so that somebody can manage it", async () => {
    const workspace = await scene.portal.addWorkspace();
    const { id, provider } = await linkedPerson(["admins"]);
    await scene.change(provider, {
      groupRoles: [{ group: "admins", workspaceId: workspace.id, role: "admin" }],
    });
    const owner = scene.portal.owner.userId ?? "";
    await api("DELETE", `${workspace.path}/members/${owner}`);
    expect((await scene.change(provider, { groupRoles: [] })).status).toBe(200);
    const admins = await database().binding.findMany({ where: { workspaceId: workspace.id, role: "admin" } });
    expect(admins.map(({ userId }) => userId)).toEqual([owner]);
    expect(admins.map(({ userId }) => userId)).not.toContain(id);
  });
});

describe("a person's own identity", () => {
  it("is linked in their own session, whatever its address, and can't be two people's", async () => {
    const provider = await scene.register(scene.idp);
    scene.idp.setPerson({ sub: "private", email: "private@elsewhere.example", email_verified: false });
    scene.idp.signInAs("private");
    const link = async (email: string) => {
      const visitor = await scene.signedIn(email);
      const { json } = await visitor.call("POST", `/api/me/identities/${provider.id}`);
      return { visitor, rest: await visitor.go(json.url) };
    };
    const [one, two] = [
      await scene.addPerson("One", `one-${++people}@example.com`),
      await scene.addPerson("Two", `two-${++people}@example.com`),
    ];
    const first = await link(one.email);
    expect(first.rest.url.href).toBe("http://portal.test/account");
    expect((await link(two.email)).rest.url.href).toBe("http://portal.test/account?failed=taken");
    const listed = await first.visitor.call("GET", "/api/me/identities");
    expect(listed.json.items).toMatchObject([{ identity: { email: "private@elsewhere.example" } }]);
    // From now on it signs them in, though its address is proven by nobody.
    const arrived = new Visitor();
    await arrived.go(provider.start);
    expect((await arrived.call("GET", "/api/me")).json.user.id).toBe(one.id);
  });

  it("is not linked by an answer that comes back to another session", async () => {
    const provider = await scene.register(scene.idp);
    const person = await scene.addPerson("Swapped", `swapped-${++people}@example.com`);
    scene.idp.setPerson({ sub: "swapped" });
    scene.idp.signInAs("swapped");
    const visitor = await scene.signedIn(person.email);
    const { json } = await visitor.call("POST", `/api/me/identities/${provider.id}`);
    const other = await scene.signedIn(OWNER.email, OWNER.password);
    const cookie = other.cookiesFor(new URL("http://portal.test/"));
    visitor.take(`${cookie}; Path=/`);
    expect((await visitor.go(json.url)).url.searchParams.get("failed")).toBe("session_ended");
    expect(await database().externalIdentity.count()).toBe(0);
  });

  it("that is unlinked takes its roles and sessions along, and is kept where it is the only way in", async () => {
    const workspace = await scene.portal.addWorkspace();
    const { id, provider, visitor } = await linkedPerson(["all"]);
    await scene.change(provider, {
      groupRoles: [{ group: "all", workspaceId: workspace.id, role: "viewer" }],
    });
    const second = new Visitor();
    await second.go(provider.start);
    await visitor.call("POST", "/api/me/reauthenticate", { password: PASSWORD });
    const { passwordHash } = await database().user.update({ where: { id }, data: { passwordHash: null } });
    expect(passwordHash).toBeNull();
    const kept = await visitor.call("DELETE", `/api/me/identities/${provider.id}`);
    expect([kept.status, kept.json.code]).toEqual([409, "conflict"]);
    await database().user.update({ where: { id }, data: { passwordHash: "a hash of something" } });
    expect((await visitor.call("DELETE", `/api/me/identities/${provider.id}`)).status).toBe(204);
    expect((await visitor.call("GET", "/api/me")).json.bindings).toEqual([]);
    expect((await second.call("GET", "/api/me")).status).toBe(401);
  });

  it("confirms who they are only where the provider has asked them anew", async () => {
    const { id, visitor, provider, sub } = await linkedPerson();
    await database().$executeRaw`
      UPDATE "Session" SET "provedAt" = now() - interval '1 hour' WHERE "userId" = ${id}::uuid`;
    const link = () => visitor.call("POST", `/api/me/identities/${provider.id}`);
    expect((await link()).json.code).toBe("not_fresh");
    const proofs = await visitor.call("GET", "/api/me/reauthenticate");
    expect(proofs.json.providers).toEqual([{ id: provider.id, name: "Acme" }]);
    const prove = `/api/sign-in/providers/${provider.id}?prove=1&callbackUrl=/people`;
    // The request to ask anew is taken out on the way, so that the provider lets the remembered person through.
    visitor.rewrite = (url) => {
      for (const name of ["prompt", "max_age"]) url.searchParams.delete(name);
      return url;
    };
    expect((await visitor.go(prove)).url.href).toBe("http://portal.test/account?failed=not_anew");
    expect((await link()).json.code).toBe("not_fresh");
    visitor.rewrite = (url) => url;
    scene.idp.setPerson({ sub: "colleague" });
    scene.idp.signInAs("colleague");
    visitor.forget(scene.idp.issuer);
    expect((await visitor.go(prove)).url.href).toBe("http://portal.test/account?failed=somebody_else");
    scene.idp.signInAs(sub);
    visitor.forget(scene.idp.issuer);
    expect((await visitor.go(prove)).url.href).toBe("http://portal.test/people");
    expect((await link()).status).toBe(201);
  });
});

describe("a sign-in at a provider", () => {
  it("that another site begins leads to the sign-in page, where the person presses the button", async () => {
    const { start } = await scene.register(scene.idp);
    const answer = await scene.portal.nobody.get(start, { "sec-fetch-site": "cross-site" });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      "http://portal.test/sign-in?callbackUrl=%2Faccount",
    ]);
  });

  it("is held back after too many failures from one network, and from no other", async () => {
    const { id, start } = await scene.register(scene.idp);
    const callback = start.replace("?", "/callback?");
    for (let n = 0; n < 100; n += 1) await bookCallback({ id: "test", ip: "198.51.100.7", userAgent: null });
    const failed = async (ip: string) => {
      const state = await newSignInState({ purpose: "sign_in", sessionId: null, path: "/" });
      const cookie = stateCookie(id, state).split(";", 1)[0] ?? "";
      const { headers } = await scene.portal.nobody.get(callback, { "x-forwarded-for": ip, cookie });
      return new URL(headers.get("location") ?? "").searchParams.get("failed");
    };
    expect(await failed("198.51.100.7")).toBe("throttled");
    expect(await failed("198.51.100.8")).toBe("wrong_issuer");
  });

  it("is not held back by answers that no browser of its network waits for, such as a page elsewhere sends", async () => {
    const { start } = await scene.register(scene.idp);
    const limits = () =>
      database().rateLimiterFlexible.findMany({ where: { key: { startsWith: "sign-in-provider" } } });
    const before = await limits();
    await scene.portal.nobody.get(start.replace("?", "/callback?"), { "x-forwarded-for": "198.51.100.9" });
    expect(await limits()).toEqual(before);
  });

  it("ends at the provider, too, when its person signs out here", async () => {
    const { id } = await linkedPerson();
    const where = { userId: id, method: "provider" };
    const session = await database().session.findFirstOrThrow({ where });
    expect(session.sealedIdToken).not.toBeNull();
    const url = new URL((await signOutOf(session.id)) ?? "");
    expect(url.origin).toBe(scene.idp.issuer);
    expect(url.searchParams.get("post_logout_redirect_uri")).toBe("http://portal.test/sign-in");
    expect(url.searchParams.get("id_token_hint")).toMatch(/^eyJ/);
    expect((await database().session.findFirstOrThrow({ where })).sealedIdToken).toBeNull();
  });

  it("whose session is over yields nothing of the provider's to whoever still has its cookie", async () => {
    const { id, provider, visitor } = await linkedPerson();
    await visitor.call("POST", "/api/me/reauthenticate", { password: PASSWORD });
    for (let n = 0; n < 2; n += 1) await new Visitor().go(provider.start);
    const where = { userId: id, method: "provider", revokedAt: null };
    const live = await database().session.findMany({ where, orderBy: { createdAt: "asc" } });
    const [proven, late, ended] = live.map((one) => one.id);
    expect(live.map(({ sealedIdToken }) => sealedIdToken !== null)).toEqual([true, true, true]);
    await database().$executeRaw`
      UPDATE "Session" SET "lastSeenAt" = now() - interval '3 days' WHERE "id" = ${late}::uuid`;
    await visitor.call("DELETE", `/api/sessions/${ended}`);
    expect(await signOutOf(late ?? "")).toBeNull();
    expect(await signOutOf(ended ?? "")).toBeNull();
    expect(await signOutOf(proven ?? "")).toContain(scene.idp.issuer);
    expect(await signOutOf(proven ?? "")).toBeNull();
    expect(await database().session.count({ where: { userId: id, sealedIdToken: { not: null } } })).toBe(0);
  });
});
