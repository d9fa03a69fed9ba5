import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { newDirectory, type TestDirectory } from "@/tests/support/new-provider";
import { OWNER, openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";

/** What the directory of an identity provider does to people, by SCIM 2.0 (RFC 7643, RFC 7644). */
let portal: TestPortal;
let workspace: TestWorkspace;
let directory: TestDirectory;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());
beforeEach(async () => {
  directory = await newDirectory({ actor: SYSTEM_ACTOR, request: null });
});

const USERS = "/api/scim/v2/Users";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
let people = 0;

const call = (method: string, path: string, body?: unknown) =>
  directory.client.call(method, path, body === undefined ? {} : { body });
const patch = (id: string, ...Operations: object[]) =>
  call("PATCH", `${USERS}/${id}`, { schemas: [PATCH_OP], Operations });
const address = () => `person-${++people}@${directory.domain}`;

/** Adds a person as a directory does. */
async function add(part: object = {}) {
  const userName = address();
  const answer = await call("POST", USERS, { userName, displayName: "Dana Directory", ...part });
  expect(answer.status, answer.text).toBe(201);
  return { id: answer.json.id as string, userName, json: answer.json };
}

const account = (email: string) => database().user.findUniqueOrThrow({ where: { email } });
const events = async (query: string) =>
  (await portal.owner.get(`/api/audit-events?limit=100&${query}`)).json.items;

/** A person of the directory's domain who has an account already. */
async function colleague(name = "Cora Colleague", role?: "viewer" | "admin") {
  const client = await portal.addPerson(name, role ? [[workspace, role]] : []);
  const email = address();
  await database().user.update({ where: { id: client.userId ?? "" }, data: { email } });
  return { client, email, userId: client.userId ?? "" };
}

describe("a directory that adds a person", () => {
  it("makes an account without any role, and is named in the log", async () => {
    const { id, userName, json } = await add({ externalId: "e-1", active: true });
    expect(json).toMatchObject({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName,
      externalId: "e-1",
      active: true,
      emails: [{ value: userName, type: "work", primary: true }],
      meta: { resourceType: "User", location: `http://portal.test${USERS}/${id}` },
    });
    const user = await account(userName);
    expect([user.name, user.passwordHash]).toEqual(["Dana Directory", null]);
    expect(await database().binding.count({ where: { userId: user.id } })).toBe(0);
    const [event] = await events("action=directory.add_user");
    expect(event).toMatchObject({
      actor: { type: "system", name: "Acme (directory)" },
      target: { id: user.id, name: "Dana Directory" },
      detail: { provider: "Acme", newAccount: true },
    });
  });

  it("takes over the account of the same address, whatever its case, with name and roles", async () => {
    const { email, userId } = await colleague("Cora Colleague", "viewer");
    const { json } = await add({ userName: email.toUpperCase(), displayName: "Cora Renamed" });
    expect(json.displayName).toBe("Cora Renamed");
    const user = await account(email);
    expect([user.id, user.name]).toEqual([userId, "Cora Renamed"]);
    expect(await database().binding.count({ where: { userId } })).toBe(1);
    expect((await events("action=directory.add_user"))[0].detail.newAccount).toBe(false);
  });

  it("can't get hold of an owner's account", async () => {
    const { email, userId } = await colleague("Oda Owner");
    await database().user.update({ where: { id: userId }, data: { isOwner: true } });
    const answer = await call("POST", USERS, { userName: email, displayName: "Mallory" });
    expect([answer.status, answer.json.scimType]).toEqual([409, "uniqueness"]);
    expect(answer.json.detail).toContain("owner");
    expect((await account(email)).name).toBe("Oda Owner");
    await database().user.update({ where: { id: userId }, data: { isOwner: false } });
  });

  it.each(["elsewhere.example", "gmail.com"])(
    "can't speak for a domain that is not proven: %s",
    async (domain) => {
      const answer = await call("POST", USERS, { userName: `me@${domain}` });
      expect([answer.status, answer.json]).toEqual([
        400,
        {
          schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
          status: "400",
          scimType: "invalidValue",
          detail: expect.stringContaining(domain),
        },
      ]);
      expect(await database().user.count({ where: { email: `me@${domain}` } })).toBe(0);
    },
  );

  it("adds nobody twice", async () => {
    const { userName } = await add();
    for (const body of [
      { userName },
      { userName: userName.toUpperCase() },
      { userName: "other", emails: [{ value: userName }] },
    ]) {
      const answer = await call("POST", USERS, body);
      expect([answer.status, answer.json.scimType]).toEqual([409, "uniqueness"]);
    }
  });

  it.each([
    ["no userName", { displayName: "X" }, /userName/],
    ["a userName that is no address, and none in emails", { userName: "dana" }, /e-mail address/],
    ["an address that is none", { userName: "dana", emails: [{ value: "nobody" }] }, /e-mail address/],
    ["active that is no boolean", { userName: "a@b.example", active: "perhaps" }, /active/],
    ["a list instead of a name", { userName: ["a"] }, /userName/],
  ])("is refused with the attribute: %s", async (_, body, words) => {
    const answer = await call("POST", USERS, body);
    expect([answer.status, answer.json.scimType]).toEqual([400, "invalidValue"]);
    expect(answer.json.detail).toMatch(words);
    expect(answer.headers.get("content-type")).toBe("application/scim+json");
  });

  it("may send what the portal doesn't keep, and flags as texts, as directories do", async () => {
    const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const { json } = await add({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", enterprise],
      [enterprise]: { department: "Care" },
      title: "Nurse",
      phoneNumbers: [{ value: "1", type: "mobile" }],
      password: "not kept",
      active: "True",
      emails: [{ value: address(), type: "work", primary: "true" }],
      name: { givenName: "Dana", familyName: "Directory", formatted: null },
    });
    expect(json).not.toHaveProperty("title");
    expect(json.name).toEqual({ givenName: "Dana", familyName: "Directory" });
    expect(json.active).toBe(true);
  });

  it("may add somebody who is locked out from the start", async () => {
    const { json, userName } = await add({ active: false });
    expect([json.active, (await account(userName)).disabledAt !== null]).toEqual([false, true]);
  });
});

