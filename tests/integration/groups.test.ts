import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { OWNER, openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { statementsOf } from "@/tests/support/statement-log";

let portal: TestPortal;
let dental: TestWorkspace;
let solar: TestWorkspace;
let mia: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
  dental = await portal.addWorkspace({ name: "Harbour Dental" });
  solar = await portal.addWorkspace({ name: "Greenfield Solar" });
  mia = await portal.addPerson("Mia Chen");
});
afterAll(() => portal.close());

interface Parts {
  name?: string;
  workspaces?: TestWorkspace[];
  members?: [PortalClient, string][];
}
const bodyOf = ({ name, workspaces, members }: Parts) => ({
  ...(name === undefined ? {} : { name }),
  ...(workspaces ? { workspaces: workspaces.map(({ slug }) => slug) } : {}),
  ...(members ? { members: members.map(([{ userId }, role]) => ({ userId, role })) } : {}),
});

async function makeGroup(parts: Parts & { name: string }): Promise<string> {
  const { status, json, headers } = await portal.owner.call("POST", "/api/groups", { body: bodyOf(parts) });
  expect([status, headers.get("location")]).toEqual([201, `/api/groups/${json.id}`]);
  return json.id;
}
const changeGroup = (id: string, parts: Parts & { version?: number }) => {
  const { version, ...rest } = parts;
  const body = { ...bodyOf(rest), ...(version === undefined ? {} : { version }) };
  return portal.owner.call("PATCH", `/api/groups/${id}`, { body });
};
const preview = async (id: string, parts: Parts) => {
  const { json } = await portal.owner.call("POST", `/api/groups/${id}/preview`, { body: bodyOf(parts) });
  return json.changes.map(
    (change: { user: { name: string }; workspace: { slug: string }; before: string; after: string }) => [
      change.user.name,
      change.workspace.slug,
      change.before,
      change.after,
    ],
  );
};
async function rolesOf(client: PortalClient): Promise<Record<string, string>> {
  const { json } = await client.get("/api/me");
  return Object.fromEntries(
    json.bindings.map(({ slug, role }: { slug: string; role: string }) => [slug, role]),
  );
}
/** The newest event of a workspace's log. */
async function lastEvent(workspace: TestWorkspace) {
  return (await portal.owner.get(`${workspace.path}/audit-events?limit=1`)).json.items[0];
}

type Role = string | null;
const setRoles = (userId: string | null, roles: [TestWorkspace | string, Role][]) =>
  portal.owner.call("PUT", `/api/users/${userId}/roles`, {
    body: {
      roles: roles.map(([place, role]) => ({
        workspace: typeof place === "string" ? place : place.slug,
        role,
      })),
    },
  });

describe("a person in a group of workspaces", () => {
  it("has the role in each of them at once, and the log of each names the group", async () => {
    await makeGroup({ name: "Clinics", workspaces: [dental, solar], members: [[mia, "editor"]] });
    expect(await rolesOf(mia)).toEqual({ [dental.slug]: "editor", [solar.slug]: "editor" });
    expect((await mia.get(`${dental.path}/changes`)).status).toBe(200);
    for (const workspace of [dental, solar])
      expect(await lastEvent(workspace)).toMatchObject({
        action: "binding.add",
        actor: { email: OWNER.email, role: "owner" },
        target: { id: mia.userId, name: "Mia Chen" },
        changes: [{ path: "/role", before: null, after: "editor" }],
        detail: { through: "Clinics" },
      });
  });

  it("has the role in a workspace that joins the group later, and loses it where one leaves", async () => {
    const tom = await portal.addPerson("Tom Okafor");
    const id = await makeGroup({ name: "Growing", workspaces: [dental], members: [[tom, "viewer"]] });
    expect((await tom.get(solar.path)).status).toBe(404);
    expect((await changeGroup(id, { workspaces: [dental, solar] })).status).toBe(200);
    expect((await tom.get(solar.path)).status).toBe(200);
    expect((await changeGroup(id, { workspaces: [solar] })).status).toBe(200);
    expect(await rolesOf(tom)).toEqual({ [solar.slug]: "viewer" });
    expect((await tom.get(dental.path)).status).toBe(404);
  });

  it("keeps what they have otherwise when they leave: only what the group gave is taken back", async () => {
    const noor = await portal.addPerson("Noor Haddad", [[dental, "viewer"]]);
    const first = await makeGroup({ name: "First", workspaces: [dental, solar], members: [[noor, "admin"]] });
    const second = await makeGroup({ name: "Second", workspaces: [solar], members: [[noor, "editor"]] });
    expect(await rolesOf(noor)).toEqual({ [dental.slug]: "admin", [solar.slug]: "admin" });
    expect((await changeGroup(first, { members: [] })).status).toBe(200);
    expect(await rolesOf(noor)).toEqual({ [dental.slug]: "viewer", [solar.slug]: "editor" });
    expect(await lastEvent(dental)).toMatchObject({
      action: "binding.change",
      changes: [{ before: "admin", after: "viewer" }],
      detail: { through: "First" },
    });
    expect((await portal.owner.call("DELETE", `/api/groups/${second}`)).status).toBe(204);
    expect(await rolesOf(noor)).toEqual({ [dental.slug]: "viewer" });
  });

  it("is shown with the group among the members of a workspace, whose admins can't undo it there", async () => {
    const ada = await portal.addPerson("Ada Lind", [[dental, "admin"]]);
    const { json } = await ada.get(`${dental.path}/members`);
    const member = json.items.find(({ userId }: { userId: string }) => userId === mia.userId);
    expect(member).toMatchObject({ role: "editor", through: [{ name: "Clinics", role: "editor" }] });
    const path = `${dental.path}/members/${mia.userId}`;
    const removal = await ada.call("DELETE", path);
    expect([removal.status, removal.json.detail]).toEqual([409, expect.stringContaining("through a group")]);
    expect((await ada.call("PATCH", path, { body: { role: "viewer" } })).status).toBe(409);
  });
});

