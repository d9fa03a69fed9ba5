import { describe, expect, it } from "vitest";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import type { Problem } from "../../http/problem";
import {
  type BulkEvent,
  type BulkPlan,
  type BulkRun,
  bulkReducer,
  countStates,
  NO_RUN,
  runBulk,
  type Send,
} from "./bulk-run";

const plan: BulkPlan = { apiPath: "/api/x", isActive: true, reason: "Opening", correlationId: "c-1" };
const items = ["a", "b", "c"].map((id) => ({
  id,
  name: id.toUpperCase(),
  state: "waiting" as const,
  why: null,
  key: `key-${id}`,
}));
const fails = (problem: Partial<Problem>) => ({
  ok: false as const,
  problem: { title: "Refused", status: 502, code: "upstream_rejected", ...problem },
});

type Answers = Record<string, Awaited<ReturnType<Send>>>;
interface Sent {
  method: string;
  path: string;
  options: Parameters<Send>[2];
}

function flowAnswer(changes: Parameters<typeof exampleCallFlow>[0]) {
  return { ok: true as const, status: 200, data: exampleCallFlow(changes), etag: '"e"' };
}

/** A portal whose flows are all inactive, except for the given answers by `METHOD id`. */
function portal(answers: Answers = {}) {
  const sent: Sent[] = [];
  const send: Send = async (method, path, options) => {
    sent.push({ method, path, options });
    const given = answers[`${method} ${path.split("/").at(-1)}`];
    return given ?? flowAnswer({ isActive: method === "PATCH" });
  };
  return { sent, send };
}

async function run(answers: Answers = {}, mayGoOn: (sent: Sent[]) => boolean = () => true) {
  const { sent, send } = portal(answers);
  let state: BulkRun = bulkReducer(NO_RUN, { type: "started", items });
  const report = (event: BulkEvent) => {
    state = bulkReducer(state, event);
  };
  await runBulk(plan, items, { send, report, mayGoOn: () => mayGoOn(sent) });
  return { sent, state, states: state.items.map((item) => item.state) };
}

const active = flowAnswer({ isActive: true });
const calls = (sent: Sent[]) => sent.map(({ method, path }) => `${method} ${path}`);

describe("switching several flows", () => {
  it("reads each flow, then changes it from that state, one after the other", async () => {
    const { sent, state, states } = await run();
    expect(calls(sent)).toEqual([
      "GET /api/x/a",
      "PATCH /api/x/a",
      "GET /api/x/b",
      "PATCH /api/x/b",
      "GET /api/x/c",
      "PATCH /api/x/c",
    ]);
    expect(states).toEqual(["done", "done", "done"]);
    expect(state).toMatchObject({ running: false, stop: null });
  });

  it("sends every write with a key of its own, and all of them with one correlation id and reason", async () => {
    const { sent } = await run();
    const writes = sent.filter(({ method }) => method === "PATCH").map(({ options }) => options);
    expect(writes.map((options) => options?.idempotencyKey)).toEqual(["key-a", "key-b", "key-c"]);
    for (const options of writes) {
      expect(options).toMatchObject({
        body: { isActive: true },
        ifMatch: '"e"',
        reason: "Opening",
        correlationId: "c-1",
      });
    }
  });

  it("leaves a flow alone that is as wanted already", async () => {
    const { sent, states } = await run({ "GET b": active });
    expect(states).toEqual(["done", "skipped", "done"]);
    expect(calls(sent)).not.toContain("PATCH /api/x/b");
  });

  it("goes on after one that is refused, and keeps the reason", async () => {
    const { state, states } = await run({ "PATCH b": fails({ detail: "No such agent" }) });
    expect(states).toEqual(["done", "refused", "done"]);
    expect(state.items[1]?.why).toBe("No such agent");
    expect(state.stop).toBeNull();
  });

  it("does not convert a flow of another prompt type in passing", async () => {
    const { sent, state, states } = await run({
      "GET b": flowAnswer({ isActive: false, promptType: "flow" }),
    });
    expect(states).toEqual(["done", "refused", "done"]);
    expect(state.items[1]?.why).toContain('"flow"');
    expect(calls(sent)).not.toContain("PATCH /api/x/b");
  });

  it("goes on after one that can't be read", async () => {
    const { states } = await run({ "GET a": fails({ status: 404, code: "not_found" }) });
    expect(states).toEqual(["refused", "done", "done"]);
  });

  it("goes on after one whose outcome nobody knows, and doesn't call it refused", async () => {
    const { states } = await run({ "PATCH a": fails({ status: 504, code: "outcome_unknown" }) });
    expect(states).toEqual(["unknown", "done", "done"]);
  });

  it.each(["GET b", "PATCH b"])("stops at an empty request budget (%s): the rest is not sent", async (at) => {
    const budget = fails({ status: 429, code: "upstream_budget", retryAfterSeconds: 17 });
    const { sent, state, states } = await run({ [at]: budget });
    expect(states).toEqual(["done", "not_sent", "not_sent"]);
    expect(state.stop).toEqual({ kind: "budget", retryAfterSeconds: 17 });
    expect(calls(sent)).not.toContain("GET /api/x/c");
  });

  it("stops when the session has ended", async () => {
    const { state, states } = await run({ "GET b": fails({ status: 401, code: "not_signed_in" }) });
    expect(states).toEqual(["done", "not_sent", "not_sent"]);
    expect(state.stop).toEqual({ kind: "signed_out" });
  });

  it("stops when the connection is lost; a write without an answer may have been made", async () => {
    const { state, states } = await run({ "PATCH b": fails({ status: 0, code: "offline" }) });
    expect(states).toEqual(["done", "unknown", "not_sent"]);
    expect(state.stop).toEqual({ kind: "offline" });
  });

  it("stops between flows when the person wants it to, never within one", async () => {
    const { sent, state, states } = await run({}, (so) => so.length < 1);
    expect(calls(sent)).toEqual(["GET /api/x/a", "PATCH /api/x/a"]);
    expect(states).toEqual(["done", "not_sent", "not_sent"]);
    expect(state.stop).toEqual({ kind: "requested" });
  });
});

describe("a run that goes on", () => {
  it("takes up exactly what was not sent", async () => {
    const { state } = await run({ "PATCH b": fails({ status: 429, code: "upstream_budget" }) });
    const resumed = bulkReducer(state, { type: "resumed" });
    expect(resumed).toMatchObject({ running: true, stop: null });
    expect(resumed.items.map((item) => item.state)).toEqual(["done", "waiting", "waiting"]);
    expect(countStates(resumed.items)).toMatchObject({ done: 1, waiting: 2 });
  });
});
