import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

const path = "/v1/api/call-flows";
const body = { name: "A", direction: "outbound", promptType: "simple" };
const wish = { promptType: "simple", description: "wished" };
let sandbox: TestSandbox;
let id: string;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control("DELETE", "/faults");
  id = await create();
});

const create = async () => idOf(await sandbox.api("POST", path, { body }));
const update = () => sandbox.api("PUT", `${path}/${id}`, { body: wish });
const stored = async (field: string) => at(await sandbox.api("GET", `${path}/${id}`), field);
const odd = (rule: Record<string, unknown>) =>
  sandbox.control("POST", "/faults", { kind: "odd_answer", match: { method: "PUT" }, ...rule });

test.each([
  ["not_success", { success: false, message: expect.any(String) }],
  ["empty_object", {}],
])("an update answered 200 as %s is not carried out", async (answer, json) => {
  await odd({ answer });
  expect(await update()).toMatchObject({ status: 200, json });
  expect(await stored("description")).toBe("");
});

test("an update answered with another flow of the workspace is not carried out", async () => {
  await odd({ answer: "older_flow" });
  const answer = await update();
  expect(answer.status).toBe(200);
  expect(at(answer, "workspaceId")).toBe(sandbox.tenant.workspaceId);
  expect(idOf(answer)).not.toBe(id);
  expect(await stored("description")).toBe("");
});

test("an update answered with a flow of another workspace names both", async () => {
  await odd({ answer: "stranger_flow" });
  const made = await update();
  expect(at(made, "workspaceId")).not.toBe(sandbox.tenant.workspaceId);
  expect(idOf(made)).not.toBe(id);
});

test("the oldest flow of another tenant is a stranger's flow", async () => {
  const other = await openSandbox();
  const key = "tk_stranger_1";
  const tenant = await other.control("POST", "/tenants", { key });
  const workspaceId = String(at(tenant, "workspaceId"));
  const theirs = await other.api("POST", path, {
    body,
    headers: { "x-api-key": key, "x-workspace-id": workspaceId },
  });
  await other.control("POST", "/faults", { kind: "odd_answer", answer: "stranger_flow" });
  const answer = await other.api("POST", path, { body });
  expect(answer.json).toMatchObject({ _id: idOf(theirs), workspaceId });
  await other.close();
});

test.each([
  [false, "", ""],
  [true, "", "wished"],
])("the flow as it was before is answered, with apply %s", async (apply, answered, now) => {
  await odd({ answer: "same_flow_before", apply });
  const answer = await update();
  expect(answer.json).toMatchObject({ _id: id, description: answered });
  expect(await stored("description")).toBe(now);
});

test.each([
  [false, 0],
  [true, 1],
])("a create is answered with an older flow, and with apply %s makes %i flows", async (apply, made) => {
  const count = async () => Number(at(await sandbox.api("GET", path), "length"));
  const before = await count();
  await odd({ match: { method: "POST" }, answer: "older_flow", flowId: id, status: 201, apply });
  const answer = await sandbox.api("POST", path, { body: { ...body, name: "New" } });
  expect(answer).toMatchObject({ status: 201, json: { _id: id, name: "A" } });
  expect(await count()).toBe(before + made);
});

test("a message flow that is not there is answered as an empty object", async () => {
  await odd({ answer: "older_flow", match: {} });
  expect((await sandbox.api("PUT", "/v1/api/message-flows/none", { body: {} })).json).toEqual({});
});