describe("a change of a group", () => {
  it("says before whose roles it changes, and names nobody whose role stays", async () => {
    const lea = await portal.addPerson("Lea Novak", [[dental, "admin"]]);
    const id = await makeGroup({ name: "Preview", workspaces: [dental, solar], members: [[lea, "editor"]] });
    expect(await preview(id, { workspaces: [], members: [] })).toEqual([
      ["Lea Novak", solar.slug, "editor", null],
    ]);
    expect(await preview(id, { members: [[lea, "viewer"]] })).toEqual([
      ["Lea Novak", solar.slug, "editor", "viewer"],
    ]);
    expect(await rolesOf(lea)).toEqual({ [dental.slug]: "admin", [solar.slug]: "editor" });
  });

  it("that would take the last admin from a workspace changes nothing, and says which", async () => {
    const own = await portal.addWorkspace({ name: "Pine Insurance" });
    const boss = await portal.addPerson("Bea Boss");
    const id = await makeGroup({ name: "Bosses", workspaces: [own, dental], members: [[boss, "admin"]] });
    const ownerId = portal.owner.userId;
    expect((await portal.owner.call("DELETE", `${own.path}/members/${ownerId}`)).status).toBe(204);
    for (const attempt of [
      await changeGroup(id, { members: [[boss, "editor"]] }),
      await changeGroup(id, { workspaces: [dental] }),
      await portal.owner.call("DELETE", `/api/groups/${id}`),
    ])
      expect([attempt.status, attempt.json.detail]).toEqual([409, expect.stringContaining("Pine Insurance")]);
    expect(await rolesOf(boss)).toEqual({ [own.slug]: "admin", [dental.slug]: "admin" });
  });

  it("that builds on an older state is refused, so that nobody's work is undone", async () => {
    const id = await makeGroup({ name: "Versions", workspaces: [dental] });
    const first = await changeGroup(id, { workspaces: [dental, solar], version: 1 });
    expect([first.status, first.json.version]).toEqual([200, 2]);
    expect((await changeGroup(id, { members: [], version: 1 })).status).toBe(409);
    expect((await changeGroup(id, { name: "Newer", version: 2 })).status).toBe(200);
  });

  it("names every unknown workspace and person, and a name that another group has", async () => {
    await makeGroup({ name: "Cafés" });
    const body = {
      name: "cafes",
      workspaces: [dental.slug, "nowhere", dental.slug],
      members: [{ userId: "00000000-0000-4000-8000-000000000000", role: "viewer" }],
    };
    const { status, json } = await portal.owner.call("POST", "/api/groups", { body });
    const paths = json.errors.map(({ path }: { path: string }) => path);
    expect([status, paths]).toEqual([422, ["/name", "/workspaces/1", "/workspaces/2", "/members/0/userId"]]);
  });

  it("and others over the same workspaces at the same moment all succeed", async () => {
    const people = [
      await portal.addPerson("Abe"),
      await portal.addPerson("Bob"),
      await portal.addPerson("Cid"),
    ];
    const members = people.map((person): [PortalClient, string] => [person, "viewer"]);
    const ids = [
      await makeGroup({ name: "Left", workspaces: [dental, solar] }),
      await makeGroup({ name: "Right", workspaces: [solar, dental] }),
    ];
    const answers = await Promise.all([
      ...ids.map((id) => changeGroup(id, { members })),
      ...people.map(({ userId }) =>
        setRoles(userId, [
          [solar, "editor"],
          [dental, "editor"],
        ]),
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const person of people)
      expect(await rolesOf(person)).toEqual({ [dental.slug]: "editor", [solar.slug]: "editor" });
  });

  it("of a hundred people costs as many statements as one of a few", async () => {
    const rows = Array.from({ length: 100 }, (_, place) => ({
      id: `00000000-0000-7000-8000-${String(place).padStart(12, "0")}`,
      email: `crowd-${place}@example.com`,
      name: `Crowd ${place}`,
    }));
    await database().user.createMany({ data: rows });
    const members = (count: number) =>
      rows.slice(0, count).map(({ id }) => ({ userId: id, role: "viewer" as const }));
    const cost = async (name: string, count: number) =>
      (
        await statementsOf(async () => {
          const body = { name, workspaces: [dental.slug, solar.slug], members: members(count) };
          expect((await portal.owner.call("POST", "/api/groups", { body })).status).toBe(201);
        })
      ).length;
    const few = await cost("Few", 3);
    expect(await cost("Crowd", 100)).toBe(few);
    expect(few).toBeLessThan(60);
  });
});

describe("a table of roles", () => {
  it("is saved as a whole, and each workspace's log has its own change", async () => {
    const eva = await portal.addPerson("Eva Stone", [[dental, "viewer"]]);
    const { status, json } = await setRoles(eva.userId, [
      [dental, "editor"],
      [solar, "auditor"],
    ]);
    expect(status).toBe(200);
    expect(json.roles.find(({ workspace }: { workspace: string }) => workspace === solar.slug)).toMatchObject(
      {
        ...{ role: "auditor", direct: "auditor", through: [] },
      },
    );
    expect(await rolesOf(eva)).toEqual({ [dental.slug]: "editor", [solar.slug]: "auditor" });
    expect(await lastEvent(dental)).toMatchObject({
      action: "binding.change",
      changes: [{ path: "/role", before: "viewer", after: "editor" }],
    });
    expect(await lastEvent(solar)).toMatchObject({ action: "binding.add" });
    expect((await portal.owner.get("/api/audit-events?limit=1")).json.items[0]).toMatchObject({
      action: "user.set_roles",
      target: { id: eva.userId, name: "Eva Stone" },
      changes: [
        {
          path: "/roles",
          before: `${dental.slug}: viewer, ${solar.slug}: none`,
          after: `${dental.slug}: editor, ${solar.slug}: auditor`,
        },
      ],
      detail: { rolesChanged: 2 },
    });
    expect((await setRoles(eva.userId, [[solar, null]])).status).toBe(200);
    expect((await eva.get(solar.path)).status).toBe(404);
    expect((await eva.get(dental.path)).status).toBe(200);
  });

  it("can't lose the last admin of a workspace, and then changes nothing else either", async () => {
    const own = await portal.addWorkspace({ name: "Pine Insurance" });
    const boss = await portal.addPerson("Bea Boss", [[own, "admin"]]);
    expect((await setRoles(portal.owner.userId, [[own, null]])).status).toBe(200);
    const before = await database().auditEvent.count();
    const refused = await setRoles(boss.userId, [
      [dental, "editor"],
      [own, "viewer"],
    ]);
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining("Pine Insurance")]);
    expect(await rolesOf(boss)).toEqual({ [own.slug]: "admin" });
    // The refusal itself.
    expect(await database().auditEvent.count()).toBe(before + 1);
  });

  it("lets one of two through that would take both of the last admins at the same moment", async () => {
    const own = await portal.addWorkspace({ name: "Castle Motors" });
    const pair = [
      await portal.addPerson("One", [[own, "admin"]]),
      await portal.addPerson("Two", [[own, "admin"]]),
    ];
    expect((await setRoles(portal.owner.userId, [[own, null]])).status).toBe(200);
    const answers = await Promise.all(pair.map(({ userId }) => setRoles(userId, [[own, "viewer"]])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("does not count an admin who can't sign in as one who is left", async () => {
    const own = await portal.addWorkspace({ name: "Metro Towing" });
    await portal.owner.call("POST", "/api/invitations/batch", {
      body: { people: [{ email: "late@example.com" }], roles: [{ workspace: own.slug, role: "admin" }] },
    });
    expect((await setRoles(portal.owner.userId, [[own, "editor"]])).status).toBe(409);
  });

  it("names every unknown workspace, and a role that a group's would hide", async () => {
    const lea = await portal.addPerson("Lea Novak");
    const members = [{ userId: lea.userId, role: "editor" }];
    const body = { name: "Editors", workspaces: [dental.slug], members };
    await portal.owner.call("POST", "/api/groups", { body });
    const paths = async (roles: [TestWorkspace | string, Role][]) => {
      const { status, json } = await setRoles(lea.userId, roles);
      return [status, json.errors?.map(({ path }: { path: string }) => path)];
    };
    const unknown = await paths([
      [solar, "viewer"],
      ["nowhere", "viewer"],
      [solar, "editor"],
    ]);
    expect(unknown).toEqual([422, ["/roles/1/workspace", "/roles/2/workspace"]]);
    expect(await paths([[dental, "viewer"]])).toEqual([422, ["/roles/0/role"]]);
    expect((await setRoles(lea.userId, [[dental, "admin"]])).status).toBe(200);
    expect((await setRoles(lea.userId, [[dental, null]])).status).toBe(200);
    expect(await rolesOf(lea)).toEqual({ [dental.slug]: "editor" });
  });

  it("of nobody, or of a person who has left for good, is refused", async () => {
    expect((await setRoles("00000000-0000-4000-8000-000000000000", [[dental, "viewer"]])).status).toBe(404);
    expect((await portal.owner.get("/api/users/00000000-0000-4000-8000-000000000000")).status).toBe(404);
  });
});
