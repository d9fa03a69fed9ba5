import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { readAccessReview } from "@/lib/identity/access-review/read-review";
import { readPerson } from "@/lib/identity/person-page";
import { listUsers } from "@/lib/identity/users";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { statementsOf } from "@/tests/support/statement-log";

let portal: TestPortal;
let dental: TestWorkspace;
let solar: TestWorkspace;
let groupId: string;

beforeAll(async () => {
  portal = await openPortal();
  dental = await portal.addWorkspace({ name: "Harbour Dental" });
  solar = await portal.addWorkspace({ name: "Greenfield Solar" });
  const body = { name: "Clinics", workspaces: [dental.slug, solar.slug] };
  groupId = (await portal.owner.call("POST", "/api/groups", { body })).json.id;
});
afterAll(() => portal.close());

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
async function rolesOf(userId: string | null): Promise<Record<string, string>> {
  const { json } = await portal.owner.get(`/api/users/${userId}`);
  const held = json.roles.filter(({ role }: { role: Role }) => role !== null);
  return Object.fromEntries(
    held.map(({ workspace, role }: { workspace: string; role: string }) => [workspace, role]),
  );
}
/** The newest events of a log: its actions and what became of the role. */
async function newest(path: string, count: number) {
  const { json } = await portal.owner.get(`${path}/audit-events?limit=${count}`);
  return json.items;
}
const portalEvents = (count: number) => newest("/api", count);

const invite = (body: object) => portal.owner.call("POST", "/api/invitations/batch", { body });

describe("several invitations at once", () => {
  it("give each new person a link that works and the roles, and those who are here what they lack", async () => {
    const tom = await portal.addPerson("Tom Okafor", [[dental, "admin"]]);
    const { status, json } = await invite({
      people: [
        { email: "New.One@Example.com", name: "New One" },
        { email: tom.email },
        { email: "not an address" },
        { email: "new.one@example.com" },
      ],
      roles: [{ workspace: dental.slug, role: "editor" }],
      groups: [{ group: groupId, role: "viewer" }],
    });
    expect(status).toBe(200);
    const [one, here, wrong, ...none] = json.items;
    expect(none).toEqual([]);
    expect(one).toMatchObject({ email: "new.one@example.com", name: "New One", outcome: "invited" });
    const [dentalRole, solarRole] = [
      { workspace: { slug: dental.slug }, before: null, after: "editor" },
      { workspace: { slug: solar.slug }, before: null, after: "viewer" },
    ];
    expect(one.roles).toMatchObject([solarRole, dentalRole]);
    // He is an admin, and an invitation takes nothing away.
    expect(here).toMatchObject({ outcome: "here", inviteUrl: null, name: "Tom Okafor", roles: [solarRole] });
    expect(wrong).toMatchObject({ outcome: "refused", reason: "is not an e-mail address", id: null });
    expect(await rolesOf(tom.userId)).toEqual({ [dental.slug]: "admin", [solar.slug]: "viewer" });
    const token = one.inviteUrl.split("/").pop();
    const body = { token, password: "a long enough one" };
    expect((await portal.nobody.call("POST", "/api/invitations", { body })).status).toBe(204);
    const { client } = await portal.signIn("new.one@example.com", "a long enough one");
    expect((await client.get(`${dental.path}/changes`)).status).toBe(200);
  });

  it("name people by their addresses where nobody says a name, and record each in both logs", async () => {
    const { json } = await invite({
      people: [{ email: "ana.lopez@example.com" }],
      roles: [{ workspace: solar.slug, role: "viewer" }],
    });
    expect(json.items[0].name).toBe("Ana Lopez");
    expect((await portalEvents(1))[0]).toMatchObject({
      action: "user.invite",
      target: { name: "Ana Lopez" },
    });
    expect((await newest(solar.path, 1))[0]).toMatchObject({
      action: "binding.add",
      target: { id: json.items[0].id, name: "Ana Lopez" },
    });
  });

  it("refuse somebody who is disabled, and leave the owner flag of those who are here as it is", async () => {
    const gone = await portal.addPerson("Gus Gone");
    await portal.owner.call("PATCH", `/api/users/${gone.userId}`, { body: { disabled: true } });
    const here = await portal.addPerson("Hal Here");
    const { json } = await invite({ people: [{ email: gone.email }, { email: here.email }], owner: true });
    const [first, second] = json.items;
    expect([first.outcome, second.outcome, second.owner]).toEqual(["refused", "here", false]);
    expect(second.reason).toContain("owner");
    expect((await portal.owner.get(`/api/users/${here.userId}`)).json.isOwner).toBe(false);
  });

  it("change nothing where the rights themselves are wrong", async () => {
    const before = await database().user.count();
    const { status, json } = await invite({
      people: [{ email: "never@example.com" }],
      roles: [{ workspace: "nowhere", role: "viewer" }],
      groups: [{ group: "00000000-0000-4000-8000-000000000000", role: "viewer" }],
    });
    const paths = json.errors.map(({ path }: { path: string }) => path);
    expect([status, paths]).toEqual([422, ["/roles/0/workspace", "/groups/0/group"]]);
    expect(await database().user.count()).toBe(before);
  });
});

