import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { database, type Transaction } from "@/lib/db/client";
import { anyEvent, newChain } from "@/tests/support/arbitrary-events";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";
import { rehash, tamper } from "@/tests/support/tampering";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const someEvents = fc.array(anyEvent, { minLength: 2, maxLength: 12 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** One of the chain's sequence numbers. */
const at = (part: number, length: number) => Math.min(length, 1 + Math.floor(part * length));

/** Every column of the table that has information, with a value that it doesn't have. */
const COLUMN_EDITS: Record<string, string> = {
  id: `gen_random_uuid()`,
  occurredAt: `"occurredAt" + interval '1 millisecond'`,
  settledAt: `"settledAt" - interval '1 millisecond'`,
  actorType: `'token'`,
  actorId: `'somebody-else'`,
  action: `"action" || 'd'`,
  outcome: `CASE "outcome" WHEN 'denied' THEN 'succeeded' ELSE 'denied' END`,
  targetType: `NULL`,
  targetId: `'665f00000000000000000002'`,
  requestId: `NULL`,
  correlationId: `'another'`,
  ip: `'203.0.113.8'`,
  terms: `array_append("terms", 'innocent')`,
};

/** Edits that don't change a column's value when it is read as a plain text or number. */
const SLY_EDITS: [what: string, column: string, value: string][] = [
  ["terms joined to one", "terms", `ARRAY[array_to_string("terms", ' ')]`],
  ["a time in a far century", "occurredAt", `'290000-01-01'`],
];

describe("every column of the log", () => {
  it("is among those that are edited below", async () => {
    const columns = await database().$queryRaw<{ name: string }[]>`
      SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'AuditEvent'`;
    const edited = [...Object.keys(COLUMN_EDITS), "chain", "sequence", "payload", "previousHash", "hash"];
    expect(columns.map(({ name }) => name).sort()).toEqual(edited.sort());
  });
});

describe("verification finds, and names the event,", () => {
  const check = async (
    deed: (tx: Transaction, chain: string, sequence: number, length: number) => Promise<unknown>,
    place: (sequence: number, length: number) => number = (sequence) => sequence,
    extra: { least?: number; numRuns?: number } = {},
  ) =>
    await fc.assert(
      fc.asyncProperty(someEvents, share, share, async (events, part, signedPart) => {
        fc.pre(events.length >= (extra.least ?? 2));
        const chain = await newChain(events, Math.floor(signedPart * events.length));
        expect(await verifyChain(chain)).toMatchObject({ ok: true, events: events.length });
        const sequence = at(part, events.length);
        await tamper((tx) => deed(tx, chain, sequence, events.length));
        const report = await verifyChain(chain);
        expect([report.ok, report.firstBad?.sequence]).toEqual([false, place(sequence, events.length)]);
      }),
      { numRuns: extra.numRuns ?? 4 },
    );
  const where = (chain: string, sequence: number) =>
    `WHERE "chain" = '${chain}' AND "sequence" = ${sequence}`;

  it.each(Object.entries(COLUMN_EDITS))("an edited %s", async (column, value) => {
    await check(
      (tx, chain, n) =>
        tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "${column}" = ${value} ${where(chain, n)}`),
      undefined,
      { numRuns: 1 },
    );
  });

  it.each(SLY_EDITS)("%s", async (_, column, value) => {
    await check((tx, chain, n) =>
      tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "${column}" = ${value} ${where(chain, n)}`),
    );
  });

  it.each(["payload", "hash", "previousHash"])("any edited byte of %s", async (column) => {
    await fc.assert(
      fc.asyncProperty(
        someEvents,
        share,
        share,
        fc.integer({ min: 1, max: 255 }),
        async (events, part, byte, flip) => {
          const chain = await newChain(events, 0);
          // The first event follows nothing: it has no byte to edit there.
          const sequence =
            column === "previousHash" ? Math.max(2, at(part, events.length)) : at(part, events.length);
          const bytes = column === "payload" ? `convert_to("payload", 'UTF8')` : `"${column}"`;
          const place = `floor(${byte} * (length(${bytes}) - 1))::int`;
          const edited = `set_byte(${bytes}, ${place}, get_byte(${bytes}, ${place}) # ${column === "payload" ? flip % 32 || 1 : flip})`;
          const value = column === "payload" ? `convert_from(${edited}, 'UTF8')` : edited;
          // The database itself refuses the text of some edits: then nothing was tampered with.
          const done = await tamper((tx) =>
            tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "${column}" = ${value} ${where(chain, sequence)}`),
          ).then(
            () => true,
            () => false,
          );
          fc.pre(done);
          expect((await verifyChain(chain)).firstBad?.sequence).toBe(sequence);
        },
      ),
      { numRuns: 8 },
    );
  });

  it.each([
    ["text that is no JSON", "never mind"],
    ["values in values without end", "[".repeat(200_000) + "]".repeat(200_000)],
  ])("%s for content, hashed as it should be", async (_, payload) => {
    await check(
      async (tx, chain, n) => {
        await tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "payload" = '${payload}' ${where(chain, n)}`);
        await rehash(tx, chain);
      },
      undefined,
      { numRuns: 2 },
    );
  });

  it("a deleted event", async () => {
    await check(
      (tx, chain, n) => tx.$executeRawUnsafe(`DELETE FROM "AuditEvent" ${where(chain, n)}`),
      (n, length) => (n === length ? n : n + 1),
    );
  });

  it("an inserted event, hashed as it should be", async () => {
    await check(async (tx, chain, n) => {
      await tx.$executeRawUnsafe(
        `UPDATE "AuditEvent" SET "sequence" = -"sequence" - 1 WHERE "chain" = '${chain}' AND "sequence" >= ${n}`,
      );
      await tx.$executeRawUnsafe(
        `UPDATE "AuditEvent" SET "sequence" = -"sequence" WHERE "chain" = '${chain}' AND "sequence" < 0`,
      );
      await tx.$executeRawUnsafe(`
          INSERT INTO "AuditEvent" ("id", "chain", "sequence", "occurredAt", "settledAt", "actorType", "action", "outcome", "terms", "payload", "previousHash", "hash")
          SELECT gen_random_uuid(), "chain", ${n}, "occurredAt", "settledAt", "actorType", "action", "outcome", "terms", '{}', "previousHash",
                 sha256("previousHash" || convert_to('{}', 'UTF8'))
          FROM "AuditEvent" ${where(chain, n + 1)}`);
    });
  });

  it("two events in each other's place", async () => {
    await check(
      async (tx, chain, n, length) => {
        const first = Math.min(n, length - 1);
        await tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "sequence" = -1 ${where(chain, first)}`);
        await tx.$executeRawUnsafe(
          `UPDATE "AuditEvent" SET "sequence" = ${first} ${where(chain, first + 1)}`,
        );
        await tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "sequence" = ${first + 1} ${where(chain, -1)}`);
      },
      (n, length) => Math.min(n, length - 1),
    );
  });

  it("a cut tail", async () => {
    await check((tx, chain, n) =>
      tx.$executeRawUnsafe(`DELETE FROM "AuditEvent" WHERE "chain" = '${chain}' AND "sequence" >= ${n}`),
    );
  });

  it("events of two workspaces that were swapped", async () => {
    await fc.assert(
      fc.asyncProperty(someEvents, share, async (events, part) => {
        const [one, other] = [await newChain(events, 0), await newChain(events, 0)];
        const n = at(part, events.length);
        await tamper(async (tx) => {
          await tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "chain" = 'aside' ${where(one, n)}`);
          await tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "chain" = '${one}' ${where(other, n)}`);
          await tx.$executeRawUnsafe(`UPDATE "AuditEvent" SET "chain" = '${other}' ${where("aside", n)}`);
          // The careful forger again: each chain is consistent by itself.
          await rehash(tx, one);
          await rehash(tx, other);
        });
        for (const chain of [one, other]) {
          expect((await verifyChain(chain)).firstBad).toEqual({
            sequence: n,
            problem: "its chain column differs from its content",
          });
        }
      }),
      { numRuns: 3 },
    );
  });
});

describe("the tree's stored nodes", () => {
  it("are compared with the events, and make the same roots as these", async () => {
    const chain = await newChain(fc.sample(anyEvent, 270), 0);
    await makeCheckpoint(chain);
    expect(await verifyChain(chain)).toMatchObject({ ok: true, unsigned: 0, checkpoint: { size: 270 } });
    await tamper((tx) =>
      tx.$executeRawUnsafe(`UPDATE "AuditTreeNode" SET "hash" = sha256('x') WHERE "chain" = '${chain}'`),
    );
    expect((await verifyChain(chain)).firstBad).toEqual({
      sequence: 256,
      problem: "the stored tree of events 1 to 256 is not theirs",
    });
  });
});