describe("active: false", () => {
  it.each([
    ["a path", { op: "Replace", path: "active", value: "False" }],
    ["no path", { op: "replace", value: { active: false } }],
    [
      "the schema's name in the path",
      {
        op: "replace",
        path: "urn:ietf:params:scim:schemas:core:2.0:User:active",
        value: false,
      },
    ],
  ])("by a patch with %s ends the person's sessions and tokens at once", async (_, operation) => {
    const { client, email, userId } = await colleague("Cora Colleague", "viewer");
    const { id } = await add({ userName: email });
    const { json } = await client.call("POST", "/api/tokens", {
      body: {
        name: "Nightly",
        workspaces: [workspace.slug],
        role: "viewer",
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
    });
    const script = new PortalClient(userId).withToken(json.token);
    expect([(await client.get("/api/me")).status, (await script.get("/api/me")).status]).toEqual([200, 200]);
    const answer = await patch(id, operation);
    expect([answer.status, answer.json.active]).toEqual([200, false]);
    expect([(await client.get("/api/me")).status, (await script.get("/api/me")).status]).toEqual([401, 401]);
    const [event] = await events(`action=user.disable&target=${userId}`);
    expect(event).toMatchObject({
      actor: { name: "Acme (directory)" },
      detail: { sessionsEnded: 1, tokensRevoked: 1 },
    });
    // Letting them in again brings neither back.
    await patch(id, { op: "replace", path: "active", value: true });
    expect([(await client.get("/api/me")).status, (await script.get("/api/me")).status]).toEqual([401, 401]);
  });

  it("by PUT, and by DELETE, does the same; after DELETE the directory no longer keeps the person", async () => {
    for (const leave of [
      (id: string, userName: string) => call("PUT", `${USERS}/${id}`, { userName, active: false }),
      (id: string) => call("DELETE", `${USERS}/${id}`),
    ]) {
      const { client, email } = await colleague();
      const { id } = await add({ userName: email });
      const answer = await leave(id, email);
      expect(answer.status).toBeLessThan(300);
      expect((await client.get("/api/me")).status).toBe(401);
      expect((await call("GET", `${USERS}/${id}`)).status).toBe(answer.status === 204 ? 404 : 200);
      expect((await account(email)).disabledAt).not.toBeNull();
    }
  });

  it("never locks the last owner out", async () => {
    const { id: ownerId, email } = await account(OWNER.email);
    const { id } = await add();
    await database().directoryUser.update({ where: { id }, data: { userId: ownerId } });
    for (const answer of [
      await patch(id, { op: "replace", path: "active", value: false }),
      await call("DELETE", `${USERS}/${id}`),
    ]) {
      expect(answer.status).toBe(409);
      expect(answer.json.detail).toContain("last owner");
    }
    expect((await account(email)).disabledAt).toBeNull();
    expect((await call("GET", `${USERS}/${id}`)).json.active).toBe(true);
  });

  it("of a workspace's only admin makes an owner the admin", async () => {
    const own = await portal.addWorkspace();
    await portal.owner.call("DELETE", `${own.path}/members/${portal.owner.userId}`);
    const client = await portal.addPerson("Ada Alone", [[own, "admin"]]);
    const email = address();
    await database().user.update({ where: { id: client.userId ?? "" }, data: { email } });
    await database().binding.deleteMany({
      where: { workspaceId: own.id, userId: { not: client.userId ?? "" } },
    });
    await database().roleGrant.deleteMany({
      where: { workspaceId: own.id, userId: { not: client.userId ?? "" } },
    });
    const { id } = await add({ userName: email });
    expect((await patch(id, { op: "replace", path: "active", value: false })).status).toBe(200);
    const admins = await database().binding.findMany({
      where: { workspaceId: own.id, role: "admin", user: { isOwner: true } },
    });
    expect(admins).toHaveLength(1);
  });
});

describe("active: true", () => {
  it("lets in again whom the directory locked out, and nobody whom an owner disabled", async () => {
    const { id, userName } = await add();
    const { id: userId } = await account(userName);
    await patch(id, { op: "replace", path: "active", value: false });
    expect((await patch(id, { op: "replace", path: "active", value: true })).json.active).toBe(true);
    await portal.owner.call("PATCH", `/api/users/${userId}`, { body: { disabled: true } });
    expect((await patch(id, { op: "replace", path: "active", value: true })).json.active).toBe(false);
    expect((await account(userName)).disabledAt).not.toBeNull();
  });

  it("lets in nobody whom an owner disabled after the directory did", async () => {
    const { id, userName } = await add({ active: false });
    const { id: userId } = await account(userName);
    await portal.owner.call("PATCH", `/api/users/${userId}`, { body: { disabled: true } });
    expect((await patch(id, { op: "replace", path: "active", value: true })).json.active).toBe(false);
  });

  it("lets in again whom the directory had removed and adds anew", async () => {
    const { id, userName } = await add();
    await call("DELETE", `${USERS}/${id}`);
    const again = await add({ userName });
    expect([again.json.active, (await account(userName)).disabledAt]).toEqual([true, null]);
    expect(again.id).not.toBe(id);
  });
});

describe("a person whom a directory changes", () => {
  it("has the new name and address, learns of the address, and keeps the account", async () => {
    const { client, email, userId } = await colleague();
    const { id } = await add({ userName: email });
    const other = address();
    const answer = await patch(
      id,
      { op: "Replace", path: 'emails[type eq "work"].value', value: other },
      { op: "Replace", path: "displayName", value: "Cora Married" },
      { op: "Add", path: "title", value: "Nurse" },
      {
        op: "add",
        path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        value: "Care",
      },
    );
    expect(answer.status, answer.text).toBe(200);
    expect(await account(other)).toMatchObject({ id: userId, name: "Cora Married" });
    expect((await client.get("/api/me")).json.user).toMatchObject({ email: other, name: "Cora Married" });
    const notices = (await client.get("/api/me/notices")).json.items;
    expect(notices.map(({ kind }: { kind: string }) => kind)).toContain("address_changed");
    const [event] = await events(`action=user.update&target=${userId}`);
    expect(event.changes).toEqual([
      { path: "/name", before: "Dana Directory", after: "Cora Married" },
      { path: "/email", before: email, after: other },
    ]);
  });

  it("can no longer set a password by a link that went to the former address", async () => {
    const { email, userId } = await colleague();
    const { id } = await add({ userName: email });
    const { json } = await portal.owner.call("POST", `/api/users/${userId}/invitations`);
    const token = json.inviteUrl.split("/").pop();
    await patch(id, { op: "replace", path: 'emails[type eq "work"].value', value: address() });
    const body = { token, password: "a long enough one" };
    expect((await portal.nobody.call("POST", "/api/invitations", { body })).status).toBeGreaterThanOrEqual(
      400,
    );
  });

  it.each(["__proto__.polluted", "constructor.prototype.polluted", `emails[type eq "${"\\".repeat(40)}`])(
    "is refused by a path that would reach beyond them, or take for ever: %s",
    async (path) => {
      const { id } = await add();
      const answer = await patch(id, { op: "add", path, value: "1" });
      expect([answer.status, answer.json.scimType]).toEqual([400, "invalidPath"]);
      expect({}).not.toHaveProperty("polluted");
    },
  );

  it("can't get the address of somebody else, nor one of a domain that is not proven", async () => {
    const { id, userName } = await add();
    const other = await colleague();
    for (const [value, status] of [
      [other.email, 409],
      ["dana@elsewhere.example", 400],
      [OWNER.email, 400],
    ] as const) {
      const answer = await patch(id, { op: "replace", path: 'emails[type eq "work"].value', value });
      expect([value, answer.status]).toEqual([value, status]);
    }
    expect((await account(userName)).email).toBe(userName);
  });

  it("who became an owner keeps the address", async () => {
    const { id, userName } = await add();
    await database().user.update({ where: { email: userName }, data: { isOwner: true } });
    const answer = await patch(id, {
      op: "replace",
      path: "emails",
      value: [{ value: address(), primary: true }],
    });
    expect([answer.status, answer.json.detail]).toEqual([409, expect.stringContaining("owner")]);
    await database().user.update({ where: { email: userName }, data: { isOwner: false } });
  });

  it("leaves an event also where the directory knows them by another name alone", async () => {
    const { id, userName } = await add({ externalId: "before" });
    const other = address();
    await patch(id, { op: "replace", value: { userName: other, externalId: "after" } });
    const { id: userId, email } = await account(userName);
    expect(email).toBe(userName);
    expect((await events(`action=directory.change_user&target=${userId}`))[0]).toMatchObject({
      target: { name: "Dana Directory" },
      changes: [
        { path: "/userName", before: userName, after: other },
        { path: "/externalId", before: "before", after: "after" },
      ],
    });
  });

  it("sent again as they are, leaves no event", async () => {
    const { id, userName } = await add();
    const count = () => database().auditEvent.count();
    const before = await count();
    const whole = { userName, displayName: "Dana Directory", active: true };
    expect((await call("PUT", `${USERS}/${id}`, whole)).status).toBe(200);
    expect((await patch(id, { op: "replace", value: whole })).status).toBe(200);
    expect(await count()).toBe(before);
  });

  it.each([
    ["an attribute that nobody knows", { op: "replace", path: "shoeSize", value: 1 }, "invalidPath"],
    ["no operation that there is", { op: "move", path: "active" }, "invalidSyntax"],
    ["a path that can't be read", { op: "replace", path: "[x]", value: 1 }, "invalidPath"],
    ["a value of another type", { op: "replace", path: "displayName", value: { a: 1 } }, "invalidValue"],
    ["a removed userName", { op: "remove", path: "userName" }, "invalidValue"],
  ])("is refused in the words of the standard: %s", async (_, operation, scimType) => {
    const { id } = await add();
    const answer = await patch(id, operation);
    expect([answer.status, answer.json.scimType]).toEqual([400, scimType]);
  });
});

describe("a directory that looks for people", () => {
  it.each([
    ["userName, in any case", (one: { userName: string }) => `userName eq "${one.userName.toUpperCase()}"`],
    ["externalId", () => 'externalId eq "known"'],
    ["the address", (one: { userName: string }) => `emails[type eq "work"].value eq "${one.userName}"`],
    ["id", (one: { id: string }) => `id eq "${one.id}"`],
    ["two at once", (one: { userName: string }) => `userName eq "${one.userName}" and active eq true`],
  ])("finds them by %s", async (_, filter) => {
    const one = await add({ externalId: "known" });
    await add();
    const { json } = await call("GET", `${USERS}?filter=${encodeURIComponent(filter(one))}`);
    expect(json.schemas).toEqual(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]);
    expect([json.totalResults, json.Resources.map(({ id }: { id: string }) => id)]).toEqual([1, [one.id]]);
  });

  it.each(['userName eq "nobody@example.com"', 'id eq "1"', 'emails[type eq "home"].value eq "a"'])(
    "finds nobody by %s",
    async (filter) => {
      await add();
      const { json } = await call("GET", `${USERS}?filter=${encodeURIComponent(filter)}`);
      expect([json.totalResults, json.Resources]).toEqual([0, []]);
    },
  );

  it.each([
    'userName co "a"',
    'userName eq "a" or userName eq "b"',
    "userName eq",
    'title eq "x"',
    'not (userName eq "x")',
    '__proto__.polluted eq "1"',
    `userName eq "${"\\".repeat(40)}`,
  ])("is refused a filter that is not known: %s", async (filter) => {
    const answer = await call("GET", `${USERS}?filter=${encodeURIComponent(filter)}`);
    expect([answer.status, answer.json.scimType]).toEqual([400, "invalidFilter"]);
  });

  it("gets them in pages, with the attributes that it wants", async () => {
    for (const _ of [1, 2, 3]) await add();
    const { json } = await call("GET", `${USERS}?startIndex=2&count=1&attributes=userName`);
    expect([json.totalResults, json.startIndex, json.itemsPerPage]).toEqual([3, 2, 1]);
    expect(Object.keys(json.Resources[0]).sort()).toEqual(["id", "schemas", "userName"]);
    expect((await call("GET", `${USERS}?count=0`)).json).toMatchObject({ totalResults: 3, Resources: [] });
  });

  it("sees nobody whom another directory keeps", async () => {
    const { id } = await add();
    const other = await newDirectory({ actor: SYSTEM_ACTOR, request: null });
    expect((await other.client.get(USERS)).json.totalResults).toBe(0);
    expect((await other.client.get(`${USERS}/${id}`)).status).toBe(404);
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      const body =
        method === "DELETE" ? {} : { body: { userName: "a", Operations: [{ op: "add", value: {} }] } };
      expect((await other.client.call(method, `${USERS}/${id}`, body)).status).toBe(404);
    }
  });
});