const csvOf = (...lines: string[]) => ["name,email,workspace,role,group,owner", ...lines].join("\r\n");
const preview = async (csv: string) =>
  (await portal.owner.call("POST", "/api/users/import/preview", { body: { csv } })).json;
const doImport = (csv: string, fingerprint: string) =>
  portal.owner.call("POST", "/api/users/import", { body: { csv, fingerprint } });

describe("an import of a list", () => {
  it("does what its preview said", async () => {
    const kim = await portal.addPerson("Kim Known", [[dental, "viewer"]]);
    const csv = csvOf(
      "Ivo Import,ivo@example.com,Harbour Dental,Editor,,",
      `,ivo@example.com,${solar.slug},viewer,,`,
      ",olga.owner@example.com,,,,yes",
      `,${kim.email},,admin,clinics,`,
    );
    const said = await preview(csv);
    expect(said.faults).toEqual([]);
    const summary = said.people.map(
      (person: { line: number; outcome: string; owner: boolean; roles: unknown[] }) => [
        person.line,
        person.outcome,
        person.owner,
        person.roles.length,
      ],
    );
    expect(summary).toEqual([
      [2, "invited", false, 2],
      [4, "invited", true, 0],
      [5, "here", false, 2],
    ]);
    expect(await database().user.count({ where: { email: "ivo@example.com" } })).toBe(0);
    const { status, json } = await doImport(csv, said.fingerprint);
    expect(status).toBe(200);
    for (const [place, { email, outcome, roles }] of json.items.entries())
      expect({ email, outcome, roles }).toEqual({
        email: said.people[place].email,
        outcome: said.people[place].outcome,
        roles: said.people[place].roles,
      });
    expect(await rolesOf(json.items[0].id)).toEqual({ [dental.slug]: "editor", [solar.slug]: "viewer" });
    expect(await rolesOf(kim.userId)).toEqual({ [dental.slug]: "admin", [solar.slug]: "admin" });
    expect((await portal.owner.get(`/api/users/${kim.userId}`)).json.groups).toMatchObject([
      { name: "Clinics", role: "admin" },
    ]);
    expect((await portalEvents(1))[0]).toMatchObject({
      action: "user.import",
      detail: { invited: 2, rolesChanged: 4 },
    });
  });

  it("does nothing where something has changed since the preview", async () => {
    const nora = await portal.addPerson("Nora New");
    const csv = csvOf(`,${nora.email},${dental.slug},editor,,`, ",later@example.com,,,,");
    const said = await preview(csv);
    await setRoles(nora.userId, [[dental, "viewer"]]);
    const refused = await doImport(csv, said.fingerprint);
    expect([refused.status, refused.json.code]).toEqual([409, "conflict"]);
    expect(await database().user.count({ where: { email: "later@example.com" } })).toBe(0);
    expect((await doImport(csv, (await preview(csv)).fingerprint)).status).toBe(200);
    // The people are here now, so that a second press would do something else.
    expect((await doImport(csv, said.fingerprint)).status).toBe(409);
  });

  it("does nothing where the list has a fault, and names them all by line and column", async () => {
    const csv = csvOf(
      "Fay,fay@example.com,nowhere,editor,,",
      "Fay Other,fay@example.com,,viewer,no such group,",
      ",broken,nowhere either,boss,,",
    );
    const said = await preview(csv);
    expect(said.fingerprint).toBeNull();
    const named = said.faults.map(({ line, column }: { line: number; column: string }) => [line, column]);
    expect(named.sort()).toEqual([
      [2, "workspace"],
      [3, "group"],
      [3, "name"],
      [4, "email"],
      [4, "role"],
      [4, "workspace"],
    ]);
    const refused = await doImport(csv, "0".repeat(64));
    expect([refused.status, refused.json.errors[0].message]).toEqual([
      422,
      expect.stringMatching(/^Line 2, workspace: /),
    ]);
    expect(await database().user.count({ where: { email: "fay@example.com" } })).toBe(0);
  });

  it("of five hundred people takes as many statements as the writing of their events needs", async () => {
    const lines = Array.from(
      { length: 500 },
      (_, place) => `Bulk ${place},bulk-${place}@example.com,${dental.slug},viewer,Clinics,`,
    );
    const csv = csvOf(...lines);
    const { fingerprint } = await preview(csv);
    const statements = await statementsOf(async () => {
      expect((await doImport(csv, fingerprint)).status).toBe(200);
    });
    expect(statements.length).toBeLessThan(90);
  }, 20_000);
});

