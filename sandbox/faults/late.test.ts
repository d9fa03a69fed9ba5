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

const fault = (rule: Record<string, unknown>) =>
  sandbox.control("POST", "/faults", { match: { method: "PUT" }, ...rule });
const update = (signal?: AbortSignal) =>
  sandbox.api("PUT", `${path}/${id}`, { body: { promptType: "simple", description: "wished" }, signal });
const description = async () => at(await sandbox.api("GET", `${path}/${id}`), "description");
const entry = async () => {
  const entries = at(await sandbox.control("GET", "/log"), "entries") as Record<string, unknown>[];
  return entries.findLast(({ method }) => method === "PUT");
};
const delayOf = (shown: Record<string, unknown> | undefined) =>
  Date.parse(String(shown?.appliedAt)) - Date.parse(String(shown?.at));

test("a write is carried out long after its connection was cut", async () => {
  await fault({ kind: "late", ms: 300 });
  await expect(update()).rejects.toThrow("fetch failed");
  expect(await description()).toBe("");
  await expect.poll(description).toBe("wished");
  const shown = await entry();
  expect(shown).toMatchObject({ status: null, fault: "late", applied: true, order: expect.any(Number) });
  expect(delayOf(shown)).toBeGreaterThanOrEqual(299);
});

test("a write is carried out long after its client gave up", async () => {
  await fault({ kind: "late", ms: 300, end: "hang" });
  await expect(update(AbortSignal.timeout(60))).rejects.toThrow("timeout");
  expect(await description()).toBe("");
  await expect.poll(description).toBe("wished");
});

test("a write is carried out long after a gateway answered 504", async () => {
  await fault({ kind: "late", ms: 300, end: "gateway", endMs: 20 });
  expect((await update()).status).toBe(504);
  expect(await description()).toBe("");
  await expect.poll(description).toBe("wished");
  expect(await entry()).toMatchObject({ status: 504, applied: true });
});

test("a late write that the upstream then refuses changes nothing", async () => {
  await fault({ kind: "late", ms: 30 });
  await expect(sandbox.api("PUT", `${path}/${id}`, { body: { nonsense: 1 } })).rejects.toThrow();
  await fault({ match: { method: "GET", path: "/v1/api/agents" }, kind: "delay", ms: 120 });
  await sandbox.api("GET", "/v1/api/agents");
  expect(await entry()).toMatchObject({ applied: false });
  expect(await entry()).not.toHaveProperty("appliedAt");
});

test("a write that was cut and is not late is never carried out", async () => {
  await fault({ kind: "reset", when: "before" });
  await expect(update()).rejects.toThrow("fetch failed");
  expect(await entry()).toMatchObject({ applied: false });
  expect(await description()).toBe("");
});

test("a write is carried out at once, and answered after a delay", async () => {
  await fault({ kind: "delay", when: "after", ms: 300 });
  const answer = update();
  await expect.poll(description).toBe("wished");
  expect(await entry()).toMatchObject({ status: null, applied: true });
  expect((await answer).status).toBe(200);
});
