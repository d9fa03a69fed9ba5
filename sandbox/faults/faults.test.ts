import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";
import { strangerWorkspaceId } from "./deliver";

const path = "/v1/api/call-flows";
const body = { name: "A", direction: "outbound", promptType: "simple" };
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control("DELETE", "/faults");
  await sandbox.control("DELETE", "/log");
});

const fault = (rule: Record<string, unknown>) => sandbox.control("POST", "/faults", rule);
const create = (signal?: AbortSignal) => sandbox.api("POST", path, { body, signal });
const flowCount = async () => at(await sandbox.api("GET", path), "length");
const lastEntry = async () => {
  const entries = at(await sandbox.control("GET", "/log"), "entries") as Record<string, unknown>[];
  return entries.at(-1);
};

test.each([
  ["object", { error: { code: "server_error", message: "Boom" } }],
  ["string", { error: "Boom" }],
  ["message", { message: "Boom" }],
])("a status fault answers in shape %s", async (shape, json) => {
  await fault({ kind: "status", status: 503, shape, message: "Boom" });
  expect(await create()).toMatchObject({ status: 503, json });
});

test.each([
  ["text", "Boom", "text/plain"],
  ["html", "<h1>Boom</h1>", "text/html"],
])("a status fault answers as %s", async (shape, part, type) => {
  await fault({ kind: "status", status: 500, shape, message: "Boom" });
  const answer = await create();
  expect(answer.text).toContain(part);
  expect(answer.headers.get("content-type")).toContain(type);
});

test("an empty status fault has neither body nor content type", async () => {
  await fault({ kind: "status", status: 502, shape: "empty" });
  const answer = await create();
  expect(answer).toMatchObject({ status: 502, text: "" });
  expect(answer.headers.get("content-type")).toBeNull();
});

test.each([
  [false, 0],
  [true, 1],
])("a status fault with apply %s makes %i flows", async (apply, made) => {
  const before = Number(await flowCount());
  await fault({ match: { method: "POST" }, kind: "status", status: 500, apply });
  expect((await create()).status).toBe(500);
  expect(await lastEntry()).toMatchObject({ status: 500, fault: "status", applied: apply });
  expect(await flowCount()).toBe(before + made);
});

test.each([
  ["before", 0],
  ["after", 1],
])("a reset %s the write cuts the connection and makes %i flows", async (when, made) => {
  const before = Number(await flowCount());
  await fault({ match: { method: "POST" }, kind: "reset", when });
  await expect(create()).rejects.toThrow("fetch failed");
  expect(await lastEntry()).toMatchObject({ status: null, fault: "reset", applied: made === 1 });
  expect(await flowCount()).toBe(before + made);
});

test("a hang never answers, and applies the write only when the rule says so", async () => {
  const before = Number(await flowCount());
  await fault({ match: { method: "POST" }, kind: "hang", apply: true });
  await expect(create(AbortSignal.timeout(200))).rejects.toThrow();
  expect(await flowCount()).toBe(before + 1);
});

test("a malformed answer is a 200 that is not JSON, after the write", async () => {
  const before = Number(await flowCount());
  await fault({ kind: "malformed" });
  const answer = await create();
  expect(answer).toMatchObject({ status: 200, json: undefined });
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(await flowCount()).toBe(before + 1);
});

test("a wrong content type comes with the right body", async () => {
  await fault({ kind: "content_type", contentType: "text/html" });
  const answer = await create();
  expect(answer.headers.get("content-type")).toBe("text/html");
  expect(answer.json).toMatchObject({ name: "A" });
});

test("the answer of another workspace says so in every row", async () => {
  await create();
  await fault({ kind: "other_workspace" });
  expect(at(await sandbox.api("GET", path), "0.workspaceId")).toBe(strangerWorkspaceId);
});

test("a huge answer is valid JSON of at least the wanted size", async () => {
  await fault({ kind: "huge", bytes: 3_000_000 });
  const answer = await sandbox.api("GET", path);
  expect(answer.text.length).toBeGreaterThanOrEqual(3_000_000);
  expect(Array.isArray(answer.json)).toBe(true);
});

test("a delay combines with another fault", async () => {
  await fault({ kind: "delay", ms: 60 });
  await fault({ kind: "status", status: 429 });
  const started = performance.now();
  const answer = await create();
  expect(performance.now() - started).toBeGreaterThan(50);
  expect(answer.json).toMatchObject({ error: { code: "rate_limit_exceeded", reset_at: expect.any(String) } });
  expect(await lastEntry()).toMatchObject({ fault: "delay+status" });
});

test("a write whose client has gone during a delay is still carried out", async () => {
  const before = Number(await flowCount());
  await fault({ match: { method: "POST" }, kind: "delay", ms: 120 });
  await expect(create(AbortSignal.timeout(40))).rejects.toThrow();
  await expect.poll(flowCount).toBe(before + 1);
});

test("a rule meets as many requests as its times say, and 0 means all of them", async () => {
  await fault({ kind: "status", status: 500, times: 2 });
  expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([
    500, 500, 201,
  ]);
  await fault({ kind: "status", status: 500, times: 0 });
  for (let n = 0; n < 4; n += 1) expect((await create()).status).toBe(500);
  expect(at(await sandbox.control("GET", "/faults"), "faults.0.remaining")).toBeNull();
});

test("a rule meets only the method, path and workspace it names", async () => {
  await fault({ match: { method: "put" }, kind: "status", status: 500 });
  await fault({ match: { path: "/v1/api/agents" }, kind: "status", status: 500 });
  await fault({ match: { path: "message-flows$" }, kind: "status", status: 500 });
  await fault({ match: { workspaceId: "other" }, kind: "status", status: 500 });
  expect((await create()).status).toBe(201);
  expect((await sandbox.api("GET", "/v1/api/agents/x")).status).toBe(500);
  expect((await sandbox.api("GET", "/v1/api/message-flows?x=1")).status).toBe(500);
});

test.each([{ kind: "nonsense" }, { kind: "status", status: 418 }, { kind: "delay" }])(
  "the rule %o is refused",
  async (rule) => {
    expect((await fault(rule)).status).toBe(400);
  },
);
