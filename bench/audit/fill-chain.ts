import type { Client } from "pg";
import { wordsAmong } from "@/lib/audit/search/event-terms";
import type { MadeUpChain, MadeUpRow } from "./made-up-events";

const BATCH = 1_000;

const INSERT = `
  INSERT INTO "AuditEvent" ("id", "chain", "sequence", "occurredAt", "settledAt", "actorType", "actorId", "action",
    "outcome", "targetType", "targetId", "requestId", "correlationId", "ip", "terms", "payload", "previousHash", "hash")
  SELECT id::uuid, $1, seq, at::timestamptz, settled::timestamptz, 'user', actor, action, outcome,
    split_part(action, '.', 1), target, request, correlation, ip, string_to_array(terms, ' '), payload,
    decode(previous, 'hex'), decode(hash, 'hex')
  FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[])
    AS made (id, seq, at, settled, actor, action, outcome, target, request, correlation, ip, terms, payload, previous, hash)`;

async function insert(client: Client, chain: string, rows: MadeUpRow[]): Promise<void> {
  const column = <Name extends keyof MadeUpRow>(name: Name) => rows.map((row) => row[name]);
  await client.query(INSERT, [
    chain,
    column("id"),
    column("sequence"),
    column("occurredAt"),
    column("settledAt"),
    column("actorId"),
    column("action"),
    column("outcome"),
    column("targetId"),
    column("requestId"),
    column("correlationId"),
    column("ip"),
    rows.map(({ terms }) => terms.join(" ")),
    column("payload"),
    column("previousHash"),
    column("hash"),
  ]);
}

/** The indexes that no constraint needs: making them after many rows is faster than updating them with each. */
async function withoutIndexes(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes
    WHERE tablename = 'AuditEvent' AND indexdef NOT LIKE 'CREATE UNIQUE%'`);
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}

async function insertUpTo(client: Client, made: MadeUpChain, size: number): Promise<void> {
  const words = new Set<string>();
  let last: MadeUpRow | undefined;
  for (let done = 0; done < size; ) {
    const rows = Array.from({ length: Math.min(BATCH, size - done) }, () => made.next());
    await insert(client, made.workspaceId, rows);
    for (const { terms } of rows) for (const word of wordsAmong(terms)) words.add(word);
    done += rows.length;
    last = rows.at(-1);
  }
  if (!last) return;
  await client.query(`INSERT INTO "AuditChain" VALUES ($1, $2, decode($3, 'hex'))`, [
    made.workspaceId,
    last.sequence,
    last.hash,
  ]);
  await client.query(`INSERT INTO "AuditWord" SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`, [
    made.workspaceId,
    [...words],
  ]);
}

/** Fills a new chain up to a size, past the triggers (they are what `appends` measures), in seconds instead of hours. */
export async function fillChain(client: Client, made: MadeUpChain, size: number): Promise<void> {
  const tables = ["AuditEvent", "AuditChain"];
  for (const table of tables) await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  await withoutIndexes(client, () => insertUpTo(client, made, size));
  for (const table of tables) await client.query(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
  await client.query("VACUUM ANALYZE");
  // The new rows are written to the disk now, not while the first searches are measured.
  await client.query("CHECKPOINT");
}