describe("the list of people", () => {
  it("needs the same few statements for hundreds as for some, and so do a person and the review", async () => {
    expect(await database().user.count()).toBeGreaterThan(500);
    const person = await database().user.findFirstOrThrow({ where: { email: "bulk-7@example.com" } });
    const cost = async (work: () => Promise<unknown>) => (await statementsOf(work)).length;
    expect(await cost(listUsers)).toBeLessThanOrEqual(7);
    expect(await cost(() => readPerson(person.id))).toBeLessThanOrEqual(13);
    expect(await cost(readAccessReview)).toBeLessThanOrEqual(12);
  });

  it("is found by words in any order, by state and by workspace", async () => {
    const found = async (query: string) => {
      const { json } = await portal.owner.get(`/api/users?limit=200&${query}`);
      return json.items.map(({ name }: { name: string }) => name);
    };
    expect(await found("q=okáfor%20TOM")).toEqual(["Tom Okafor"]);
    expect(await found("q=bulk-499")).toEqual(["Bulk 499"]);
    expect(await found("state=owner")).toEqual(["Olga Owner", "Owner"]);
    expect(await found("state=disabled")).toContain("Gus Gone");
    expect(await found("state=invited&q=ivo")).toEqual(["Ivo Import"]);
    expect(await found(`workspace=${solar.slug}&q=okafor`)).toEqual(["Tom Okafor"]);
    expect((await portal.owner.get("/api/users?state=tall")).status).toBe(400);
  });
});

const review = async (query = "") => (await portal.owner.get(`/api/access-review${query}`)).json;
const signOff = (body: object) => portal.owner.call("POST", "/api/access-review/sign-off", { body });

describe("a review of access", () => {
  it("says who may do what where, through what, since when, and when they last did something there", async () => {
    const rhea = await portal.addPerson("Rhea Reviewed", [[dental, "admin"]]);
    await portal.owner.call("PATCH", `/api/groups/${groupId}`, {
      body: { members: [{ userId: rhea.userId, role: "editor" }] },
    });
    await rhea.call("PATCH", dental.path, { body: { requireReason: false } });
    const { items } = await review(`?user=${rhea.userId}`);
    expect(items).toMatchObject([
      {
        workspace: { slug: solar.slug },
        role: "editor",
        grants: [{ through: "Clinics", role: "editor" }],
        lastActAt: null,
      },
      {
        workspace: { slug: dental.slug },
        role: "admin",
        grants: [
          { through: null, role: "admin" },
          { through: "Clinics", role: "editor" },
        ],
        lastActAt: expect.any(String),
        lastSeenAt: expect.any(String),
      },
    ]);
    const owners = (await review(`?user=${portal.owner.userId}`)).items;
    expect(owners[0]).toMatchObject({ workspace: null, role: "owner" });
    const there = (await review(`?workspace=${solar.slug}&limit=200`)).items;
    expect(new Set(there.map((right: { workspace: { slug: string } }) => right.workspace.slug))).toEqual(
      new Set([solar.slug]),
    );
  });

  it("is a CSV that no spreadsheet runs", async () => {
    await invite({
      people: [{ email: "evil@example.com", name: "=HYPERLINK(1)" }],
      roles: [{ workspace: dental.slug, role: "viewer" }],
    });
    const { text, headers } = await portal.owner.get("/api/access-review?format=csv");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(text.split("\r\n")[0]).toContain("lastEventThere");
    expect(text).toContain(`"'=HYPERLINK(1)","evil@example.com","invited","none","Harbour Dental"`);
    expect(text).not.toContain(`"=HYPERLINK`);
  });

  it("is signed off as an event with its numbers and a digest, which any change of a right changes", async () => {
    const { digest, counts } = await review("?limit=1");
    const signed = await signOff({ digest, note: "Asked the team leads" });
    expect([signed.status, signed.json]).toEqual([201, { ...counts, digest }]);
    expect((await portalEvents(1))[0]).toMatchObject({
      action: "access.review",
      detail: { ...counts, digest, note: "Asked the team leads" },
    });
    expect((await review("?limit=1")).lastSignOff).toMatchObject({
      ...{ digest, note: "Asked the team leads", by: { id: portal.owner.userId } },
    });
    const zoe = await portal.addPerson("Zoe Zamora", [[solar, "viewer"]]);
    expect((await signOff({ digest })).status).toBe(409);
    const changed = (await review("?limit=1")).digest;
    expect(changed).not.toBe(digest);
    await zoe.get(solar.path);
    expect((await review("?limit=1")).digest).toBe(changed);
    expect((await signOff({})).status).toBe(201);
  });
});

