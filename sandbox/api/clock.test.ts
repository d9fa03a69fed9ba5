import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

const path = "/v1/api/call-flows";
const body = { name: "A", direction: "outbound", promptType: "simple" };
const start = Date.parse("2026-11-29T10:00:00.250Z");
const honest = {
  generation: "newer",
  clockOffsetMs: 0,
  dateHeader: true,
  dates: "generation",
  updatedAtMoves: true,
};
let now = start;
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await openSandbox({}, () => new Date(now));
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  now = start;
  await settings(honest);
});

const settings = (change: Record<string, unknown>) => sandbox.control("POST", "/settings", change);
const create = () => sandbox.api("POST", path, { body });
const update = (id: string) => sandbox.api("PUT", `${path}/${id}`, { body: { promptType: "simple" } });

test.each([
  [600_000, "Sun, 29 Nov 2026 10:10:00 GMT", "2026-11-29T10:10:00.250Z"],
  [-600_000, "Sun, 29 Nov 2026 09:50:00 GMT", "2026-11-29T09:50:00.250Z"],
])("with an offset of %i ms the answer's date is %s", async (clockOffsetMs, date, createdAt) => {
  await settings({ clockOffsetMs });
  const answer = await create();
  expect(answer.headers.get("date")).toBe(date);
  expect(answer.json).toMatchObject({ createdAt, updatedAt: createdAt });
});

test("the log and the history keep the true time", async () => {
  await settings({ clockOffsetMs: 600_000 });
  await create();
  const entries = at(await sandbox.control("GET", "/log"), "entries") as unknown[];
  const applied = at(await sandbox.control("GET", "/history"), "applied") as unknown[];
  const trueTime = new Date(start).toISOString();
  expect(entries.at(-1)).toMatchObject({ at: trueTime, appliedAt: trueTime });
  expect(applied.at(-1)).toMatchObject({ at: trueTime });
});

test("answers come without a date when the settings say so, refusals too", async () => {
  await settings({ dateHeader: false });
  expect((await create()).headers.get("date")).toBeNull();
  expect((await sandbox.api("GET", `${path}/none`)).headers.get("date")).toBeNull();
});

test("an update leaves updatedAt as it was when the settings say so, and an edit in the dashboard does", async () => {
  const id = idOf(await create());
  now += 5000;
  expect(at(await update(id), "updatedAt")).toBe("2026-11-29T10:00:05.250Z");
  await settings({ updatedAtMoves: false });
  now += 5000;
  expect(at(await update(id), "updatedAt")).toBe("2026-11-29T10:00:05.250Z");
  const edited = await sandbox.control("PATCH", `/flows/call/${id}`, { description: "theirs" });
  expect(edited.json).toMatchObject({ updatedAt: "2026-11-29T10:00:05.250Z", __v: 3 });
});

test.each([
  ["newer", "seconds", "2026-11-29T10:00:00Z"],
  ["older", "milliseconds", "2026-11-29T10:00:00.000Z"],
])("the %s generation spells dates with %s when the settings say so", async (generation, dates, spelled) => {
  await settings({ generation, dates });
  const id = idOf(await create());
  expect(at(await sandbox.api("GET", `${path}/${id}`), "createdAt")).toBe(spelled);
  const rows = (await sandbox.api("GET", path)).json as { _id: string; createdAt: string }[];
  expect(rows.find(({ _id }) => _id === id)?.createdAt).toBe(spelled);
});

test("the history says what each write left, in order, and goes on after a given place", async () => {
  const id = idOf(await create());
  await update(id);
  const agent = sandbox.tenant.omniFlowAgentIds[0];
  const text = {
    ...body,
    promptType: undefined,
    agent,
    initiationMessage: "Hi",
    prompt: "P",
    messageChannel: "SMS",
  };
  const message = idOf(await sandbox.api("POST", "/v1/api/message-flows", { body: text }));
  const all = at(await sandbox.control("GET", "/history"), "applied") as { order: number }[];
  expect(all.slice(-3)).toMatchObject([
    { kind: "call", id, version: 0, before: null, after: { name: "A" } },
    { kind: "call", id, version: 1, before: { __v: 0 }, after: { __v: 1 } },
    { kind: "message", id: message, version: 0 },
  ]);
  const last = all.at(-1)?.order ?? 0;
  expect(at(await sandbox.control("GET", `/history?since=${last - 1}`), "applied.length")).toBe(1);
});

test.each([{ clockOffsetMs: 0.5 }, { dates: "none" }, { dateHeader: 1 }])(
  "the setting %o is refused",
  async (change) => {
    expect((await settings(change)).status).toBe(400);
  },
);
