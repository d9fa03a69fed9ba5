import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import type { AuditFilter } from "@/lib/audit/filter";
import { recordEvent } from "@/lib/audit/record-event";
import { backfillTerms } from "@/lib/audit/search/backfill-terms";
import { findPlaces } from "@/lib/audit/search/find-events";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { tamper } from "@/tests/support/tampering";

const EVENTS = 1_380;
const START = Date.parse("2026-03-01T00:00:00Z");
const MINUTE = 60_000;

let portal: TestPortal;
let workspace: TestWorkspace;
let recorded: (NewAuditEvent & { sequence: number })[];

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const PEOPLE = ["Maya Moreau", "Theo Lindqvist", "Ines Okafor"];
const PATHS = [
  "/prompt",
  "/settings/welcomeMessage",
  "/settings/responseSettings/workingHours/outOfHoursMessage",
  "/webhooks/0/name",
];
const WORDS = ["apple", "apricot", "banana", "cherry"];

/** Event number `n`: its number determines all its parts, some of which are rare. */
function event(n: number): NewAuditEvent {
  const path = pick(PATHS, Math.floor(n / 3));
  const flow = n % 7 === 0 ? null : `flow-${n % 5}`;
  return {
    workspaceId: workspace.id,
    actor: {
      type: "user",
      id: `person-${n % 3}`,
      email: `p${n % 3}@example.com`,
      name: pick(PEOPLE, n),
      role: "editor",
    },
    action: n % 11 === 0 ? "call_flow.restore" : "call_flow.update",
    outcome: n % 97 === 0 ? "denied" : n % 5 === 0 ? "failed" : "succeeded",
    target: flow ? { type: "call_flow", id: flow, name: `Flow number ${n % 5}` } : null,
    changes: [
      {
        path,
        before: `${pick(WORDS, n)} pie`,
        after: n === 1234 ? "Zucchini pie" : `${pick(WORDS, n + 1)} pie`,
      },
    ],
    reason: n % 13 === 0 ? "Asked by O'Brien's team" : null,
    request: {
      id: `r-${n}`,
      ip: `203.0.113.${n % 4}`,
      userAgent: null,
      correlationId: `c-${Math.floor(n / 3)}`,
    },
    // Some are recorded hours later.
    occurredAt: new Date(START + (n % 500 === 499 ? n - 540 : n) * MINUTE),
  };
}

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  const { sequence: already } = await database().auditChain.findUniqueOrThrow({
    where: { chain: workspace.id },
  });
  recorded = Array.from({ length: EVENTS }, (_, n) => ({ ...event(n), sequence: already + n + 1 }));
  for (let from = 0; from < EVENTS; from += 230) {
    await database().$transaction(async (tx) => {
      for (const next of recorded.slice(from, from + 230)) await recordEvent(tx, next);
    });
  }
  // Recorded one a minute, as their numbers say; also the one about the workspace itself.
  await tamper(
    (tx) => tx.$executeRaw`
      UPDATE "AuditEvent" SET "settledAt" = ${new Date(START)}::timestamptz + ("sequence" - ${already + 1}::int) * interval '1 minute'
        + interval '1 second' WHERE "chain" = ${workspace.id}`,
  );
});
afterAll(() => portal.close());

