import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox, testKey } from "@/sandbox/testing/open-sandbox";

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const body = { name: "A", direction: "outbound", promptType: "simple", prompt: "One" };
const create = async () => idOf(await sandbox.api("POST", "/v1/api/call-flows", { body }));

test("the log shows each request with its body and without its key", async () => {
  await create();
  const log = await sandbox.control("GET", "/log");
  expect(at(log, "entries.0")).toMatchObject({
    ...{ method: "POST", path: "/v1/api/call-flows", body, status: 201, applied: true },
    workspaceId: sandbox.tenant.workspaceId,
    headers: { "x-api-key": { last4: "0001", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  });
  expect(log.text).not.toContain(testKey);
});

test("since leaves the earlier entries out, and numbers go on after the log is cleared", async () => {
  await sandbox.api("GET", "/v1/api/agents");
  const all = at(await sandbox.control("GET", "/log"), "entries") as { n: number }[];
  const last = all.at(-1)?.n ?? 0;
  expect(at(await sandbox.control("GET", `/log?since=${last}`), "entries")).toEqual([]);
  await sandbox.control("DELETE", "/log");
  await sandbox.api("GET", "/v1/api/agents");
  expect(at(await sandbox.control("GET", "/log"), "entries.0.n")).toBe(last + 1);
});

test("a flow edited in the dashboard changes, gets a prompt version and a later date", async () => {
  const id = await create();
  const before = await sandbox.api("GET", `/v1/api/call-flows/${id}`);
  const edit = { name: "Edited", prompt: "Two", settings: { security: { publicAccess: true } } };
  expect((await sandbox.control("PATCH", `/flows/call/${id}`, edit)).status).toBe(200);
  const after = await sandbox.api("GET", `/v1/api/call-flows/${id}`);
  expect(after.json).toMatchObject({ name: "Edited", prompt: "Two", gemini_prompt: "Two" });
  expect(at(after, "settings.security")).toEqual({ hipaaCompliance: false, publicAccess: true });
  expect(at(after, "promptVersions.length")).toBe(2);
  expect(Date.parse(String(at(after, "updatedAt")))).toBeGreaterThan(
    Date.parse(String(at(before, "updatedAt"))),
  );
});

test("a dashboard edit of a field that a stored flow does not have is refused", async () => {
  const id = await create();
  const edit = { settings: { callSettings: {} } };
  expect((await sandbox.control("PATCH", `/flows/call/${id}`, edit)).status).toBe(400);
  expect((await sandbox.control("PATCH", `/flows/call/${id}`, { name: 7 })).status).toBe(400);
  expect((await sandbox.control("PATCH", "/flows/call/nope", {})).status).toBe(404);
});

test("the state that is shown can be put back", async () => {
  const id = await create();
  const state = (await sandbox.control("GET", "/state")).json;
  await sandbox.control("POST", "/reset");
  expect((await sandbox.api("GET", "/v1/api/agents")).status).toBe(401);
  expect((await sandbox.control("PUT", "/state", state)).status).toBe(200);
  expect((await sandbox.api("GET", `/v1/api/call-flows/${id}`)).status).toBe(200);
  expect((await sandbox.control("PUT", "/state", { users: 1 })).status).toBe(400);
});

test("settings are switched while the sandbox runs", async () => {
  const answer = await sandbox.control("POST", "/settings", { generation: "older", requestsPerMinute: 9 });
  expect(answer.json).toMatchObject({ generation: "older", update: "merge", requestsPerMinute: 9 });
  expect((await sandbox.control("POST", "/settings", { generation: "oldest" })).status).toBe(400);
  await sandbox.control("POST", "/settings", { generation: "newer", requestsPerMinute: 0 });
});

test("a request that came under another host name is refused", async () => {
  const { port } = new URL(sandbox.controlUrl);
  const status = await new Promise((resolve, reject) => {
    const probe = request({ port, host: "127.0.0.1", path: "/state", headers: { host: "evil.example" } });
    probe.on("response", (response) => resolve(response.statusCode));
    probe.on("error", reject);
    probe.end();
  });
  expect(status).toBe(400);
});

test("a request from a web page is refused", async () => {
  const headers = { origin: "https://evil.example" };
  const answer = await fetch(`${sandbox.controlUrl}/reset`, { method: "POST", headers });
  expect(answer.status).toBe(400);
});

test("an API path on the control port is not found", async () => {
  expect((await sandbox.control("GET", "/v1/api/call-flows")).status).toBe(404);
});
