import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

const path = "/v1/api/call-flows";
const body = { name: "A", direction: "outbound", promptType: "simple" };
let sandbox: TestSandbox;
let id: string;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control("DELETE", "/faults");
  id = idOf(await sandbox.api("POST", path, { body }));
});

const fault = (rule: Record<string, unknown>) => sandbox.control("POST", "/faults", rule);
const update = () =>
  sandbox.api("PUT", `${path}/${id}`, { body: { promptType: "simple", description: "wished" } });
const read = () => sandbox.api("GET", `${path}/${id}`);
const history = async () => {
  const applied = at(await sandbox.control("GET", "/history"), "applied") as Record<string, unknown>[];
  return applied.filter((one) => one.id === id).map(({ request, version }) => [request !== null, version]);
};

test("somebody in the dashboard edits a flow between a read and the next write", async () => {
  await fault({ match: { method: "PUT" }, kind: "edit", patch: { name: "Theirs" } });
  expect(at(await read(), "name")).toBe("A");
  expect((await update()).json).toMatchObject({ name: "Theirs", description: "wished" });
  // The create, the edit from outside, the update.
  expect(await history()).toEqual([
    [true, 0],
    [false, 1],
    [true, 2],
  ]);
});

test("somebody edits a flow right after a write", async () => {
  await fault({ match: { method: "PUT" }, kind: "edit", when: "after", patch: { description: "theirs" } });
  expect((await update()).json).toMatchObject({ description: "wished" });
  expect(at(await read(), "description")).toBe("theirs");
  expect(await history()).toEqual([
    [true, 0],
    [true, 1],
    [false, 2],
  ]);
});

test("an edit combines with a lost answer, also of a write to another flow", async () => {
  const patch = { description: "theirs" };
  await fault({ match: { method: "POST" }, kind: "edit", flow: { kind: "call", id }, patch });
  await fault({ match: { method: "POST" }, kind: "reset", when: "after" });
  await expect(sandbox.api("POST", path, { body })).rejects.toThrow("fetch failed");
  expect(at(await read(), "description")).toBe("theirs");
});

test("an edit that cannot be made leaves the request alone", async () => {
  await fault({ match: { method: "PUT" }, kind: "edit", patch: { noSuchField: 1 } });
  expect((await update()).status).toBe(200);
  expect(await history()).toHaveLength(2);
});
