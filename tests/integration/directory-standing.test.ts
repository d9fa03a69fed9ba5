import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { newDirectory, newProvider, type TestDirectory } from "@/tests/support/new-provider";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";

/** For whom a directory speaks: for people whose domain is proven for its provider, and only as long as it is. */
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
let people = 0;

const call = (method: string, path: string, body?: unknown) =>
  directory.client.call(method, path, body === undefined ? {} : { body });
const patch = (id: string, ...Operations: object[]) => call("PATCH", `${USERS}/${id}`, { Operations });

/** Somebody who is signed in, and whom the directory keeps. */
async function kept() {
  const client = await portal.addPerson("Petra Person");
  const userId = client.userId ?? "";
  const email = `person-${++people}@${directory.domain}`;
  await database().user.update({ where: { id: userId }, data: { email } });
  const { status, json, text } = await call("POST", USERS, { userName: email, displayName: "Petra Person" });
  expect(status, text).toBe(201);
  return { client, userId, email, id: json.id as string };
}

const account = (id: string) => database().user.findUniqueOrThrow({ where: { id } });
const events = () => database().auditEvent.count({ where: { outcome: "succeeded" } });

/** Another provider has the directory's domain from now on. */
async function moveDomain() {
  const { id: providerId } = await newProvider({ name: "Other" });
  const { domain } = directory;
  await database().providerDomain.update({ where: { domain }, data: { providerId } });
}

/** The record that proves the domain was not there at the last look, a moment ago. */
async function loseProof() {
  const { domain } = directory;
  await database().providerDomain.update({
    where: { domain },
    data: { provenAt: null, checkedAt: new Date() },
  });
}

async function addDomain(): Promise<string> {
  const domain = `second-${directory.domain}`;
  const proven = { token: "t", provenAt: new Date(), checkedAt: new Date() };
  await database().providerDomain.create({ data: { domain, providerId: directory.providerId, ...proven } });
  return domain;
}

describe("a directory whose domain another provider has by now", () => {
  it.each<[string, (second: string) => object]>([
    ["name", () => ({ op: "replace", path: "displayName", value: "Mallory" })],
    ["state", () => ({ op: "replace", path: "active", value: false })],
    [
      "address, to get it back",
      (second) => ({ op: "replace", path: 'emails[type eq "work"].value', value: `petra@${second}` }),
    ],
  ])("changes nobody's %s", async (_, operation) => {
    const second = await addDomain();
    const { client, id, userId } = await kept();
    await moveDomain();
    const [before, count] = [await account(userId), await events()];
    const answer = await patch(id, operation(second));
    expect([answer.status, answer.json.scimType]).toEqual([400, "invalidValue"]);
    expect(answer.json.detail).toContain("another identity provider");
    expect([await account(userId), await events()]).toEqual([before, count]);
    expect((await client.get("/api/me")).status).toBe(200);
  });

  it("lets in nobody whom it locked out before", async () => {
    const { id, userId } = await kept();
    await patch(id, { op: "replace", path: "active", value: false });
    await moveDomain();
    expect((await patch(id, { op: "replace", path: "active", value: true })).status).toBe(400);
    expect((await account(userId)).disabledAt).not.toBeNull();
  });

  it("forgets whom it removes, and locks nobody out by it", async () => {
    const { client, id, userId } = await kept();
    await moveDomain();
    expect((await call("DELETE", `${USERS}/${id}`)).status).toBe(204);
    expect((await call("GET", `${USERS}/${id}`)).status).toBe(404);
    expect((await account(userId)).disabledAt).toBeNull();
    expect((await client.get("/api/me")).status).toBe(200);
  });

  it("adds nobody of it", async () => {
    await moveDomain();
    const answer = await call("POST", USERS, { userName: `new@${directory.domain}` });
    expect([answer.status, answer.json.scimType]).toEqual([400, "invalidValue"]);
  });
});

describe("a directory whose domain is no longer proven", () => {
  it.each([
    ["renames nobody", { op: "replace", path: "displayName", value: "Mallory" }],
    [
      "gives nobody another address",
      { op: "replace", path: 'emails[type eq "work"].value', value: "x@second.example" },
    ],
  ])("%s", async (_, operation) => {
    const { id, userId } = await kept();
    await loseProof();
    const before = await account(userId);
    expect((await patch(id, operation)).json).toMatchObject({ status: "400", scimType: "invalidValue" });
    expect(await account(userId)).toEqual(before);
  });

  it.each<[string, (id: string, email: string) => ReturnType<typeof call>]>([
    ["by PATCH", (id) => patch(id, { op: "replace", path: "active", value: false })],
    [
      "by PUT, which changes nothing else",
      (id, userName) => call("PUT", `${USERS}/${id}`, { userName, displayName: "Mallory", active: false }),
    ],
    ["by DELETE", (id) => call("DELETE", `${USERS}/${id}`)],
  ])("still locks out who leaves, %s", async (_, leave) => {
    const { client, id, userId, email } = await kept();
    await loseProof();
    expect((await leave(id, email)).status).toBeLessThan(300);
    expect((await client.get("/api/me")).status).toBe(401);
    const { name, disabledAt } = await account(userId);
    expect([name, disabledAt !== null]).toEqual(["Petra Person", true]);
  });

  it("lets nobody in again", async () => {
    const { id, userId } = await kept();
    await patch(id, { op: "replace", path: "active", value: false });
    await loseProof();
    expect((await patch(id, { op: "replace", path: "active", value: true })).status).toBe(400);
    expect((await account(userId)).disabledAt).not.toBeNull();
  });
});
