import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { EMPTY_LEDGER, type Ledger } from "./shares";

/** A key's ledger as the database has it. */
export interface LedgerRow {
  /** Moves with every booking; 0 while there is no row. */
  version: number;
  ledger: Ledger;
  /** The database's clock, in milliseconds since 1970: replicas' own clocks differ. */
  clock: number;
}

/** Short, since the row is written often: until, purpose, person, points. */
const storedBooking = z.tuple([z.int(), z.enum(["write", "read", "background"]), z.string(), z.int()]);
const storedLedger = z.object({ bookings: z.array(storedBooking), closedUntil: z.int() });

const ledgerRow = z.object({
  replaced: z.boolean(),
  clock: z.number(),
  version: z.int().nullable(),
  ledger: storedLedger.nullable(),
});

function toRow({ clock, version, ledger }: z.infer<typeof ledgerRow>): LedgerRow {
  if (version === null || ledger === null) return { version: 0, ledger: EMPTY_LEDGER, clock };
  const bookings = ledger.bookings.map(([until, purpose, person, points]) => ({
    until,
    purpose,
    person,
    points,
  }));
  return { version, ledger: { ...ledger, bookings }, clock };
}

function stored({ bookings, closedUntil }: Ledger): string {
  const short = bookings.map(({ until, purpose, person, points }) => [until, purpose, person, points]);
  return JSON.stringify({ bookings: short, closedUntil });
}

const rows = queryRows(prepared(), "a key's budget", ledgerRow);

/** Returns a key's ledger. */
export async function readLedger(key: string): Promise<LedgerRow> {
  const [row] = await rows`
    SELECT false AS "replaced", (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "clock",
           mine."version", mine."ledger"
    FROM (SELECT 1) AS always LEFT JOIN "UpstreamBudget" AS mine ON mine."key" = ${key}`;
  if (!row) throw new Error("a statement that always has a row had none");
  return toRow(row);
}

const keyedRow = ledgerRow.extend({ key: z.string() });

/** Returns the ledgers of several keys, by the key, as one statement reads them. */
export async function readLedgers(keys: readonly string[]): Promise<Map<string, LedgerRow>> {
  if (keys.length === 0) return new Map();
  const found = await queryRows(prepared(), "the budgets of keys", keyedRow)`
    SELECT wanted."key", false AS "replaced", (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "clock",
           mine."version", mine."ledger"
    FROM unnest(${[...keys]}::text[]) AS wanted ("key") LEFT JOIN "UpstreamBudget" AS mine USING ("key")`;
  return new Map(found.map(({ key, ...row }) => [key, toRow(row)]));
}

export interface Replacement {
  /** The version that the new ledger was worked out from. */
  version: number;
  ledger: Ledger;
  /** The new ledger holds only while the database's clock is between these moments. */
  from: number;
  to: number;
}

/**
 * Replaces a key's ledger, if nobody else has meanwhile: one statement, whose commit does not wait for the disk. A crash
 * of the database may forget the last half second of bookings, which costs no more than a refusal by the upstream.
 *
 * @returns what the row has now, and whether that is the new ledger
 */
export async function replaceLedger(
  key: string,
  { version, ledger, from, to }: Replacement,
): Promise<LedgerRow & { replaced: boolean }> {
  const [row] = await rows`
    WITH unflushed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
    written AS (
      INSERT INTO "UpstreamBudget" AS mine ("key", "version", "ledger")
      SELECT ${key}, ${version + 1}::int, ${stored(ledger)}::jsonb FROM unflushed
      WHERE extract(epoch FROM clock_timestamp()) * 1000 BETWEEN ${from}::float8 AND ${to}::float8
      ON CONFLICT ("key") DO UPDATE SET "version" = excluded."version", "ledger" = excluded."ledger"
      WHERE mine."version" = ${version}::int
      RETURNING mine."key")
    SELECT written."key" IS NOT NULL AS "replaced",
           (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "clock",
           CASE WHEN written."key" IS NULL THEN before."version" END AS "version",
           CASE WHEN written."key" IS NULL THEN before."ledger" END AS "ledger"
    FROM (SELECT 1) AS always
    LEFT JOIN written ON true
    LEFT JOIN "UpstreamBudget" AS before ON before."key" = ${key}`;
  if (!row) throw new Error("a statement that always has a row had none");
  if (row.replaced) return { version: version + 1, ledger, clock: row.clock, replaced: true };
  return { ...toRow(row), replaced: false };
}
