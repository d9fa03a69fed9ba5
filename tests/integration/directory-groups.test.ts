import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { newDirectory, type TestDirectory } from "@/tests/support/new-provider";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

/** The groups of a directory (SCIM 2.0), and the roles that they give. */
let portal: TestPortal;
let workspace: TestWorkspace;
let directory: TestDirectory;
let provider: string;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());
beforeEach(async () => {
  directory = await newDirectory({ actor: SYSTEM_ACTOR, request: null });
  provider = `/api/sign-in-providers/${directory.providerId}`;
});

const USERS = "/api/scim/v2/Users";
const GROUPS = "/api/scim/v2/Groups";
let people = 0;

const call = (method: string, path: string, body?: unknown) =>
  directory.client.call(method, path, body === undefined ? {} : { body });
const patch = (id: string, ...Operations: object[]) =>
  call("PATCH", `${GROUPS}/${id}`, {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations,
  });

interface Member {
  /** In the directory. */
  id: string;
  userId: string;
}

async function addPerson(): Promise<Member> {
  const userName = `member-${++people}@${directory.domain}`;
  const { status, json, text } = await call("POST", USERS, { userName });
  expect(status, text).toBe(201);
  const { id: userId } = await database().user.findUniqueOrThrow({ where: { email: userName } });
  return { id: json.id, userId };
}

async function addGroup(displayName: string, members: readonly Member[] = []): Promise<string> {
  const body = { displayName, members: members.map(({ id }) => ({ value: id })) };
  const { status, json, text } = await call("POST", GROUPS, body);
  expect(status, text).toBe(201);
  return json.id;
}

/** Has the directory's groups give roles in the workspace. */
async function map(groups: Record<string, string>) {
  const groupRoles = Object.entries(groups).map(([group, role]) => ({
    group,
    workspaceId: workspace.id,
    role,
  }));
  const answer = await portal.owner.call("PATCH", provider, { body: { directoryGroups: true, groupRoles } });
  expect(answer.status, answer.text).toBe(200);
}

const roleOf = async ({ userId }: Member) =>
  (
    await database().binding.findUnique({
      where: { userId_workspaceId: { userId, workspaceId: workspace.id } },
    })
  )?.role ?? null;
const membersOf = async (id: string) =>
  (await call("GET", `${GROUPS}/${id}`)).json.members.map(({ value }: { value: string }) => value);

describe("a directory's group", () => {
  it("is kept with its members, found by its name, and never twice", async () => {
    const one = await addPerson();
    const id = await addGroup("Support", [one]);
    const { json } = await call("GET", `${GROUPS}/${id}`);
    expect(json).toMatchObject({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName: "Support",
      members: [{ value: one.id, $ref: `http://portal.test${USERS}/${one.id}` }],
      meta: { resourceType: "Group" },
    });
    const found = await call(
      "GET",
      `${GROUPS}?filter=${encodeURIComponent('displayName eq "Support"')}&excludedAttributes=members`,
    );
    expect(found.json.totalResults).toBe(1);
    expect(found.json.Resources[0]).not.toHaveProperty("members");
    const again = await call("POST", GROUPS, { displayName: "Support" });
    expect([again.status, again.json.scimType]).toEqual([409, "uniqueness"]);
  });

  it.each([
    ["an id that is none", "nobody"],
    ["nobody's id", "00000000-0000-4000-8000-000000000000"],
  ])("has no member but people of this directory: %s", async (_, value) => {
    const id = await addGroup("Support");
    for (const answer of [
      await call("POST", GROUPS, { displayName: "Other", members: [{ value }] }),
      await patch(id, { op: "add", path: "members", value: [{ value }] }),
    ])
      expect([answer.status, answer.json.scimType]).toEqual([400, "invalidValue"]);
    expect(await membersOf(id)).toEqual([]);
  });

  it("changes by every kind of patch that directories send", async () => {
    const [one, two, three] = [await addPerson(), await addPerson(), await addPerson()];
    const id = await addGroup("Support", [one]);
    await patch(id, {
      op: "Add",
      path: "members",
      value: [{ value: two.id, display: "Two" }, { value: one.id }],
    });
    expect((await membersOf(id)).sort()).toEqual([one.id, two.id].sort());
    await patch(id, { op: "remove", path: `members[value eq "${one.id}"]` });
    expect(await membersOf(id)).toEqual([two.id]);
    await patch(id, { op: "Remove", path: "members", value: [{ value: two.id }] });
    expect(await membersOf(id)).toEqual([]);
    await patch(id, { op: "replace", path: "members", value: [{ value: three.id }, { value: three.id }] });
    expect(await membersOf(id)).toEqual([three.id]);
    await patch(id, { op: "replace", value: { id, displayName: "Care" } });
    expect((await call("GET", `${GROUPS}/${id}`)).json).toMatchObject({ displayName: "Care" });
    await patch(id, { op: "remove", path: "members" });
    expect(await membersOf(id)).toEqual([]);
    const whole = await call("PUT", `${GROUPS}/${id}`, { displayName: "Care", members: [{ value: one.id }] });
    expect([whole.status, whole.json.members.length]).toEqual([200, 1]);
  });

  it("loses a member whom the directory removes", async () => {
    const [one, two] = [await addPerson(), await addPerson()];
    const id = await addGroup("Support", [one, two]);
    await call("DELETE", `${USERS}/${one.id}`);
    expect(await membersOf(id)).toEqual([two.id]);
  });
});

