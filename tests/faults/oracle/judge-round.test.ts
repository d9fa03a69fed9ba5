import { expect, test } from "vitest";
import { HttpClient } from "@/tests/support/http-client";
import type { Told, Write } from "../world/record";
import type { Evidence } from "./evidence";
import { judgeRound } from "./judge-round";
import type { LoggedEvent } from "./log";
import type { UpstreamRequest } from "./truth";

const START = Date.parse("2026-01-01T00:00:00.000Z");
const moment = (ms: number) => new Date(START + ms).toISOString();
const maya = { email: "maya@example.com", client: new HttpClient("http://127.0.0.1:1") };
const workspace = { slug: "harbour", upstreamId: "t1", apiKey: "tk_1", omniFlowAgentId: "" };
const before = { _id: "f1", workspaceId: "t1", name: "A", description: "", createdAt: "", updatedAt: "" };

function write(more: Partial<Write> = {}): Write {
  return {
    ...{ tag: "w1x", story: "a story", person: maya, workspace, kind: "call", verb: "update", flowId: "f1" },
    ...{ key: "k1", ifMatch: '"e1"', body: {}, intent: { "/description": "Text of w1x" }, startedAt: START },
    windows: [{ from: START, to: null }],
    told: [],
    ...more,
  };
}

function told(status: number, more: Partial<Told> = {}): Told {
  const flow = status < 300 ? { id: "f1", description: "Text of w1x" } : null;
  return { at: START + 500, status, code: null, etag: null, changeId: null, flow, replayed: false, ...more };
}

function request(more: Partial<UpstreamRequest> = {}): UpstreamRequest {
  return {
    ...{
      n: 1,
      at: moment(100),
      method: "PUT",
      path: "/v1/api/call-flows/f1",
      headers: {},
      workspaceId: "t1",
    },
    body: { name: "A", description: "Text of w1x" },
    ...{ status: 200, applied: true, appliedAt: moment(100), order: 1 },
    ...more,
  };
}

function event(outcome: LoggedEvent["outcome"], more: Partial<LoggedEvent> = {}): LoggedEvent {
  return {
    ...{ id: "", sequence: 7, settledAt: moment(600), action: "call_flow.update", outcome, reason: "w1x" },
    actor: { type: "user", email: maya.email },
    target: { type: "call_flow", id: "f1", name: "A" },
    changes: [{ path: "/description", before: "", after: "Text of w1x" }],
    detail: { changeId: "c1" },
    integrity: { previousHash: "", hash: "" },
    ...more,
  };
}

const drift = (after: string, sequence = 9) =>
  event("succeeded", {
    ...{ action: "call_flow.drift", reason: null, sequence, detail: {} },
    actor: { type: "upstream", email: null },
    changes: [{ path: "/description", before: "", after }],
  });

const applied = (order: number, request: number | null, description: string) => ({
  ...{ order, at: moment(100), request, kind: "call" as const, id: "f1", before },
  after: { ...before, description },
});

function evidence(
  more: Partial<Evidence> & { writes?: Write[]; requests?: UpstreamRequest[] } = {},
): Evidence {
  const { writes = [write({ told: [told(200)] })], requests = [request()], ...rest } = more;
  const history = requests
    .filter((one) => one.applied)
    .map((one, index) => applied(index + 1, one.n, "Text of w1x"));
  return {
    record: { writes, edits: [], known: [], delays: [], lateUntil: 0 },
    truth: { requests, history },
    events: [event("succeeded")],
    ...{ revisions: [], shown: new Map(), stored: new Map(), pending: [] },
    circumstances: { upstreamTells: true, updatedAtMoves: true, now: START + 300_000 },
    ...rest,
  };
}

const kinds = (found: Evidence) => judgeRound(found).findings.map(({ kind }) => kind);
const lost = request({ applied: false, appliedAt: undefined, order: undefined, status: null });

test("a write that was told, applied and recorded as it was has no finding", () => {
  expect(kinds(evidence())).toEqual([]);
});