it("what is refused to two directories of one network is counted apart", async () => {
  const others = await newDirectory({ actor: SYSTEM_ACTOR, request: null }, { name: "Beta" });
  for (const { client } of [directory, others])
    expect((await client.call("POST", USERS, { body: { userName: "me@elsewhere.example" } })).status).toBe(
      400,
    );
  const names = (await events("action=directory.add_user&outcome=failed")).map(
    ({ actor }: { actor: { name: string } }) => actor.name,
  );
  expect(names).toEqual(expect.arrayContaining(["Acme (directory)", "Beta (directory)"]));
});

describe("the token of a directory", () => {
  it("opens nothing but the directory's own paths, and no other token opens these", async () => {
    expect((await directory.client.get("/api/me")).status).toBe(401);
    const body = {
      name: "T",
      workspaces: [workspace.slug],
      role: "admin",
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    };
    const { json } = await portal.owner.call("POST", "/api/tokens", { body });
    const script = new PortalClient().withToken(json.token);
    for (const client of [script, portal.owner, portal.nobody]) {
      const answer = await client.get(USERS);
      expect([answer.status, answer.json.status]).toEqual([401, "401"]);
    }
  });

  it("is worthless once it was replaced, and its hash alone is stored", async () => {
    const path = `/api/sign-in-providers/${directory.providerId}/directory`;
    const { status, json } = await portal.owner.call("POST", path);
    expect([status, json.token]).toEqual([201, expect.stringMatching(/^swb_/)]);
    expect((await directory.client.get(USERS)).status).toBe(401);
    expect((await new PortalClient().withToken(json.token).get(USERS)).status).toBe(200);
    const row = await database().providerDirectory.findUniqueOrThrow({
      where: { providerId: directory.providerId },
    });
    expect(JSON.stringify(row)).not.toContain(json.token);
    expect((await events("action=directory.connect"))[0].detail.renewed).toBe(true);
  });

  it("is worthless once the directory is disconnected; its people stay, and a removed provider takes it along", async () => {
    const { userName } = await add();
    expect(
      (await portal.owner.call("DELETE", `/api/sign-in-providers/${directory.providerId}/directory`)).status,
    ).toBe(204);
    expect((await directory.client.get(USERS)).status).toBe(401);
    expect((await account(userName)).disabledAt).toBeNull();
    const other = await newDirectory({ actor: SYSTEM_ACTOR, request: null });
    expect((await portal.owner.call("DELETE", `/api/sign-in-providers/${other.providerId}`)).status).toBe(
      204,
    );
    expect((await other.client.get(USERS)).status).toBe(401);
  });
});

