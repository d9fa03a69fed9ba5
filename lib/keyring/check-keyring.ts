import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { env } from "@/lib/env";
import { unseal, VaultError } from "@/lib/vault/vault";
import {
  keysOfColumn,
  SEALED_COLUMN_NAMES,
  SEALED_COLUMNS,
  type SealedColumn,
  sealedSql,
} from "./sealed-columns";

const { sql } = Prisma;

/**
 * What one column has under one key. The number is only counted for a key that the keyring lacks: then people want to know, and
 * otherwise it would cost a look at every revision at every start.
 */
const underKey = z.object({
  column: z.enum(SEALED_COLUMN_NAMES),
  keyId: z.string(),
  count: z.int().nullable(),
  /** What the newest value under the key is bound by, and that value. */
  boundBy: z.string(),
  sealed: z.string(),
});

function ofColumn(name: SealedColumn, known: readonly string[]): Prisma.Sql {
  const { table, column, id, boundBy, andBound, key } = sealedSql(name);
  return sql`
    SELECT ${name}::text AS "column", k."keyId", newest."boundBy", newest."sealed",
      CASE WHEN k."keyId" = ANY(${known}::text[]) THEN NULL
           ELSE (SELECT count(*)::int FROM ${table} WHERE ${key} = k."keyId" ${andBound}) END AS "count"
    FROM (${keysOfColumn(name)}) k
    CROSS JOIN LATERAL (SELECT ${boundBy}::text AS "boundBy", t.${column} AS "sealed" FROM ${table}
                        WHERE ${key} = k."keyId" ${andBound} ORDER BY ${id} DESC LIMIT 1) newest`;
}

function canBeOpened({ column, boundBy, sealed }: z.output<typeof underKey>): boolean {
  try {
    unseal(sealed, SEALED_COLUMNS[column].binding(boundBy));
    return true;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}

/**
 * Returns a line for each key whose values can't be opened, with what they are: the keyring lacks the key, or has another one
 * under its name. One statement finds out, and opens one value for each column and key. The portal starts in any case, since
 * most of it works, and pages say what does not.
 */
export async function unopenedSecrets(): Promise<string[]> {
  const known = [...env().PORTAL_KEYRING.keys()];
  const parts = SEALED_COLUMN_NAMES.map((name) => ofColumn(name, known));
  const rows = await queryRows(
    database(),
    "the keys of sealed values",
    underKey,
  )(
    Prisma.join(
      parts.map((part) => sql`(${part})`),
      " UNION ALL ",
    ),
  );
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    if (canBeOpened(row)) continue;
    const what = SEALED_COLUMNS[row.column].what;
    const words = row.count === null ? what : `${what} (${row.count.toLocaleString("en-US")})`;
    lines.set(row.keyId, [...(lines.get(row.keyId) ?? []), words]);
  }
  return [...lines].map(([keyId, what]) => {
    const fault = known.includes(keyId)
      ? `has another key under the name ${keyId} than before`
      : `lacks the key ${keyId}`;
    return `PORTAL_KEYRING ${fault}: ${what.join(", ")} can't be opened. Put that key back, or replace what it sealed`;
  });
}

/** Notes that a portal starts with the keys of this keyring: nothing may be sealed anew with a key that no portal has. */
export async function noteKeyring(): Promise<void> {
  const keys = [...env().PORTAL_KEYRING.keys()];
  await database().$executeRaw`
    INSERT INTO "KeyringKey" ("id", "startedAt") SELECT unnest(${keys}::text[]), now()
    ON CONFLICT ("id") DO UPDATE SET "startedAt" = excluded."startedAt"`;
}

/** Whether the portal that was started last has a key. */
export async function isInUse(keyId: string): Promise<boolean> {
  const [last] = await queryRows(database(), "the keys of the last start", z.object({ has: z.boolean() }))`
    SELECT COALESCE("startedAt" = (SELECT max("startedAt") FROM "KeyringKey"), false) AS "has"
    FROM "KeyringKey" WHERE "id" = ${keyId}`;
  return last?.has ?? false;
}
