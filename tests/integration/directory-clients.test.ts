import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { newDirectory, type TestDirectory } from "@/tests/support/new-provider";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";

/**
 * What the usual directories send, in their order: by the documents of Okta and Microsoft, and by their tests for servers (Okta's SPEC and
 * CRUD tests, Microsoft's SCIM validator).
 */
let portal: TestPortal;
let directory: TestDirectory;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  directory = await newDirectory({ actor: SYSTEM_ACTOR, request: null });
});

const BASE = "/api/scim/v2";
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

let people = 0;
const address = (name: string) => `${name}-${++people}@${directory.domain}`;

const call = (method: string, path: string, body?: unknown, type = "application/scim+json; charset=utf-8") =>
  directory.client.call(method, `${BASE}${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { "content-type": body === undefined ? undefined : type, accept: "application/scim+json" },
  });
const patch = (path: string, ...Operations: object[]) =>
  call("PATCH", path, { schemas: [PATCH_OP], Operations });
const filtered = (path: string, filter: string, more = "") =>
  call("GET", `${path}?filter=${encodeURIComponent(filter)}${more}`);

async function add(path: string, body: object): Promise<string> {
  const { status, json, text } = await call("POST", path, body);
  expect(status, text).toBe(201);
  expect(typeof json.id).toBe("string");
  return json.id;
}

describe("Okta", () => {
  it("passes its SPEC test", async () => {
    const seeded = address("morgan");
    const known = await add("/Users", {
      userName: seeded,
      name: { givenName: "Morgan", familyName: "Chen" },
      emails: [{ value: seeded, primary: true }],
    });
    const person = {
      id: known,
      userName: seeded,
      active: true,
      name: { givenName: "Morgan", familyName: "Chen" },
      emails: [{ value: seeded }],
    };
    expect((await call("GET", "/Users?count=1&startIndex=1")).json).toMatchObject({
      schemas: [LIST],
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [person],
    });
    expect((await call("GET", `/Users/${known}`)).json).toMatchObject(person);
    expect((await filtered("/Users", 'userName eq "nobody@example.invalid"')).json).toMatchObject({
      schemas: [LIST],
      totalResults: 0,
    });
    for (const id of ["00000000000000000000", "00919288221112222"])
      expect((await call("GET", `/Users/${id}`)).json).toMatchObject({
        schemas: [ERROR],
        status: "404",
        detail: expect.any(String),
      });

    const userName = address("jordan");
    const body = {
      schemas: [USER],
      userName,
      name: { givenName: "Jordan", familyName: "Rivera" },
      emails: [{ primary: true, value: address("other"), type: "work" }],
      displayName: "Jordan Rivera",
      active: true,
    };
    const made = await call("POST", "/Users", body, "application/json");
    expect([made.status, made.headers.get("content-type")]).toEqual([201, "application/scim+json"]);
    expect(made.json).toMatchObject(body);
    expect((await call("GET", `/Users/${made.json.id}`)).json).toMatchObject(body);
    const again = await call("POST", "/Users", { ...body, emails: [{ primary: true, value: userName }] });
    expect(again.status).toBe(409);
    const { json } = await filtered("/Users", `userName eq "${userName.toUpperCase()}"`);
    expect([json.totalResults, json.Resources[0].userName]).toEqual([1, userName]);
    expect((await call("GET", "/Groups")).json).toMatchObject({ totalResults: 0, Resources: [] });
    const stranger = await new PortalClient().withToken("non-token").get(`${BASE}/Users`);
    expect([stranger.status, stranger.json]).toMatchObject([401, { schemas: [ERROR], status: "401" }]);
  });

  it("creates, reads and puts back, locks out and lets in, by PUT and by PATCH", async () => {
    const userName = address("riley");
    const id = await add("/Users", {
      schemas: [USER],
      userName,
      name: { givenName: "Riley", familyName: "Okta" },
      emails: [{ primary: true, value: userName, type: "work" }],
      displayName: "Riley Okta",
      locale: "en-US",
      externalId: "00ujl29u0le5T6Aj10h7",
      groups: [],
      password: "1mz050nq",
      active: true,
    });
    const { json: read } = await call("GET", `/Users/${id}`);
    expect(read).not.toHaveProperty("password");
    const renamed = {
      ...read,
      name: { ...read.name, middleName: "Excited", givenName: "Rileyupdate" },
      displayName: "Rileyupdate Okta",
      groups: [],
    };
    expect((await call("PUT", `/Users/${id}`, renamed)).json).toMatchObject({
      name: { givenName: "Rileyupdate" },
      active: true,
    });
    expect((await database().user.findUniqueOrThrow({ where: { email: userName } })).name).toBe(
      "Rileyupdate Okta",
    );
    const states = [
      await patch(`/Users/${id}`, { op: "replace", value: { active: false } }),
      await patch(`/Users/${id}`, { op: "replace", value: { active: true } }),
      await call("PUT", `/Users/${id}`, { ...renamed, active: false }),
      // What a directory does not say stays: nobody is let in by a gap.
      await call("PUT", `/Users/${id}`, { schemas: [USER], userName }),
      await call("PUT", `/Users/${id}`, { ...renamed, active: true }),
    ];
    expect(states.map(({ status, json }) => [status, json.active])).toEqual([
      [200, false],
      [200, true],
      [200, false],
      [200, false],
      [200, true],
    ]);
  });

  it("pushes a group, its name with every change, its members, and removes it", async () => {
    const [one, two] = [
      await add("/Users", { userName: address("one") }),
      await add("/Users", { userName: address("two") }),
    ];
    const id = await add("/Groups", { schemas: [GROUP], displayName: "Test SCIMv2", members: [] });
    const path = `/Groups/${id}`;
    const name = await patch(path, { op: "replace", value: { id, displayName: "Test SCIMv2" } });
    expect([name.status, name.text]).toEqual([204, ""]);
    await patch(path, { op: "add", path: "members", value: [{ value: one, display: "one" }] });
    await patch(
      path,
      { op: "remove", path: `members[value eq "${one}"]` },
      { op: "add", path: "members", value: [{ value: two, display: "two" }] },
    );
    expect((await call("GET", path)).json.members).toMatchObject([{ value: two }]);
    await patch(path, { op: "replace", path: "members", value: [{ value: one }, { value: two }] });
    const listed = await call("GET", "/Groups?startIndex=1&count=100");
    expect(listed.json.Resources[0].members).toHaveLength(2);
    const whole = await call("PUT", path, {
      schemas: [GROUP],
      id,
      displayName: "Renamed",
      members: [{ value: two, display: null }],
    });
    expect([whole.status, whole.json]).toMatchObject([
      200,
      { displayName: "Renamed", members: [{ value: two }] },
    ]);
    expect([(await call("DELETE", path)).status, (await call("DELETE", path)).status]).toEqual([204, 404]);
  });
});

describe("Microsoft Entra ID", () => {
  const person = (userName: string) => ({
    schemas: [USER, ENTERPRISE],
    externalId: `id-of-${userName}`,
    userName,
    active: true,
    emails: [{ primary: true, type: "work", value: userName }],
    meta: { resourceType: "User" },
    name: { formatted: "Given Family", familyName: "Family", givenName: "Given" },
    roles: [],
  });

  it("passes its validator with people", async () => {
    expect((await filtered("/Users", 'userName eq "non-existent user"')).json.Resources).toEqual([]);
    const userName = address("entra");
    const id = await add("/Users", person(userName));
    expect((await filtered("/Users", `userName eq "${userName.toUpperCase()}"`)).json.totalResults).toBe(1);
    expect((await filtered("/Users", `externalId eq "id-of-${userName}"`)).json.totalResults).toBe(1);
    expect((await call("POST", "/Users", person(userName))).status).toBe(409);
    const manager = { op: "Add", path: `${ENTERPRISE}:manager`, value: "somebody" };
    for (const operation of [
      manager,
      { ...manager, op: "Replace" },
      { op: "Remove", path: `${ENTERPRISE}:manager` },
    ])
      expect((await patch(`/Users/${id}`, operation)).status).toBe(200);
    const off = await patch(`/Users/${id}`, { op: "Replace", path: "active", value: false });
    expect([off.status, off.json.active]).toEqual([200, false]);
    expect((await call("DELETE", `/Users/${id}`)).status).toBe(204);
    expect((await call("DELETE", `/Users/${id}`)).status).toBe(404);
  });

  it.each([
    [
      "with its flag for the standard",
      (value: string) => [
        { op: "replace", path: 'emails[type eq "work"].value', value },
        {
          op: "replace",
          value: {
            displayName: "Bjfe",
            "name.givenName": "Kkom",
            "name.familyName": "Unua",
            [`${ENTERPRISE}:employeeNumber`]: "Aklq",
          },
        },
      ],
    ],
    [
      "without it",
      (value: string) => [
        { op: "Replace", path: "displayName", value: "Bjfe" },
        { op: "Replace", path: 'emails[type eq "work"].value', value },
        { op: "Add", path: 'emails[type eq "other"].Value', value: "proxy@elsewhere.example" },
        { op: "Replace", path: "name.givenName", value: "Kkom" },
        { op: "Replace", path: "name.familyName", value: "Unua" },
        { op: "Replace", path: `${ENTERPRISE}:employeeNumber`, value: "Aklq" },
        { op: "Add", path: "nickName", value: "Babs" },
        { op: "Add", path: 'addresses[type eq "other"].Formatted', value: "Somewhere" },
        { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "1" },
        { op: "Add", path: 'roles[primary eq "True"].value', value: "User" },
      ],
    ],
  ])("changes several attributes at once, %s", async (_, operations) => {
    const id = await add("/Users", person(address("entra")));
    const value = address("new");
    const { status, json } = await patch(`/Users/${id}`, ...operations(value));
    expect([status, json]).toMatchObject([
      200,
      { displayName: "Bjfe", name: { givenName: "Kkom", familyName: "Unua" }, emails: [{ value }] },
    ]);
  });

  it.each([
    ["False", { op: "Replace", path: "active", value: "False" }],
    ["false", { op: "replace", path: "active", value: false }],
  ])("locks out by %s", async (_, operation) => {
    const id = await add("/Users", person(address("entra")));
    expect((await patch(`/Users/${id}`, operation)).json.active).toBe(false);
  });

  it("changes a userName alone, and a name that is made of its parts", async () => {
    const userName = address("entra");
    const id = await add("/Users", { userName, name: { givenName: "Given", familyName: "Family" } });
    const account = () => database().user.findUniqueOrThrow({ where: { email: userName } });
    expect((await account()).name).toBe("Given Family");
    const other = address("upn");
    const moved = await patch(`/Users/${id}`, { op: "Replace", path: "userName", value: other });
    expect(moved.json).toMatchObject({ userName: other, emails: [{ value: userName }] });
    await patch(`/Users/${id}`, { op: "Replace", path: "name.familyName", value: "Married" });
    expect((await account()).name).toBe("Given Married");
  });

  it("passes its validator with groups", async () => {
    const [one, two] = [
      await add("/Users", person(address("one"))),
      await add("/Users", person(address("two"))),
    ];
    const body = {
      schemas: [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
      externalId: "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
      displayName: "Straße der Gruppe",
      meta: { resourceType: "Group" },
    };
    const made = await call("POST", "/Groups", body);
    expect(made.json).toMatchObject({
      displayName: body.displayName,
      externalId: body.externalId,
      members: [],
    });
    expect((await call("POST", "/Groups", body)).status).toBe(409);
    expect((await call("POST", "/Groups", { displayName: "STRAßE DER GRUPPE" })).status).toBe(409);
    const path = `/Groups/${made.json.id}`;
    const without = "&excludedAttributes=members";
    const found = await filtered("/Groups", 'displayName Eq "straße der gruppe"', without);
    expect([found.json.totalResults, found.json.Resources[0]]).toMatchObject([1, { id: made.json.id }]);
    expect(found.json.Resources[0]).not.toHaveProperty("members");
    expect((await filtered("/Groups", 'displayName eq "nothing"', without)).json.Resources).toEqual([]);

    const changes = [
      { op: "Replace", path: "displayName", value: "Updated" },
      { op: "Add", path: "members", value: [{ $ref: null, value: one }] },
      { op: "Add", path: "members", value: [{ $ref: null, value: two }] },
    ];
    for (const change of changes) {
      const answer = await patch(path, change);
      expect([answer.status, answer.text]).toEqual([204, ""]);
    }
    const isMember = (id: string) =>
      filtered("/Groups", `id eq "${made.json.id}" and members eq "${id}"`, "&attributes=id");
    expect((await isMember(one)).json.Resources).toEqual([{ schemas: [GROUP], id: made.json.id }]);
    await patch(path, { op: "Remove", path: "members", value: [{ value: one }] });
    await patch(path, { op: "remove", path: `members[value eq "${two}"]` });
    expect([(await isMember(one)).json.totalResults, (await isMember(two)).json.totalResults]).toEqual([
      0, 0,
    ]);
    expect((await call("GET", `${path}?excludedAttributes=members`)).json).not.toHaveProperty("members");
    expect([(await call("DELETE", path)).status, (await call("DELETE", path)).status]).toEqual([204, 404]);
  });

  it("may ask for what a patch of a group has made", async () => {
    const id = await add("/Groups", { displayName: "Asked" });
    const rename = { Operations: [{ op: "replace", path: "displayName", value: "Renamed" }] };
    const answer = await call("PATCH", `/Groups/${id}?attributes=displayName`, rename);
    expect([answer.status, answer.json]).toEqual([200, { schemas: [GROUP], id, displayName: "Renamed" }]);
  });
});

it.each([
  ["/Users", 'userName eq "\\'.concat("\\a".repeat(900))],
  ["/Users", '__proto__.polluted eq "1"'],
  ["/Groups", 'members[__proto__.polluted eq "1"].value eq "1"'],
])("a hostile filter of %s is refused, and changes nothing in the process: %s", async (path, filter) => {
  const answer = await filtered(path, filter);
  expect([answer.status, answer.json.scimType]).toEqual([400, "invalidFilter"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

it.each(["99999999999999", "-5", "1e400", "x"])("a page may begin anywhere: %s", async (startIndex) => {
  for (const path of ["/Users", "/Groups"])
    expect((await call("GET", `${path}?startIndex=${startIndex}&count=${startIndex}`)).status).toBe(200);
});
