import "server-only";
import { z } from "zod";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { env } from "@/lib/env";
import { seal, unseal, VaultError } from "@/lib/vault/vault";
import { isInUse } from "./check-keyring";
import {
  keysOfColumn,
  SEALED_COLUMN_NAMES,
  SEALED_COLUMNS,
  type SealedColumn,
  sealedSql,
} from "./sealed-columns";

const { sql } = Prisma;

/** Why nothing is sealed anew. `message` is for the operator. */
export class NoRotation extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NoRotation";
  }
}

/** Values in one statement: few enough that a batch of large ones is no burden, and that little is repeated after a stop. */
const BATCH = 50;
/** What somebody changes at the same moment is left to the next round; by the last one nothing is. */
const MOST_ROUNDS = 10;

/** How many values of a column are still under another key. */
export interface LeftOver {
  column: SealedColumn;
  keyId: string;
  count: number;
}

export interface Rotation {
  /** The key that everything is sealed with now. */
  keyId: string;
  resealed: number;
  left: LeftOver[];
}

/** Called after each batch. `total` is what was to be done when the column's turn came. */
export type Progress = (column: SealedColumn, done: number, total: number) => void;

const leftRow = z.object({ column: z.enum(SEALED_COLUMN_NAMES), keyId: z.string(), count: z.int() });

/** Counts the values that other keys sealed, by column and key. */
async function countLeft(keyId: string): Promise<LeftOver[]> {
  const parts = SEALED_COLUMN_NAMES.map((name) => {
    const { table, key, andBound } = sealedSql(name);
    return sql`
      SELECT ${name}::text AS "column", k."keyId", (SELECT count(*)::int FROM ${table} WHERE ${key} = k."keyId" ${andBound}) AS "count"
      FROM (${keysOfColumn(name)}) k WHERE k."keyId" <> ${keyId}`;
  });
  return await queryRows(
    database(),
    "the values under other keys",
    leftRow,
  )(Prisma.join(parts, " UNION ALL "));
}

const sealedRow = z.object({ id: z.string(), boundBy: z.string(), sealed: z.string() });

/** The next values of a column under one key, in the order of their ids. */
async function nextBatch({ column: name, keyId }: LeftOver, after: string | null) {
  const { table, column, id, boundBy, andBound, key, idType } = sealedSql(name);
  const beyond = after === null ? Prisma.empty : sql`AND ${id} > ${after}${idType}`;
  return await queryRows(database(), "sealed values", sealedRow)`
    SELECT ${id}::text AS "id", ${boundBy}::text AS "boundBy", t.${column} AS "sealed" FROM ${table}
    WHERE ${key} = ${keyId} ${andBound} ${beyond} ORDER BY ${id} LIMIT ${BATCH}`;
}

/** The beginning of a sealed text up to the end of its nonce, which no other text has. */
const upToNonce = (sealed: string) => sealed.slice(0, sealed.lastIndexOf(".") + 1 + 16);

/**
 * Replaces values where they are still the ones that were read. Rows that somebody has locked are left alone, so that nobody
 * waits for this, and this waits for nobody.
 * @returns how many were replaced
 */
async function replace(
  name: SealedColumn,
  values: readonly { id: string; was: string; sealed: string }[],
): Promise<number> {
  const { table, column, id, idType } = sealedSql(name);
  return await database().$executeRaw`
    WITH given AS (
      SELECT g."id"${idType} AS "id", g."was", g."sealed"
      FROM unnest(${values.map((value) => value.id)}::text[], ${values.map(({ was }) => upToNonce(was))}::text[],
                  ${values.map(({ sealed }) => sealed)}::text[]) AS g("id", "was", "sealed")
    ), free AS (
      SELECT ${id} AS "id" FROM ${table} JOIN given ON given."id" = ${id} FOR NO KEY UPDATE OF t SKIP LOCKED
    )
    UPDATE ${table} SET ${column} = given."sealed" FROM given JOIN free ON free."id" = given."id"
    WHERE ${id} = given."id" AND starts_with(t.${column}, given."was")`;
}

/** Seals a value anew; null for one that can't be opened. */
function resealed(sealed: string, binding: string): string | null {
  try {
    return seal(unseal(sealed, binding), binding);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** Seals all values of a column under one key anew. @returns how many it replaced */
async function resealColumn(left: LeftOver, onBatch: (done: number) => void): Promise<number> {
  const { binding } = SEALED_COLUMNS[left.column];
  let after: string | null = null;
  let done = 0;
  for (;;) {
    const rows: z.output<typeof sealedRow>[] = await nextBatch(left, after);
    const last = rows.at(-1);
    if (!last) return done;
    after = last.id;
    const values = rows.flatMap(({ id, boundBy, sealed: was }) => {
      const sealed = resealed(was, binding(boundBy));
      return sealed === null ? [] : [{ id, was, sealed }];
    });
    if (values.length > 0) done += await replace(left.column, values);
    onBatch(done);
  }
}

/** One look at everything. @returns how many values were replaced */
async function oneRound(keyId: string, progress: Progress): Promise<number> {
  const known = env().PORTAL_KEYRING;
  let total = 0;
  for (const left of await countLeft(keyId)) {
    if (!known.has(left.keyId)) continue;
    total += await resealColumn(left, (done) => progress(left.column, done, left.count));
  }
  return total;
}

/**
 * Seals every sealed value with the keyring's first key, while portals run that have all its keys. It can be stopped at any
 * moment and begun again, since each value says which key it needs. The log of the portal says what was done.
 *
 * @throws NoRotation where the portal does not have the first key: it could not open anything any more
 */
export async function rotateKeys(progress: Progress = () => {}): Promise<Rotation> {
  const [keyId] = env().PORTAL_KEYRING.keys();
  if (keyId === undefined) throw new NoRotation("PORTAL_KEYRING: has no key");
  if (!(await isInUse(keyId)))
    throw new NoRotation(
      `PORTAL_KEYRING: the portal was not started with the key ${keyId} yet, and could open nothing that it seals. Start it with this keyring first, the former keys included`,
    );
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const replaced = await oneRound(keyId, progress);
    count += replaced;
    if (replaced === 0) break;
  }
  const left = await countLeft(keyId);
  const remaining = left.reduce((sum, one) => sum + one.count, 0);
  await recordEvent(database(), {
    workspaceId: null,
    actor: SYSTEM_ACTOR,
    action: "keyring.rotate",
    outcome: remaining === 0 ? "succeeded" : "failed",
    target: { type: "portal", id: null, name: null },
    detail: { keyId, resealed: count, left: remaining },
  });
  return { keyId, resealed: count, left };
}
