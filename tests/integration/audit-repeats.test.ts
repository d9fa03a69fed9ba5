import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { closeTallies, countRepeat } from "@/lib/audit/tally/tallies";
import { database } from "@/lib/db/client";
import { signIn } from "@/lib/identity/sign-in";
import { looseEvent } from "@/tests/support/loose-event";
import { openPortal, PASSWORD, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;
beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
});
afterAll(() => portal.close());

const MINUTE = 60_000;
const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

/** Closes the tallies that are due in so many minutes; none may fail. */
const close = async (minutes: number) =>
  await closeTallies(later(minutes), (error) => {
    throw error;
  });

interface RecordedRepeat {
  action: string;
  outcome: string;
  target: { type: string; id: string | null } | null;
  actor: { id: string | null; name: string; email: string | null; role: string | null };
  detail: { count?: number; firstAt?: string; lastAt?: string; code?: string; missingPermission?: string };
}

/** The events of a chain since the mark, oldest first. */
async function since(mark: number, chain = "portal"): Promise<RecordedRepeat[]> {
  const rows = await database().auditEvent.findMany({
    where: { chain, sequence: { gt: mark } },
    orderBy: { sequence: "asc" },
  });
  return rows.map(({ payload }) => JSON.parse(payload));
}

async function mark(chain = "portal"): Promise<number> {
  return (await database().auditChain.findUnique({ where: { chain } }))?.sequence ?? 0;
}

let sources = 0;
/** A source that nobody has used before. */
const newSource = () => ({ id: `try-${++sources}`, ip: `203.0.113.${sources}`, userAgent: "guesser" });

beforeEach(async () => {
  await database().auditTally.deleteMany();
});

describe("wrong passwords from one source", () => {
  it("are an event at once, and one more for all the others when the quarter hour is over", async () => {
    const person = await portal.addPerson("Gwen");
    const start = await mark();
    const source = newSource();
    for (let n = 0; n < 6; n++) await signIn(person.email, `guess ${n}`, source);
    const [first, ...more] = await since(start);
    expect(first).toMatchObject({
      action: "session.sign_in",
      outcome: "failed",
      actor: { id: person.userId, name: "Gwen", email: person.email },
      detail: { code: "wrong_password" },
    });
    expect(first?.detail).not.toHaveProperty("count");
    expect(more).toEqual([]);
    expect(await close(14)).toBe(0);
    expect(await close(16)).toBe(1);
    const recorded = (await since(start)).slice(1);
    expect(recorded).toMatchObject([{ action: "session.sign_in", outcome: "failed", detail: { count: 5 } }]);
    const { firstAt = "", lastAt = "" } = recorded[0]?.detail ?? {};
    expect(Date.parse(firstAt)).toBeLessThanOrEqual(Date.parse(lastAt));
    expect(await close(60)).toBe(0);
  });

  it("are recorded before the right one", async () => {
    const person = await portal.addPerson("Rita");
    const start = await mark();
    const source = newSource();
    for (let n = 0; n < 3; n++) await signIn(person.email, `guess ${n}`, source);
    await signIn(person.email, PASSWORD, source);
    const recorded = (await since(start)).map(({ outcome, detail }) => [outcome, detail.count]);
    expect(recorded).toEqual([
      ["failed", undefined],
      ["failed", 2],
      ["succeeded", undefined],
    ]);
  });

  it("are throttled by two events at most, however many come", async () => {
    const person = await portal.addPerson("Thea");
    const start = await mark();
    const source = newSource();
    for (let n = 0; n < 25; n++) await signIn(person.email, "a wrong one", source);
    await close(16);
    const recorded = (await since(start)).map(({ action, outcome, detail }) => [
      action,
      outcome,
      detail.count,
    ]);
    expect(recorded).toEqual([
      ["session.sign_in", "failed", undefined],
      ["session.throttle", "denied", undefined],
      ["session.sign_in", "failed", 9],
      ["session.throttle", "denied", 14],
    ]);
  });

  it("of ever new addresses end in one throttling event for the source", async () => {
    const source = newSource();
    for (let n = 0; n < 100; n++) await signIn(`spray-${n}@example.com`, "x", source);
    const start = await mark();
    for (let n = 0; n < 30; n++) await signIn(`more-${n}@example.com`, "x", source);
    expect((await since(start)).map(({ action }) => action)).toEqual(["session.throttle"]);
  });
});

it.each([
  ["an address that is too long", `${"a".repeat(300)}@example.com`, "x", "too_long"],
  ["a password that is too long", "someone@example.com", "p".repeat(201), "too_long"],
  ["no address", "", "x", "incomplete"],
  ["no password", "someone@example.com", "", "incomplete"],
  ["a password typed in place of the address", "my-secret-pass", "x", "not_an_address"],
  ["text that can't be stored", "a\u0000@example.com", "x", "not_an_address"],
])("a sign-in with %s is recorded without the text", async (_, address, password, code) => {
  const start = await mark();
  expect((await signIn(address, password, newSource())).outcome).toBe("refused");
  const recorded = await since(start);
  expect(recorded).toMatchObject([{ action: "session.sign_in", outcome: "failed", detail: { code } }]);
  expect(recorded[0]?.actor).toEqual({ type: "user", id: null, email: null, name: "Somebody", role: null });
});