test.each<[string, Evidence, string[]]>([
  [
    "told and recorded as a success without being applied",
    evidence({ requests: [lost] }),
    ["wrong_success", "wrong_success"],
  ],
  ["never sent, and told as a success", evidence({ requests: [], events: [] }), ["wrong_success", "lost"]],
  [
    "told with another flow",
    evidence({ writes: [write({ told: [told(200, { flow: { id: "f2" } })] })] }),
    ["wrong_success"],
  ],
  [
    "told before it was carried out",
    evidence({ requests: [request({ appliedAt: moment(900) })] }),
    ["wrong_success"],
  ],
  [
    "recorded at another flow",
    evidence({ events: [event("succeeded", { target: { type: "", id: "f2", name: "" } })] }),
    ["wrong_success"],
  ],
  [
    "told as failed",
    evidence({ writes: [write({ told: [told(502, { code: "upstream_failed" })] })] }),
    ["wrong_failure"],
  ],
  [
    "told as not sent",
    evidence({
      writes: [
        write({
          told: [told(503, { code: "upstream_unreachable" })],
          windows: [{ from: START, to: START + 500 }],
        }),
      ],
    }),
    ["wrong_failure"],
  ],
  ["recorded as failed", evidence({ writes: [write()], events: [event("failed")] }), ["wrong_failure"]],
  ["sent twice", evidence({ requests: [request(), { ...lost, n: 2 }] }), ["sent_twice"]],
  ["applied twice", evidence({ requests: [request(), request({ n: 2 })] }), ["sent_twice", "applied_twice"]],
  ["sent by nobody", evidence({ requests: [request(), request({ n: 2, body: {} })] }), ["stray"]],
  ["without an event", evidence({ events: [] }), ["lost"]],
  [
    "recorded twice",
    evidence({ events: [event("succeeded"), event("succeeded", { sequence: 8 })] }),
    ["told_twice"],
  ],
  [
    "recorded for somebody else",
    evidence({ events: [event("succeeded", { actor: { type: "user", email: "tom@example.com" } })] }),
    ["wrong_person"],
  ],
  [
    "recorded with an outsider's edit",
    evidence({
      events: [event("succeeded", { changes: [{ path: "/name", before: "", after: "Text of o5x" }] })],
    }),
    ["wrong_person"],
  ],
  [
    "recorded without its fields",
    evidence({ events: [event("succeeded", { changes: [] })] }),
    ["says_nothing"],
  ],
  [
    "told as drift",
    evidence({ events: [event("unknown"), drift("Text of w1x")] }),
    ["undecided", "blamed_outside"],
  ],
  ["unknown though it shows", evidence({ events: [event("unknown")] }), ["undecided"]],
  ["in flight for ever", evidence({ pending: ["c1"] }), ["still_pending"]],
])("a write %s", (_, found, expected) => {
  expect(kinds(found)).toEqual(expected);
});

test("of two creates that want the same, the one that was answered first was sent first", () => {
  const create = { verb: "create" as const, flowId: null, ifMatch: null, intent: { "/name": "Untitled" } };
  const windows = (to: number) => [{ from: START, to: START + to }];
  const one = write({ ...create, windows: windows(900) });
  const other = write({ ...create, tag: "w2x", key: "k2", startedAt: START - 1, windows: windows(200) });
  const post = { method: "POST", path: "/v1/api/call-flows", body: { name: "Untitled" } };
  const requests = [request({ ...post, at: moment(100) }), request({ ...post, n: 2, at: moment(500) })];
  expect(kinds(evidence({ writes: [one, other], requests, events: [] }))).toEqual(["lost", "lost"]);
});

test("of two creates that want the same and were repeated, the repeat that was answered first was sent first", () => {
  const create = { verb: "create" as const, flowId: null, ifMatch: null, intent: { "/name": "Untitled" } };
  const windows = (to: number) => [
    { from: START, to: null },
    { from: START + 5_000, to: START + to },
  ];
  const answered = (at: number, id: string) => told(201, { at: START + at, flow: { id, name: "Untitled" } });
  const one = write({ ...create, windows: windows(5_400), told: [null, answered(5_400, "f2")] });
  const other = { ...create, tag: "w2x", key: "k2", startedAt: START - 1, windows: windows(5_200) };
  const post = { method: "POST", path: "/v1/api/call-flows", body: { name: "Untitled" } };
  const sentAt = (n: number, ms: number) =>
    request({ ...post, n, at: moment(ms), appliedAt: moment(ms), order: n });
  const found = evidence({
    writes: [one, write({ ...other, told: [null, answered(5_200, "f1")] })],
    requests: [sentAt(1, 5_100), sentAt(2, 5_300)],
    events: [],
  });
  found.truth.history = [1, 2].map((n) => ({
    ...{ order: n, at: moment(5_000 + n), request: n, kind: "call" as const, id: `f${n}`, before: null },
    after: { ...before, _id: `f${n}`, name: "Untitled" },
  }));
  expect(kinds(found)).toEqual(["lost", "lost"]);
});

