import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { env, setEnvironment } from "@/lib/env";
import { newSignInState, spentStateCookie, stateCookie, stateIn } from "@/lib/providers/sign-in-state";
import type { TokenFault } from "@/tests/support/identity-provider";
import { OWNER } from "@/tests/support/open-portal";
import { openProviderScene, type ProviderScene } from "@/tests/support/provider-scene";
import { Visitor } from "@/tests/support/provider-visitor";

/** Sign-ins at an identity provider that go wrong, or that somebody spoils. Many names are faults that portals had elsewhere. */
let scene: ProviderScene;
beforeAll(async () => {
  scene = await openProviderScene();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

const meOf = async (visitor: Visitor) => await visitor.call("GET", "/api/me");

describe("of the faults that portals had elsewhere, this portal has none:", () => {
  it("identity by address: another subject with the same address is somebody else", async () => {
    const { provider, there } = await scene.acmePerson("Recycled");
    await scene.arrive(provider.start, there.sub);
    scene.idp.setPerson({ ...there, sub: "successor" });
    expect((await scene.arrive(provider.start, "successor")).failed).toBe("other_identity");
  });

  it("address changed at the provider: the person stays who they are, and becomes nobody else", async () => {
    const { id, provider, there, domain } = await scene.acmePerson("Mover");
    const victim = await scene.addPerson("Victim", `victim@${domain}`);
    await scene.arrive(provider.start, there.sub);
    scene.idp.setPerson({ ...there, email: victim.email });
    const { visitor } = await scene.arrive(provider.start, there.sub);
    expect((await meOf(visitor)).json).toMatchObject({ user: { id, email: `me@${domain}` } });
  });

  it.each([
    ["unverified", false],
    ["not said to be verified", undefined],
  ])("unverified address taken: one that is %s links nobody", async (_, email_verified) => {
    const { email, provider } = await scene.acmePerson("Unverified");
    scene.idp.setPerson({ sub: "u", email, ...(email_verified === undefined ? {} : { email_verified }) });
    expect((await scene.arrive(provider.start, "u")).failed).toBe("unverified_address");
    scene.idp.setPerson({ sub: "u" });
    expect((await scene.arrive(provider.start, "u")).failed).toBe("no_address");
  });

  it("group removed but right kept: the role goes with the next sign-in", async () => {
    const workspace = await scene.portal.addWorkspace();
    const { id, provider, there } = await scene.acmePerson("Grouped", {
      groupsClaim: "groups",
      groups: ["leads", "all"],
    });
    const rows = [
      { group: "leads", workspaceId: workspace.id, role: "editor" },
      { group: "all", workspaceId: workspace.id, role: "viewer" },
    ];
    expect((await scene.change(provider, { groupRoles: rows })).status).toBe(200);
    const { visitor } = await scene.arrive(provider.start, there.sub);
    const role = async () => (await meOf(visitor)).json.bindings.map((one: { role: string }) => one.role);
    expect(await role()).toEqual(["editor"]);
    scene.idp.setPerson({ ...there, groups: ["all"] });
    await scene.arrive(provider.start, there.sub, visitor);
    expect(await role()).toEqual(["viewer"]);
    // A provider that says nothing of groups any more gives nothing.
    const { groups: _, ...silent } = there;
    scene.idp.setPerson(silent);
    await scene.arrive(provider.start, there.sub, visitor);
    expect(await role()).toEqual([]);
    const [removed, changed, added] = await scene.portal.owner.events(
      `target=${id}`,
      `${workspace.path}/audit-events`,
    );
    expect([removed.action, changed.action, added.action]).toEqual([
      "binding.remove",
      "binding.change",
      "binding.add",
    ]);
    expect(removed.detail).toMatchObject({ through: "Acme" });
  });

  it("settings page locked: a domain is enforced only while an owner outside it can still sign in", async () => {
    const { provider, domain } = await scene.acmePerson("Locked");
    const refused = await scene.change(provider, { enforced: [domain] });
    expect([refused.status, refused.json.code]).toEqual([409, "conflict"]);
    expect(refused.json.detail).toContain("break-glass");
    const owner = scene.portal.owner.userId;
    expect((await scene.change(provider, { enforced: [domain], breakGlass: [owner] })).status).toBe(200);
    expect((await scene.change(provider, { breakGlass: [] })).status).toBe(409);
    // The passkey by which alone that owner could sign in while the provider fails stays.
    const { passwordHash } = await database().user.findUniqueOrThrow({ where: { id: owner ?? "" } });
    const passkey = { id: uuidv7(), userId: owner ?? "", name: "Key", credentialId: "glass" };
    await database().passkey.create({ data: { ...passkey, publicKey: new Uint8Array(1) } });
    await database().user.update({ where: { id: passkey.userId }, data: { passwordHash: null } });
    const identity = { providerId: provider.id, userId: passkey.userId, subject: "glass", confirmed: true };
    await database().externalIdentity.create({ data: identity });
    const removed = await scene.portal.owner.call("DELETE", `/api/me/passkeys/${passkey.id}`);
    expect([removed.status, removed.json.detail]).toEqual([409, expect.stringContaining("break-glass")]);
    await database().user.update({ where: { id: passkey.userId }, data: { passwordHash } });
    await database().passkey.delete({ where: { id: passkey.id } });
    // Another owner who could only come by the provider is no way out.
    const second = await scene.addPerson("Second", `second@${domain}`);
    await database().user.update({ where: { id: second.id }, data: { isOwner: true } });
    const demoted = await scene.portal.owner.call("PATCH", `/api/users/${owner}`, { body: { owner: false } });
    expect([demoted.status, demoted.json.detail]).toEqual([
      409,
      expect.stringContaining("identity provider fails"),
    ]);
    await database().user.update({ where: { id: second.id }, data: { isOwner: false } });
  });

  it("state replayed: an answer works once, also with a copy of the cookie", async () => {
    const { provider, there } = await scene.acmePerson("Replayed");
    const { visitor } = await scene.arrive(provider.start, there.sub);
    const callback = visitor.visited.find(({ pathname }) => pathname.endsWith("/callback"));
    if (!callback) throw new Error("nobody came back");
    expect((await new Visitor().go(callback)).url.searchParams.get("failed")).toBe("no_attempt");
    const thief = new Visitor();
    const own = await newSignInState({ purpose: "sign_in", sessionId: null, path: "/" });
    thief.take(stateCookie(provider.id, own));
    expect((await thief.go(callback)).url.searchParams.get("failed")).toBe("wrong_state");
    thief.take(stateCookie(provider.id, own));
    expect((await thief.go(callback)).url.searchParams.get("failed")).toBe("replayed");
  });

  it("mix-up: the answer of one provider is no answer of another, whoever it says it is", async () => {
    const { provider, there } = await scene.acmePerson("Mixed");
    const other = await scene.register(scene.other, { name: "Other", domains: ["other.example"] });
    const visitor = new Visitor();
    // Somebody between the two sends the answer of the one to the other's callback.
    visitor.rewrite = (url) => new URL(url.href.replace(`${provider.id}/callback`, `${other.id}/callback`));
    expect((await scene.arrive(provider.start, there.sub, visitor)).failed).toBe("no_attempt");
    // Even where the browser has begun there, too, the answer's own word betrays it.
    const begun = new Visitor();
    begun.rewrite = (url) => {
      if (url.pathname.endsWith("/callback")) url.searchParams.set("iss", scene.other.issuer);
      return url;
    };
    expect((await scene.arrive(provider.start, there.sub, begun)).failed).toBe("wrong_issuer");
    begun.rewrite = (url) => {
      if (url.pathname.endsWith("/callback")) url.searchParams.delete("iss");
      return url;
    };
    expect((await scene.arrive(provider.start, there.sub, begun)).failed).toBe("wrong_issuer");
  });

  it.each<[string, TokenFault, string]>([
    ["nonce missing", "no nonce", "wrong_nonce"],
    ["nonce of another sign-in", "other nonce", "wrong_nonce"],
    ["audience wrong", "wrong audience", "wrong_audience"],
    ["authorized party wrong", "other authorized party", "wrong_audience"],
    ["token expired", "expired", "expired_token"],
    ["issuer of the token wrong", "other issuer", "wrong_issuer"],
    ["token signed by somebody else", "other key", "bad_signature"],
    ["token not signed at all", "unsigned", "bad_signature"],
  ])("%s: nobody is signed in, and the log has one event with the cause", async (_, fault, code) => {
    const { id, provider, there } = await scene.acmePerson("Spoilt");
    const recorded = () =>
      database().auditEvent.findMany({
        where: { action: "session.sign_in", outcome: "failed" },
        orderBy: { sequence: "asc" },
      });
    const before = (await recorded()).length;
    scene.idp.spoil(fault);
    const { visitor, failed } = await scene.arrive(provider.start, there.sub);
    await scene.arrive(provider.start, there.sub);
    expect(failed).toBe(code);
    expect((await meOf(visitor)).status).toBe(401);
    expect(await database().externalIdentity.count({ where: { userId: id } })).toBe(0);
    const payloads = (await recorded()).map(({ payload }) => payload);
    const [own, ...more] = payloads.slice(before);
    expect([own, more]).toEqual([expect.stringContaining(`"code":"${code}"`), []]);
    const everything = [...scene.portal.logLines, ...payloads].join("\n");
    expect(everything).not.toMatch(/eyJ[\w-]+\./);
    expect(everything).not.toContain(scene.idp.clientSecret);
  });

  it.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/%09/evil.example"])(
    "open redirect after sign-in: %s leads to the first page instead",
    async (callbackUrl) => {
      const { provider, there } = await scene.acmePerson("Redirect");
      const start = `/api/sign-in/providers/${provider.id}?callbackUrl=${encodeURIComponent(callbackUrl)}`;
      const { visitor } = await scene.arrive(start, there.sub);
      expect(visitor.visited.at(-1)?.href).toMatch(/^http:\/\/portal\.test\/(%09\/evil\.example)?$/);
    },
  );

  it("provider disabled but its sessions live on: they end with it, and its roles are taken back", async () => {
    const workspace = await scene.portal.addWorkspace();
    const { provider, there, email } = await scene.acmePerson("Ended", {
      groupsClaim: "groups",
      groups: ["all"],
    });
    await scene.change(provider, {
      groupRoles: [{ group: "all", workspaceId: workspace.id, role: "viewer" }],
    });
    const { visitor } = await scene.arrive(provider.start, there.sub);
    const byPassword = await scene.signedIn(email);
    expect((await meOf(byPassword)).json.bindings).toHaveLength(1);
    await scene.change(provider, { enabled: false });
    expect((await meOf(visitor)).status).toBe(401);
    expect((await meOf(byPassword)).json.bindings).toEqual([]);
    const [off] = await scene.portal.owner.events("action=sign_in_provider.disable");
    expect(off.detail).toMatchObject({ sessionsEnded: 1 });
    expect((await scene.arrive(provider.start, there.sub)).failed).toBe("provider_off");
  });

  it("an owner linked in silence: their account is linked by themselves, with a fresh proof, or not at all", async () => {
    const { provider, domain } = await scene.acmePerson("Silent");
    await scene.change(provider, { domains: [domain, "example.com"] });
    const row = (await scene.portal.owner.get("/api/sign-in-providers")).json.items[0].domains;
    const { record } = row.find((one: { domain: string }) => one.domain === "example.com");
    scene.names.setTexts(record.name, [record.value]);
    await scene.portal.owner.call("POST", `${provider.path}/domain-checks`, {
      body: { domain: "example.com" },
    });
    scene.idp.setPerson({ sub: "boss", email: OWNER.email, email_verified: true });
    expect((await scene.arrive(provider.start, "boss")).failed).toBe("owner_unlinked");
    const visitor = await scene.signedIn(OWNER.email, OWNER.password);
    const begun = await visitor.call("POST", `/api/me/identities/${provider.id}`);
    expect(begun.status).toBe(201);
    scene.idp.signInAs("boss");
    expect((await visitor.go(begun.json.url)).url.href).toBe("http://portal.test/account");
    const { visitor: later } = await scene.arrive(provider.start, "boss");
    expect((await meOf(later)).json.user.email).toBe(OWNER.email);
  });

  it("an identity found by its address that outlives becoming an owner: it opens nothing until its owner links it", async () => {
    const { id, email, provider, there } = await scene.acmePerson("Promoted");
    await scene.arrive(provider.start, there.sub);
    const owner = scene.portal.owner;
    expect((await owner.call("PATCH", `/api/users/${id}`, { body: { owner: true } })).status).toBe(200);
    expect((await scene.arrive(provider.start, there.sub)).failed).toBe("owner_unlinked");
    const visitor = await scene.signedIn(email);
    const { json } = await visitor.call("POST", `/api/me/identities/${provider.id}`);
    expect((await scene.arrive(json.url, there.sub, visitor)).path).toBe("/account");
    expect((await scene.arrive(provider.start, there.sub)).failed).toBeNull();
    await database().user.update({ where: { id }, data: { isOwner: false } });
  });

  it("cookie of a sign-in set by another host of the same domain: this one's name is for this host alone", async () => {
    const [id, state] = [
      "a-provider",
      await newSignInState({ purpose: "sign_in", sessionId: null, path: "/" }),
    ];
    const before = env().PORTAL_URL;
    setEnvironment({ PORTAL_URL: "https://portal.test" });
    const [cookie, spent] = [stateCookie(id, state), spentStateCookie(id)];
    const found = stateIn(id, cookie.split(";", 1)[0] ?? "");
    setEnvironment({ PORTAL_URL: before ?? "" });
    expect(cookie).toMatch(/^__Host-switchboard\.sign-in\.a-provider=.*; Path=\/;.*; Secure$/);
    expect(spent).toMatch(/^__Host-switchboard\.sign-in\.a-provider=; Path=\/; Max-Age=0;.*; Secure$/);
    expect(found).toEqual(state);
  });

  it("a domain taken over by a second provider: it belongs to one, and its proof doesn't move along", async () => {
    const { provider, domain } = await scene.acmePerson("Taken");
    const other = await scene.register(scene.other, { name: "Other" });
    const refused = await scene.change(other, { domains: [domain] });
    expect([refused.status, refused.json.errors]).toEqual([
      422,
      [{ path: "/domains/0", message: `${domain} belongs to Acme. Take it away there first` }],
    ]);
    await scene.change(provider, { domains: [] });
    const { json } = await scene.change(other, { domains: [domain] });
    expect(json.domains).toMatchObject([{ domain, state: "waiting" }]);
    // The record of the first one is still there, and proves nothing for the second.
    const checked = await scene.portal.owner.call("POST", `${other.path}/domain-checks`, {
      body: { domain },
    });
    expect(checked.json).toEqual({ domain, proven: false });
    scene.other.setPerson({ sub: "thief", email: `me@${domain}`, email_verified: true });
    expect((await scene.arrive(other.start, "thief", new Visitor(), scene.other)).failed).toBe(
      "unproven_domain",
    );
  });
});
