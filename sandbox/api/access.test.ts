import { afterAll, beforeAll, expect, test } from "vitest";
import { openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

test.each([undefined, "tk_somebody_else"])("the key %s is answered 401 with a message", async (key) => {
  const answer = await sandbox.api("GET", "/v1/api/call-flows", { headers: { "x-api-key": key } });
  expect(answer).toMatchObject({ status: 401, json: { message: expect.any(String) } });
});

test("a request without a workspace header is answered 400 in the documented shape", async () => {
  const answer = await sandbox.api("GET", "/v1/api/agents", { headers: { "x-workspace-id": undefined } });
  expect(answer).toMatchObject({ status: 400, json: { error: { message: expect.any(String) } } });
});

test("a workspace the key's user is not in is answered 403 with a text, existing or not", async () => {
  const other = await sandbox.control("POST", "/tenants", {
    key: "tk_other_tenant",
    workspaceId: "ws-other",
  });
  expect(other.status).toBe(201);
  for (const id of ["ws-other", "ws-missing"]) {
    const answer = await sandbox.api("GET", "/v1/api/call-flows", { headers: { "x-workspace-id": id } });
    expect(answer).toMatchObject({ status: 403, json: { error: expect.any(String) } });
  }
});

test("one key opens every workspace of its user, and a flow of one is unknown in the other", async () => {
  const second = await sandbox.control("POST", "/tenants", { key: "tk_two", workspaceId: "ws-1" });
  await sandbox.control("POST", "/tenants", { key: "tk_two", workspaceId: "ws-2" });
  expect(second.status).toBe(201);
  const as = (workspace: string) => ({ headers: { "x-api-key": "tk_two", "x-workspace-id": workspace } });
  const body = { name: "A", direction: "outbound", promptType: "simple" };
  const made = await sandbox.api("POST", "/v1/api/call-flows", { body, ...as("ws-1") });
  const path = `/v1/api/call-flows/${(made.json as { _id: string })._id}`;
  expect((await sandbox.api("GET", path, as("ws-1"))).status).toBe(200);
  expect((await sandbox.api("GET", path, as("ws-2"))).status).toBe(404);
});

test.each([
  ["text/plain", '{"name":"x"}'],
  ["application/json", "{not json"],
])("a body of type %s that is not JSON by name or by content is answered 400", async (type, body) => {
  const headers = { "content-type": type };
  expect((await sandbox.api("POST", "/v1/api/call-flows", { body, headers })).status).toBe(400);
});

test.each([
  ["DELETE", "/v1/api/call-flows/6764d172953253138a3a7001"],
  ["PATCH", "/v1/api/call-flows/6764d172953253138a3a7001"],
  ["GET", "/api/v1/flows"],
  ["GET", "/state"],
  ["GET", "/log"],
  ["GET", "/v1/api/call-flows/a/../../../state"],
])("%s %s on the API port is a 404 page", async (method, path) => {
  const answer = await sandbox.api(method, path);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toContain("text/html");
});

test("the list of workspaces needs no workspace header and holds only the user's own", async () => {
  const answer = await sandbox.api("GET", "/v1/api/workspaces", { headers: { "x-workspace-id": undefined } });
  expect(answer.json).toMatchObject([{ _id: sandbox.tenant.workspaceId, name: "Test", initials: "TE" }]);
  expect((await sandbox.api("GET", "/v1/api/workspaces/ws-other")).status).toBe(404);
});