test("of two equal writes, the one that was refused is the one that was not sent, unless both were sent", () => {
  const create = { verb: "create" as const, flowId: null, ifMatch: null, intent: { "/name": "Untitled" } };
  const windows = (to: number) => [{ from: START, to: START + to }];
  const refused = told(429, { code: "upstream_budget", at: START + 200 });
  const unknown = told(504, { code: "outcome_unknown", at: START + 300 });
  const writes = [
    write({ ...create, windows: windows(200), told: [refused] }),
    write({ ...create, tag: "w2x", key: "k2", windows: windows(300), told: [unknown] }),
  ];
  const sent = (n: number) =>
    request({ n, method: "POST", path: "/v1/api/call-flows", body: { name: "Untitled" } });
  expect(kinds(evidence({ writes, requests: [sent(1)], events: [] }))).toEqual(["lost"]);
  expect(kinds(evidence({ writes, requests: [sent(1), sent(2)], events: [] }))).toContain("wrong_failure");
});

test("of two equal creates the one that was told so made the flow, and the other's request was the one that was cut off", () => {
  const create = { verb: "create" as const, flowId: null, ifMatch: null, intent: { "/name": "Untitled" } };
  const windows = [{ from: START, to: START + 500 }];
  const failed = told(502, { code: "upstream_failed", at: START + 500 });
  const done = told(201, { at: START + 400, flow: { id: "f9", name: "Untitled" } });
  const writes = [
    write({ ...create, windows, told: [told(504, { code: "outcome_unknown", at: START + 200 }), failed] }),
    write({ ...create, windows, tag: "w2x", key: "k2", told: [done] }),
  ];
  const sent = (n: number, more: Partial<UpstreamRequest>) =>
    request({ n, method: "POST", path: "/v1/api/call-flows", body: { name: "Untitled" }, ...more });
  const requests = [sent(1, { status: null, applied: false }), sent(2, { status: 201, order: 2 })];
  const target = { type: "call_flow", id: "f9", name: "Untitled" };
  const changes = [{ path: "/name", before: null, after: "Untitled" }];
  const action = "call_flow.create";
  const events = [
    event("failed", { action, target: null, changes, sequence: 8, detail: { changeId: "c1" } }),
    event("succeeded", { action, target, changes, reason: "w2x", sequence: 7, detail: { changeId: "c2" } }),
  ];
  const found = evidence({ writes, requests, events });
  found.truth.history = [
    {
      ...{ order: 2, at: moment(100), request: 2, kind: "call", id: "f9", before: null },
      after: { ...before, _id: "f9", name: "Untitled" },
    },
  ];
  expect(kinds(found)).toEqual([]);
});

test("of two equal creates each has the request that left the flow which it was told of", () => {
  const create = { verb: "create" as const, flowId: null, ifMatch: null, intent: { "/name": "Untitled" } };
  const windows = (from: number, to: number) => [
    { from: START, to: null },
    { from: START + from, to: START + to },
  ];
  const made = (id: string, at: number) => told(201, { at: START + at, flow: { id, name: "Untitled" } });
  const writes = [
    write({ ...create, windows: windows(950, 1_200), told: [null, made("f9", 1_200)] }),
    // Answered before the second request was sent, so it can only be of the first.
    write({
      ...create,
      tag: "w2x",
      key: "k2",
      windows: windows(900, 1_000),
      told: [null, made("f8", 1_000)],
    }),
  ];
  const sent = (n: number, at: number) =>
    request({
      ...{ n, at: moment(at), appliedAt: moment(at), method: "POST", path: "/v1/api/call-flows", order: n },
      body: { name: "Untitled" },
    });
  const left = (id: string, n: number) => ({
    ...{ order: n, at: moment(n), request: n, kind: "call" as const, id, before: null },
    after: { ...before, _id: id, name: "Untitled" },
  });
  const found = evidence({ writes, requests: [sent(1, 100), sent(2, 1_003)], events: [] });
  found.truth.history = [left("f8", 1), left("f9", 2)];
  expect(kinds(found)).not.toContain("wrong_success");
  // Whatever the judge thinks of whose request it was, an answer before the write is wrong.
  found.truth.history = [left("f9", 1), left("f8", 2)];
  expect(kinds(found)).toContain("wrong_success");
});