describe("somebody who has left for good", () => {
  it("is kept by no directory any more, and comes back as somebody else", async () => {
    const { id, userName } = await add();
    const before = await account(userName);
    await patch(id, { op: "replace", path: "active", value: false });
    const answer = await portal.owner.call("POST", `/api/users/${before.id}/pseudonym`, {
      body: { email: userName },
    });
    expect(answer.status, answer.text).toBe(200);
    expect((await call("GET", `${USERS}/${id}`)).status).toBe(404);
    await add({ userName });
    expect((await account(userName)).id).not.toBe(before.id);
  });
});

describe("what a directory learns of the portal", () => {
  it.each([
    ["/ServiceProviderConfig", { patch: { supported: true }, bulk: { supported: false } }],
    ["/ResourceTypes", { totalResults: 2 }],
    ["/ResourceTypes/User", { endpoint: "/Users" }],
    ["/Schemas", { totalResults: 2 }],
    ["/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group", { name: "Group" }],
  ])("%s", async (path, part) => {
    const answer = await directory.client.get(`/api/scim/v2${path}`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject(part);
  });

  it("names no attribute that is not kept", async () => {
    const { json } = await directory.client.get(
      "/api/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
    );
    const names = json.attributes.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["userName", "name", "displayName", "active", "emails"]);
  });
});