/** The meaning of a filter, stated a second time in the simplest way. */
function matches(
  filter: Omit<AuditFilter, "chain">,
  { sequence: _, ...one }: (typeof recorded)[number],
): boolean {
  const [change] = one.changes ?? [];
  const both = [String(change?.before), String(change?.after)].map((text) => text.toLowerCase().split(" "));
  const changed = [...(both[0] ?? []), ...(both[1] ?? [])].filter(
    (word) => !(both[0]?.includes(word) && both[1]?.includes(word)),
  );
  const text = [one.actor.name, one.actor.email, one.target?.name, one.reason].join(" ").toLowerCase();
  const words = [...text.split(/[^a-z0-9]+/), ...changed];
  const requested = (filter.q ?? "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const isLast = (index: number) => index === requested.length - 1;
  const path = (change?.path ?? "").replace("/0", "");
  const at = one.occurredAt?.getTime() ?? 0;
  return (
    (!filter.flowEventsOnly || one.target !== null) &&
    (!filter.actor || one.actor.id === filter.actor) &&
    (!filter.action || one.action === filter.action) &&
    (!filter.outcome || one.outcome === filter.outcome) &&
    (!filter.target || one.target?.id === filter.target) &&
    (!filter.ip || (!filter.flowEventsOnly && one.request?.ip === filter.ip)) &&
    (!filter.correlation || one.request?.correlationId === filter.correlation) &&
    (!filter.field ||
      filter.field.split(",").some((requested) => path === requested || path.startsWith(`${requested}/`))) &&
    (!filter.from || at >= filter.from.getTime()) &&
    (!filter.to || at <= filter.to.getTime()) &&
    requested.every((word, index) =>
      words.some((known) => known === word || (isLast(index) && known.startsWith(word))),
    )
  );
}

const minutes = fc.integer({ min: -10, max: EVENTS + 10 }).map((n) => new Date(START + n * MINUTE));
const fullFilter = fc.record({
  flowEventsOnly: fc.boolean(),
  actor: fc.constantFrom("person-0", "person-2", "nobody"),
  action: fc.constantFrom("call_flow.restore", "call_flow.update"),
  outcome: fc.constantFrom("denied", "failed", "succeeded"),
  target: fc.constantFrom("flow-1", "flow-4"),
  field: fc.constantFrom(
    "/prompt",
    "/settings",
    "/settings/responseSettings",
    "/webhooks/name",
    "/set",
    "/prompt,/webhooks",
  ),
  ip: fc.constantFrom("203.0.113.1", "203.0.113.9"),
  correlation: fc.constantFrom("c-0", "c-500"),
  from: minutes,
  to: minutes,
  q: fc.constantFrom("zucchini", "ap", "apple", "Maya", "o'brien team", "flow number 3", "moreau ban", "pie"),
});
/** A few conditions at a time: with many, hardly anything would ever match. */
const anyFilter = fullFilter.chain((full) =>
  fc
    .subarray(Object.keys(full) as (keyof typeof full)[], { maxLength: 3 })
    .map((names): Partial<typeof full> => Object.fromEntries(names.map((name) => [name, full[name]]))),
);

describe("a search", () => {
  it("finds exactly the matching events, newest first, page by page, and the other way round for an export", async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 200 }), async (wanted, limit) => {
        const filter = { chain: workspace.id, ...wanted };
        const expected = recorded.filter((one) => matches(wanted, one)).map(({ sequence }) => sequence);
        const first = recorded[0]?.sequence ?? 0;

        const up: number[] = [];
        for (let above = first - 1; ; above = up.at(-1) ?? above) {
          const rows = await findPlaces({ filter, above, count: 997, newestFirst: false });
          up.push(...rows.map(({ sequence }) => sequence));
          if (rows.length < 997) break;
        }
        expect(up).toEqual(expected);

        const down: number[] = [];
        let cursor: string | undefined;
        for (let pages = 0; pages < 4; pages++) {
          const page = await listAuditEvents({ ...filter, limit, ...(cursor ? { cursor } : {}) });
          down.push(...page.items.map(({ sequence }) => sequence).filter((sequence) => sequence >= first));
          if (page.nextCursor === null) break;
          cursor = page.nextCursor;
        }
        expect(down).toEqual(expected.toReversed().slice(0, down.length));
        expect(down.length).toBe(Math.min(expected.length, limit * 4));
      }),
      { numRuns: 40, examples: [[{ to: new Date(START + (EVENTS + 10) * MINUTE) }, 1]] },
    );
  }, 120_000);

  it("pages stay where they are while events arrive", async () => {
    const filter = { chain: workspace.id, q: "cherry" };
    const first = await listAuditEvents({ ...filter, limit: 20 });
    await recordEvent(database(), { ...event(2), reason: "cherry", occurredAt: new Date() });
    const second = await listAuditEvents({ ...filter, limit: 20, cursor: first.nextCursor ?? "" });
    const expected = recorded
      .filter((one) => matches({ q: "cherry" }, one))
      .map(({ sequence }) => sequence)
      .toReversed();
    expect([...first.items, ...second.items].map(({ sequence }) => sequence)).toEqual(expected.slice(0, 40));
  });

  it("by text that has no word in it finds nothing, instead of everything", async () => {
    expect((await listAuditEvents({ chain: workspace.id, q: "?!", limit: 5 })).items).toEqual([]);
  });

  it.each([
    ["' | apple", "apple"],
    ["cherry\\'apple", "cherry apple"],
    ["'cherry' | 'apple'", "cherry apple"],
    ["apple & !apricot", "apple apricot"],
    ["banana:*", "banana"],
    ["apple \u{10FFFF}", "apple"],
  ])("takes %s as words, never as a query", async (q, words) => {
    const found = async (text: string) =>
      (await listAuditEvents({ chain: workspace.id, q: text, limit: 200 })).items.map(
        ({ sequence }) => sequence,
      );
    const expected = await found(words);
    expect(expected).not.toEqual([]);
    expect(await found(q)).toEqual(expected);
  });

  it.each([
    ["a word of characters that take two units", "a𠀀".repeat(60)],
    ["half a character", "cut here \ud83d"],
    ["a character that the database's text can't hold", "null \0 byte"],
  ])("records and finds an event with any text: %s", async (_, reason) => {
    const odd = await portal.addWorkspace();
    await recordEvent(database(), { ...event(1), workspaceId: odd.id, reason });
    const found = await listAuditEvents({ chain: odd.id, q: reason, limit: 5 });
    expect(found.items.map(({ sequence }) => sequence)).toEqual([2]);
    expect(await verifyChain(odd.id)).toMatchObject({ ok: true });
  });

  it("finds events of before there was an index for it, once a start has filled it", async () => {
    const old = await portal.addWorkspace();
    await database().$transaction(async (tx) => {
      for (let n = 0; n < 3; n++) await recordEvent(tx, { ...event(n), workspaceId: old.id });
    });
    await tamper(async (tx) => {
      await tx.$executeRaw`UPDATE "AuditEvent" SET "terms" = '{}', "ip" = NULL, "correlationId" = NULL WHERE "chain" = ${old.id}`;
      await tx.$executeRaw`DELETE FROM "AuditWord" WHERE "chain" = ${old.id}`;
    });
    expect(await backfillTerms()).toBe(4);
    expect(await backfillTerms()).toBe(0);
    const found = await listAuditEvents({ chain: old.id, q: "aprico", ip: "203.0.113.1", limit: 5 });
    expect(found.items.map(({ sequence }) => sequence)).toEqual([3]);
    expect(await verifyChain(old.id)).toMatchObject({ ok: true, events: 4 });
  });

  it("is filled to the end, although some events have no words and some can't be read", async () => {
    const odd = await portal.addWorkspace();
    const nobody = { type: "user" as const, id: null, email: "!@!", name: "", role: null };
    const wordless = {
      workspaceId: odd.id,
      actor: nobody,
      action: "session.sign_in" as const,
      outcome: "failed" as const,
    };
    for (let n = 0; n < 3; n++) await recordEvent(database(), { ...wordless, target: null });
    expect(await backfillTerms()).toBe(0);
    await tamper(async (tx) => {
      await tx.$executeRaw`UPDATE "AuditEvent" SET "terms" = '{}', "payload" = 'odd' WHERE "chain" = ${odd.id} AND "sequence" = 3`;
    });
    expect([await backfillTerms(), await backfillTerms()]).toEqual([1, 0]);
    expect(await verifyChain(odd.id)).toMatchObject({ ok: false, firstBad: { sequence: 3 } });
  });

  it("by time finds events that were recorded while a clock ran ahead, before and after", async () => {
    const odd = await portal.addWorkspace();
    const now = Date.now();
    const ahead = [0, 1, 60, 2, 3, -60, 4];
    try {
      vi.useFakeTimers({ toFake: ["Date"] });
      for (const minutes of ahead) {
        vi.setSystemTime(now + minutes * MINUTE);
        await recordEvent(database(), { ...event(1), workspaceId: odd.id, occurredAt: new Date() });
      }
    } finally {
      vi.useRealTimers();
    }
    const minutesFound = async (period: { from?: Date; to?: Date }) => {
      const { items } = await listAuditEvents({
        chain: odd.id,
        action: "call_flow.update",
        ...period,
        limit: 50,
      });
      return items.map(({ occurredAt }) => (Date.parse(occurredAt) - now) / MINUTE).reverse();
    };
    const at = (minutes: number) => new Date(now + minutes * MINUTE);
    expect(await minutesFound({ to: at(30) })).toEqual([0, 1, 2, 3, -60, 4]);
    expect(await minutesFound({ from: at(2) })).toEqual([60, 2, 3, 4]);
    expect(await minutesFound({ from: at(-90), to: at(-30) })).toEqual([-60]);
    expect(await minutesFound({ from: at(30) })).toEqual([60]);
    expect(await verifyChain(odd.id)).toMatchObject({ ok: true });
  });

  it("in one chain never shows another's", async () => {
    const other = await portal.addWorkspace();
    const found = await listAuditEvents({ chain: other.id, q: "zucchini", limit: 5 });
    expect(found.items).toEqual([]);
  });
});