test("of two equal creates the one that was under way twice has the later request, if only it can", () => {
  const create = { verb: "create" as const, flowId: null, ifMatch: null, intent: { "/name": "Untitled" } };
  const unknown = (at: number) => told(504, { code: "outcome_unknown", at: START + at });
  const twice = [
    { from: START, to: null },
    { from: START + 2_000, to: START + 2_500 },
  ];
  const writes = [
    write({
      ...create,
      windows: [{ from: START, to: null }, twice[1] ?? { from: 0, to: 0 }],
      told: [null, unknown(2_500)],
    }),
    write({
      ...create,
      tag: "w2x",
      key: "k2",
      windows: [{ from: START, to: START + 500 }],
      told: [unknown(500), told(502, { code: "upstream_failed", at: START + 500 })],
    }),
  ];
  const sent = (n: number, ms: number) =>
    request({
      ...{ n, at: moment(ms), method: "POST", path: "/v1/api/call-flows", body: { name: "Untitled" } },
      ...{ status: null, applied: false },
    });
  expect(kinds(evidence({ writes, requests: [sent(1, 100), sent(2, 2_100)], events: [] }))).not.toContain(
    "sent_twice",
  );
});

test("a key whose first attempt the upstream refused for too many requests is sent again once a client knows", () => {
  const refused = request({ status: 429, applied: false });
  const again = request({ n: 2, at: moment(400), appliedAt: moment(400) });
  const answers = (at: number) => [
    told(429, { code: "upstream_budget", at: START + at }),
    told(200, { at: START + 500 }),
  ];
  const sentTwice = (told: Told[], first: UpstreamRequest) =>
    kinds(evidence({ writes: [write({ told })], requests: [first, again] })).includes("sent_twice");
  expect(sentTwice(answers(200), refused)).toBe(false);
  // Nobody knew yet, or the upstream said no such thing: then it is a second try of the same attempt.
  expect(sentTwice(answers(450), refused)).toBe(true);
  expect(sentTwice(answers(200), { ...refused, status: 503 })).toBe(true);
  expect(sentTwice([told(200, { at: START + 500 })], refused)).toBe(true);
});

test("a success for which nothing had to be sent is right only while the flow has what was wanted", () => {
  const writes = [write({ told: [told(200)], windows: [{ from: START, to: START + 500 }] })];
  const found = evidence({ writes, requests: [], events: [event("succeeded", { changes: [] })] });
  expect(kinds(found)).toEqual(["wrong_success", "wrong_success", "says_nothing"]);
  found.truth.history = [applied(1, null, "Text of w1x")];
  expect(kinds(found)).toEqual([]);
});

test("a refused write says nothing only where the flow had what it wanted", () => {
  const refused = told(412, { code: "stale" });
  const writes = [write({ told: [refused], windows: [{ from: START, to: START + 500 }] })];
  const found = evidence({ writes, requests: [], events: [event("failed", { changes: [] })] });
  expect(kinds(found)).toEqual(["says_nothing"]);
  found.truth.history = [applied(1, 2, "Text of w1x")];
  expect(kinds(found)).toEqual([]);
});

test.each([
  [503, "database_unavailable"],
  [503, "upstream_unreachable"],
  [429, "upstream_budget"],
])("an answer %d %s leaves its write open only beside another request under the same key", (status, code) => {
  const unavailable = told(status, { code, at: START + 500 });
  const own = { from: START, to: START + 500 };
  const alone = write({ told: [unavailable], windows: [own] });
  expect(kinds(evidence({ writes: [alone] }))).toEqual(["wrong_failure"]);
  const beside = write({ told: [unavailable, told(200)], windows: [own, { from: START, to: START + 480 }] });
  expect(kinds(evidence({ writes: [beside] }))).toEqual([]);
  const after = write({ told: [unavailable], windows: [own, { from: START + 600, to: null }] });
  expect(kinds(evidence({ writes: [after] }))).toEqual(["wrong_failure"]);
});

test("a request that arrives when its write was answered long ago is nobody's", () => {
  const writes = [write({ told: [told(503)], windows: [{ from: START, to: START + 500 }] })];
  const requests = [request({ at: moment(5_000) })];
  expect(kinds(evidence({ writes, requests, events: [] }))).toEqual(["stray"]);
});

