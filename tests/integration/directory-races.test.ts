import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { lockBindings } from "@/lib/identity/role-grants";
import { newDirectory, type TestDirectory } from "@/tests/support/new-provider";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";
import { holdPerson, waitingForLock, whileHeld } from "@/tests/support/waiting-for-lock";

/** What a directory does at the very moment in which somebody else does something. */
let portal: TestPortal;
let directory: TestDirectory;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  directory = await newDirectory({ actor: SYSTEM_ACTOR, request: null });
});

const USERS = "/api/scim/v2/Users";
const GROUPS = "/api/scim/v2/Groups";
let people = 0;

const call = (method: string, path: string, body?: unknown) =>
  directory.client.call(method, path, body === undefined ? {} : { body });
const patch = (id: string, ...Operations: object[]) => call("PATCH", `${USERS}/${id}`, { Operations });
const byOwner = (id: string, body: object) => portal.owner.call("PATCH", `/api/users/${id}`, { body });
const holdOwner = () => holdPerson(portal.owner.userId ?? "");
const account = (id: string) => database().user.findUniqueOrThrow({ where: { id } });

async function add(userName = `person-${++people}@${directory.domain}`) {
  const { status, json, text } = await call("POST", USERS, { userName, displayName: "Petra Person" });
  expect(status, text).toBe(201);
  const { id: userId } = await database().user.findUniqueOrThrow({ where: { email: userName } });
  return { id: json.id as string, userId, userName };
}

/** Somebody of the directory's domain whom it does not keep. */
async function colleague() {
  const { userId } = await portal.addPerson("Cora Colleague");
  const email = `person-${++people}@${directory.domain}`;
  await database().user.update({ where: { id: userId ?? "" }, data: { email } });
  return { userId: userId ?? "", email };
}

describe("an owner and a directory at once", () => {
  it("whom the owner disables stays disabled, though the directory lets them in again", async () => {
    const { id, userId } = await add();
    await patch(id, { op: "replace", path: "active", value: false });
    const [disabled, letIn] = await whileHeld(
      holdOwner(),
      () => byOwner(userId, { disabled: true }),
      () => patch(id, { op: "replace", path: "active", value: true }),
    );
    expect([disabled.status, letIn.status, letIn.json.active]).toEqual([200, 200, false]);
    expect((await account(userId)).disabledAt).not.toBeNull();
  });

  it("who becomes an owner keeps the address", async () => {
    const { id, userId, userName } = await add();
    const value = `other-${userName}`;
    const [made, moved] = await whileHeld(
      holdOwner(),
      () => byOwner(userId, { owner: true }),
      () => patch(id, { op: "replace", path: 'emails[type eq "work"].value', value }),
    );
    expect([made.status, moved.status]).toEqual([200, 409]);
    expect((await account(userId)).email).toBe(userName);
    await byOwner(userId, { owner: false });
  });

  it("who becomes an owner is not taken over", async () => {
    const { userId, email } = await colleague();
    const [made, added] = await whileHeld(
      holdOwner(),
      () => byOwner(userId, { owner: true }),
      () => call("POST", USERS, { userName: email, displayName: "Mallory" }),
    );
    expect([made.status, added.status, added.json.scimType]).toEqual([200, 409, "uniqueness"]);
    expect([
      await database().directoryUser.count({ where: { userId } }),
      (await account(userId)).name,
    ]).toEqual([0, "Cora Colleague"]);
    await byOwner(userId, { owner: false });
  });

  it("who leaves for good is kept by no directory, and sent again is somebody new", async () => {
    const { userId, email } = await colleague();
    await byOwner(userId, { disabled: true });
    const leave = () => portal.owner.call("POST", `/api/users/${userId}/pseudonym`, { body: { email } });
    const [left, added] = await whileHeld(holdPerson(userId), leave, () =>
      call("POST", USERS, { userName: email, displayName: "Cora Colleague" }),
    );
    expect([left.status, added.status]).toEqual([200, 409]);
    expect(await database().directoryUser.count({ where: { userId } })).toBe(0);
    expect((await add(email)).userId).not.toBe(userId);
  });
});

it("a person who loses roles of several sources at once waits for no lock out of order", async () => {
  const [first, second] = [await portal.addWorkspace(), await portal.addWorkspace()].sort((one, other) =>
    one.id.localeCompare(other.id),
  );
  if (!first || !second) throw new Error("two workspaces are needed");
  const { id, userId } = await add();
  // The only admin of the first one, so that an owner gets it; and a member of the second by a group.
  await portal.owner.call("POST", `${first.path}/members`, {
    body: { email: (await account(userId)).email, role: "admin" },
  });
  await portal.owner.call("DELETE", `${first.path}/members/${portal.owner.userId}`);
  await database().binding.deleteMany({ where: { workspaceId: first.id, userId: { not: userId } } });
  await call("POST", GROUPS, { displayName: "Support", members: [{ value: id }] });
  const groupRoles = [{ group: "Support", workspaceId: second.id, role: "viewer" }];
  const path = `/api/sign-in-providers/${directory.providerId}`;
  await portal.owner.call("PATCH", path, { body: { directoryGroups: true, groupRoles } });

  const { removal } = await database().$transaction(async (tx) => {
    await lockBindings(tx, first.id);
    const removal = call("DELETE", `${USERS}/${id}`);
    await waitingForLock();
    await lockBindings(tx, second.id);
    return { removal };
  });
  expect((await removal).status).toBe(204);
  expect(await database().binding.count({ where: { userId, workspaceId: second.id } })).toBe(0);
});

it("changes of a directory that come at once leave connections to everybody else, and too many are sent again", async () => {
  const { id } = await add();
  const { answers, own } = await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "SignInProvider" WHERE "id" = ${directory.providerId}::uuid FOR UPDATE`;
    const answers = Array.from({ length: 55 }, (_, place) =>
      patch(id, { op: "replace", path: "displayName", value: `Petra ${place}` }),
    );
    const own = await portal.owner.call("PATCH", "/api/me", { body: { name: "Owner" } });
    return { answers, own };
  });
  expect(own.status).toBe(200);
  const all = await Promise.all(answers);
  const refused = all.filter(({ status }) => status === 429);
  expect([all.filter(({ status }) => status === 200).length, refused.length]).toEqual([50, 5]);
  expect([refused[0]?.json.status, refused[0]?.headers.get("retry-after")]).toEqual(["429", "5"]);
});