describe("somebody who has left for good", () => {
  const pseudonymise = (client: PortalClient & { email: string }, email = client.email) =>
    portal.owner.call("POST", `/api/users/${client.userId}/pseudonym`, { body: { email } });
  const disable = (client: PortalClient) =>
    portal.owner.call("PATCH", `/api/users/${client.userId}`, { body: { disabled: true } });

  it("is known by a pseudonym, without roles, and nothing says where they signed in", async () => {
    const lena = await portal.addPerson("Lena Leaver", [[dental, "editor"]]);
    const token = { name: "Lena's script", workspaces: [dental.slug], role: "viewer" };
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    expect((await lena.call("POST", "/api/tokens", { body: { ...token, expiresAt } })).status).toBe(201);
    const codes = { userId: lena.userId ?? "", codeHash: "a hash" };
    await database().recoveryCode.create({ data: codes });
    expect((await pseudonymise(lena)).status).toBe(409);
    await disable(lena);
    const wrong = await pseudonymise(lena, "somebody@example.com");
    expect([wrong.status, wrong.json.errors[0].path]).toEqual([422, "/email"]);
    const { status, json } = await pseudonymise(lena, lena.email.toUpperCase());
    expect([status, json.name]).toEqual([200, expect.stringMatching(/^Person [0-9a-f]{4,}$/)]);
    const { json: person } = await portal.owner.get(`/api/users/${lena.userId}`);
    expect(person).toMatchObject({ name: json.name, email: json.email, pseudonymised: true, workspaces: [] });
    expect(JSON.stringify(person)).not.toContain("lena");
    const sessions = await database().session.findMany({ where: { userId: lena.userId ?? "" } });
    expect(sessions.map(({ ip, userAgent }) => [ip, userAgent])).toEqual([[null, null]]);
    expect(await database().knownDevice.count({ where: { userId: lena.userId ?? "" } })).toBe(0);
    expect(await database().apiToken.count({ where: { userId: lena.userId ?? "" } })).toBe(0);
    expect(await database().recoveryCode.count({ where: { userId: lena.userId ?? "" } })).toBe(0);
    expect((await newest(dental.path, 1))[0]).toMatchObject({
      action: "binding.remove",
      target: { name: json.name },
    });
    expect((await portalEvents(1))[0]).toMatchObject({
      action: "user.pseudonymise",
      target: { id: lena.userId, name: json.name },
      changes: [],
      detail: { rolesRemoved: 1, sessionsCleared: 1 },
    });
    expect(JSON.stringify(await portalEvents(1))).not.toContain(lena.email);
  });

  it("can't be enabled, named or given a role any more", async () => {
    const max = await portal.addPerson("Max Moved");
    await disable(max);
    await pseudonymise(max);
    const path = `/api/users/${max.userId}`;
    expect((await portal.owner.call("PATCH", path, { body: { disabled: false } })).status).toBe(409);
    expect((await portal.owner.call("PATCH", path, { body: { name: "Max" } })).status).toBe(409);
    expect((await setRoles(max.userId, [[dental, "viewer"]])).status).toBe(409);
    expect((await pseudonymise(max)).status).toBe(409);
    expect((await portal.signIn(max.email).catch((error: Error) => error.message)).toString()).toContain(
      "refused",
    );
  });

  it("stays in the log by the name that was signed, and every hash is still valid", async () => {
    const pia = await portal.addPerson("Pia Past", [[dental, "admin"]]);
    await pia.call("PATCH", dental.path, { body: { requireReason: false } });
    await disable(pia);
    await pseudonymise(pia);
    const { json } = await portal.owner.get(`${dental.path}/audit-events?actor=${pia.userId}`);
    expect(json.items[0]).toMatchObject({ actor: { id: pia.userId, name: "Pia Past" } });
    for (const log of [dental.path, "/api"]) {
      const { text } = await portal.owner.get(`${log}/audit-events/verify`);
      expect(JSON.parse(text.trim().split("\n").at(-1) ?? "")).toMatchObject({ ok: true });
    }
  });
});