test("a request may arrive after the answer that nobody knows the outcome, until another answer says it", () => {
  const windows = [{ from: START, to: START + 500 }];
  const unknown = told(504, { code: "outcome_unknown" });
  const arrivedAt = (ms: number) => [request({ at: moment(ms), appliedAt: moment(ms) })];
  const late = evidence({ writes: [write({ told: [unknown], windows })], requests: arrivedAt(1_000) });
  expect(kinds(late)).toEqual([]);
  const writes = [write({ told: [unknown], windows })];
  expect(kinds(evidence({ writes, requests: arrivedAt(61_000), events: [] }))).toEqual(["stray", "lost"]);
  const refused = told(502, { code: "upstream_failed", at: START + 900 });
  const settled = write({
    told: [unknown, refused],
    windows: [...windows, { from: START + 800, to: START + 900 }],
  });
  expect(kinds(evidence({ writes: [settled], requests: arrivedAt(1_000), events: [] }))).toContain("stray");
});

test("a late event of the same change takes back what drift and doubt said", () => {
  const events = [event("unknown"), drift("Text of w1x"), event("succeeded", { sequence: 10, reason: null })];
  const { findings, corrected } = judgeRound(evidence({ events }));
  expect(findings).toEqual([]);
  expect(corrected).toBe(1);
});

test("unknown is fine for a write that can still arrive, and not a minute later", () => {
  const events = [event("unknown")];
  const soon = { upstreamTells: true, updatedAtMoves: true, now: START + 30_000 };
  const writes = [write({ told: [told(504, { code: "outcome_unknown" })] })];
  expect(judgeRound(evidence({ writes, requests: [lost], events, circumstances: soon }))).toMatchObject({
    findings: [],
    explained: { "it could still arrive": 1 },
  });
  expect(kinds(evidence({ writes, requests: [lost], events }))).toEqual(["undecided"]);
});

test("what makes a write undecidable for ever counts before what time will show", () => {
  const soon = { upstreamTells: true, updatedAtMoves: true, now: START + 30_000 };
  const found = evidence({
    writes: [write()],
    requests: [lost],
    events: [event("unknown")],
    circumstances: soon,
  });
  found.truth.history = [applied(1, null, "Text of o5x")];
  expect(judgeRound(found).explained).toEqual({ "somebody else changed the same fields at that time": 1 });
});

test("unknown is fine where somebody else changed the same field since", () => {
  const found = evidence({ writes: [write()], requests: [lost], events: [event("unknown")] });
  found.truth.history = [applied(1, null, "Text of o5x")];
  expect(judgeRound(found).explained).toEqual({ "somebody else changed the same fields at that time": 1 });
});

test("an edit from outside that is still there must be in a drift event", () => {
  const edit = {
    tag: "o5x",
    story: "",
    flow: { workspace, kind: "call" as const, id: "f1" },
    path: "/description",
  };
  const found = evidence({
    ...{ writes: [], requests: [], events: [] },
    stored: new Map([["f1", { ...before, description: "Text of o5x" }]]),
    shown: new Map([["f1", { id: "f1", description: "Text of o5x" }]]),
  });
  found.record.edits = [edit];
  expect(kinds(found)).toEqual(["silent_outside"]);
  expect(kinds({ ...found, events: [drift("Text of o5x")] })).toEqual([]);
});

test("two writes from one state, or under one key, must not both be applied", () => {
  const second = write({
    tag: "w2x",
    intent: { "/description": "Text of w2x" },
    startedAt: START + 1,
    key: "k2",
  });
  const requests = [request(), request({ n: 2, body: { description: "Text of w2x" } })];
  const found = evidence({ writes: [write(), second], requests, events: [] });
  expect(kinds(found)).toEqual(["lost", "lost", "lost_update"]);
  const sameKey = { ...second, key: "k1", ifMatch: '"e2"' };
  expect(kinds(evidence({ writes: [write(), sameKey], requests, events: [] }))).toEqual([
    "lost",
    "lost",
    "key_twice",
  ]);
});

test("a revision that differs from what it was is found, and a view that differs from the upstream", () => {
  const revision = { n: 1, hash: "h", source: "import", by: null };
  const flow = { workspace, kind: "call" as const, id: "f1", story: "" };
  const now = new Map([[1, { ...revision, source: "change", by: { email: maya.email } }]]);
  const rewritten = evidence({ revisions: [{ flow, before: new Map([[1, revision]]), now }] });
  expect(kinds(rewritten)).toEqual(["rewritten"]);
  const stale = evidence({
    shown: new Map([["f1", { id: "f1", name: "B" }]]),
    stored: new Map([["f1", before]]),
  });
  expect(kinds(stale)).toEqual(["stale_view"]);
});