describe("counting", () => {
  const outcome = "failed" as const;
  const unknown = { workspaceId: null, actor: SYSTEM_ACTOR, action: "test.repeat", outcome };
  const event = { ...looseEvent(unknown), outcome };

  it("loses none of many at once, and exactly one is the first", async () => {
    const start = await mark();
    const all = Array.from({ length: 20 }, () => countRepeat({ key: "at once", event }));
    const results = await Promise.all(all);
    expect(results.filter((result) => result === "first")).toHaveLength(1);
    await close(16);
    expect((await since(start)).map(({ detail }) => detail.count)).toEqual([undefined, 19]);
  });

  it("is recorded once when several replicas close at the same moment", async () => {
    const start = await mark();
    for (let n = 0; n < 4; n++) await countRepeat({ key: "replicas", event });
    const recorded = await Promise.all([1, 2, 3, 4].map(() => close(16)));
    expect(recorded.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect((await since(start)).map(({ detail }) => detail.count)).toEqual([undefined, 3]);
  });

  it("begins anew after its time, also where nobody has closed the window yet", async () => {
    const start = await mark();
    await countRepeat({ key: "anew", event }, later(-40));
    await countRepeat({ key: "anew", event }, later(-39));
    expect(await countRepeat({ key: "anew", event })).toBe("first");
    expect((await since(start)).map(({ detail }) => detail.count)).toEqual([undefined, 1, undefined]);
  });

  it("that saw no repeat ends in silence", async () => {
    await countRepeat({ key: "alone", event });
    const start = await mark();
    expect(await close(16)).toBe(0);
    expect(await since(start)).toEqual([]);
    expect(await database().auditTally.count()).toBe(0);
  });
});

describe("a window that can't become an event", () => {
  const event = (actor: object | null) => ({
    workspaceId: null,
    actor: actor && { ...actor },
    action: "test.repeat",
    outcome: "failed",
  });

  it("stays, is reported to the operator, and prevents none of the others from being recorded", async () => {
    const start = await mark();
    // The spoilt ones are more than one read returns, and come first in every order.
    const rows = Array.from({ length: 215 }, (_, n) => ({
      key: `many ${String(n).padStart(3, "0")}`,
      chain: "portal",
      event: event(n < 210 ? null : SYSTEM_ACTOR),
      count: 1,
      firstAt: later(-40),
      lastAt: later(-30),
      closesAt: later(n - 500),
    }));
    await database().auditTally.createMany({ data: rows });
    const errors: unknown[] = [];
    expect(await closeTallies(new Date(), (error) => errors.push(error))).toBe(5);
    expect(errors).toHaveLength(210);
    expect(await since(start)).toHaveLength(5);
    expect(await database().auditTally.count()).toBe(210);
  });
});

describe("refused requests of one person", () => {
  it("can't flood the log, and none is left uncounted", async () => {
    const viewer = await portal.addPerson("Fred", [[workspace, "viewer"]]);
    const start = await mark(workspace.id);
    for (let n = 0; n < 60; n++) {
      await viewer.call("PATCH", `${workspace.path}/call-flows/flow-${n}`, { body: {} });
    }
    for (let n = 0; n < 5; n++)
      await viewer.call("PATCH", `${workspace.path}/call-flows/flow-0`, { body: {} });
    await close(16);
    const recorded = await since(start, workspace.id);
    expect(recorded.length).toBeLessThan(30);
    expect(recorded.reduce((sum, { detail }) => sum + (detail.count ?? 1), 0)).toBe(65);
    expect(recorded.slice(0, 20).map(({ target }) => target?.id)).toEqual(
      Array.from({ length: 20 }, (_, n) => `flow-${n}`),
    );
  });

  it("at a workspace that isn't theirs are recorded by the portal alike, whether it exists or not", async () => {
    const outsider = await portal.addPerson("Otto");
    const start = await mark();
    for (const ws of [workspace.id, "00000000-0000-4000-8000-000000000000", "not-there", "<script>"]) {
      await outsider.call("PATCH", `/api/workspaces/${encodeURIComponent(ws)}`, { body: {} });
    }
    const recorded = await since(start);
    expect(recorded.map(({ target }) => target)).toEqual([
      { type: "workspace", id: workspace.id, name: null },
      { type: "workspace", id: "00000000-0000-4000-8000-000000000000", name: null },
      { type: "workspace", id: "not-there", name: null },
      { type: "workspace", id: null, name: null },
    ]);
    for (const { outcome, detail } of recorded) {
      expect([outcome, detail]).toEqual(["denied", { missingPermission: "membership" }]);
    }
  });
});