describe("a role that a directory's group gives", () => {
  it("is there at once, before its person ever signed in, and goes with the membership", async () => {
    const one = await addPerson();
    const id = await addGroup("Support", [one]);
    await map({ Support: "editor" });
    expect(await roleOf(one)).toBe("editor");
    const two = await addPerson();
    await patch(id, { op: "add", path: "members", value: [{ value: two.id }] });
    expect(await roleOf(two)).toBe("editor");
    await patch(id, { op: "remove", path: `members[value eq "${one.id}"]` });
    expect([await roleOf(one), await roleOf(two)]).toEqual([null, "editor"]);
    const { json } = await portal.owner.get(`${workspace.path}/audit-events?action=binding.remove`);
    expect(json.items[0]).toMatchObject({
      actor: { type: "system", name: "Acme (directory)" },
      target: { id: one.userId },
      detail: { through: "Acme" },
    });
  });

  it("goes with the group, with its name, and with its person", async () => {
    const [one, two] = [await addPerson(), await addPerson()];
    const support = await addGroup("Support", [one, two]);
    const leads = await addGroup("Leads", [one]);
    await map({ Support: "viewer", Leads: "editor" });
    expect([await roleOf(one), await roleOf(two)]).toEqual(["editor", "viewer"]);
    await call("DELETE", `${GROUPS}/${leads}`);
    expect(await roleOf(one)).toBe("viewer");
    await patch(support, { op: "replace", path: "displayName", value: "Other" });
    expect([await roleOf(one), await roleOf(two)]).toEqual([null, null]);
    const [renamed] = await portal.owner.events("action=directory.change_group");
    expect(renamed.detail).toEqual({ group: "Other", formerName: "Support", added: 0, removed: 0 });
    await patch(support, { op: "replace", path: "displayName", value: "Support" });
    await call("DELETE", `${USERS}/${two.id}`);
    expect([await roleOf(one), await roleOf(two)]).toEqual(["viewer", null]);
  });

  it("leaves alone what an admin gave directly", async () => {
    const one = await addPerson();
    await database().user.update({
      where: { id: one.userId },
      data: { email: `direct-${people}@example.com` },
    });
    await portal.owner.call("POST", `${workspace.path}/members`, {
      body: { email: `direct-${people}@example.com`, role: "viewer" },
    });
    const id = await addGroup("Support", [one]);
    await map({ Support: "admin" });
    expect(await roleOf(one)).toBe("admin");
    await call("DELETE", `${GROUPS}/${id}`);
    expect(await roleOf(one)).toBe("viewer");
  });

  it("is given by nothing while the provider is switched off", async () => {
    const one = await addPerson();
    const id = await addGroup("Support");
    await map({ Support: "editor" });
    await portal.owner.call("PATCH", provider, { body: { enabled: false } });
    await patch(id, { op: "add", path: "members", value: [{ value: one.id }] });
    expect(await roleOf(one)).toBe(null);
    await portal.owner.call("PATCH", provider, { body: { enabled: true } });
    expect(await roleOf(one)).toBe("editor");
  });
});

describe("whose groups count", () => {
  it("is chosen by an owner, who sees before who would lose what", async () => {
    const [claimed, kept] = [await addPerson(), await addPerson()];
    await database().externalIdentity.create({
      data: { providerId: directory.providerId, subject: "s", userId: claimed.userId, groups: ["Support"] },
    });
    await addGroup("Support", [kept]);
    const groupRoles = [{ group: "Support", workspaceId: workspace.id, role: "viewer" }];
    await portal.owner.call("PATCH", provider, { body: { groupsClaim: "groups", groupRoles } });
    expect([await roleOf(claimed), await roleOf(kept)]).toEqual(["viewer", null]);

    const preview = await portal.owner.call("POST", `${provider}/preview`, {
      body: { groupRoles, directoryGroups: true },
    });
    const effects = preview.json.items.map(({ user, before, after }: Record<string, { id: string }>) => [
      user?.id,
      before,
      after,
    ]);
    expect(effects.sort()).toEqual(
      [
        [claimed.userId, "viewer", null],
        [kept.userId, null, "viewer"],
      ].sort(),
    );
    expect(await roleOf(claimed)).toBe("viewer");

    await portal.owner.call("PATCH", provider, { body: { directoryGroups: true } });
    expect([await roleOf(claimed), await roleOf(kept)]).toEqual([null, "viewer"]);
  });

  it("can't be a directory that is not connected, and it can't be disconnected while it gives roles", async () => {
    await map({ Support: "viewer" });
    const refused = await portal.owner.call("DELETE", `${provider}/directory`);
    expect([refused.status, refused.json.code]).toEqual([409, "conflict"]);
    await portal.owner.call("PATCH", provider, { body: { directoryGroups: false } });
    expect((await portal.owner.call("DELETE", `${provider}/directory`)).status).toBe(204);
    const again = await portal.owner.call("PATCH", provider, { body: { directoryGroups: true } });
    expect([again.status, again.json.errors[0].path]).toEqual([422, "/directoryGroups"]);
  });
});

it("changes that come at once come one after the other, and none is lost", async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => addPerson()));
  const id = await addGroup("Support");
  await map({ Support: "viewer" });
  const answers = await Promise.all(
    all.map((one) => patch(id, { op: "add", path: "members", value: [{ value: one.id }] })),
  );
  expect(answers.map(({ status }) => status)).toEqual(all.map(() => 204));
  expect(await Promise.all(all.map(roleOf))).toEqual(all.map(() => "viewer"));
});
