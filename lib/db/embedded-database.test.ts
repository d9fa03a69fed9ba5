import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedDatabase, openEmbeddedDatabase } from "./embedded-database";

let folder: string;
let embedded: EmbeddedDatabase;
let clients: Client[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sb-"));
  embedded = await openEmbeddedDatabase(folder, "memory");
  clients = Array.from({ length: 6 }, () => new Client({ connectionString: embedded.url }));
  for (const client of clients) await client.connect();
  await clients[0]?.query("CREATE TABLE thing (id int PRIMARY KEY, owner text NOT NULL)");
});

afterAll(async () => {
  for (const client of clients) await client.end();
  await embedded.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes and reads with values, as the portal's queries do; also BEGIN and COMMIT come as prepared statements. */
async function work(client: Client, owner: string, id: number): Promise<string[]> {
  const run = (text: string, values: unknown[] = []) => client.query({ text, values });
  await run("BEGIN");
  await run("INSERT INTO thing VALUES ($1, $2)", [id, owner]);
  await run("COMMIT");
  const changed = await run("UPDATE thing SET owner = owner WHERE id = $1 RETURNING owner", [id]);
  const read = await run("SELECT owner FROM thing WHERE id = $1", [id]);
  return [changed.rows[0]?.owner, read.rows[0]?.owner];
}

it("clients that work at once never get each other's values or rows", async () => {
  const answers = await Promise.all(
    clients.map(async (client, number) => {
      const owners: string[] = [];
      for (let round = 0; round < 10; round++) {
        owners.push(...(await work(client, `client ${number}`, number * 100 + round)));
      }
      return owners;
    }),
  );
  for (const [number, owners] of answers.entries()) {
    expect(new Set(owners)).toEqual(new Set([`client ${number}`]));
  }
  const rows = await clients[0]?.query("SELECT count(*)::int AS n FROM thing");
  expect(rows?.rows[0].n).toBe(60);
});

it("a statement that fails for one client leaves the others' work alone", async () => {
  const [good, bad] = clients;
  const failAgainAndAgain = async () => {
    let failures = 0;
    for (let round = 0; round < 20; round++) {
      await bad?.query({ text: "SELECT 1 / $1::int", values: [0] }).catch(() => failures++);
    }
    return failures;
  };
  const failing = failAgainAndAgain();
  for (let id = 9000; id < 9020; id++) {
    await good?.query({ text: "INSERT INTO thing VALUES ($1, $2)", values: [id, "good"] });
  }
  expect(await failing).toBe(20);
  const rows = await good?.query("SELECT count(*)::int AS n FROM thing WHERE owner = 'good'");
  expect(rows?.rows[0].n).toBe(20);
});

it("a client that leaves in the middle of a transaction loses it, and holds nobody up", async () => {
  const leaving = new Client({ connectionString: embedded.url });
  await leaving.connect();
  await leaving.query({ text: "BEGIN", values: [] });
  await leaving.query({ text: "INSERT INTO thing VALUES ($1, $2)", values: [77_777, "gone"] });
  await leaving.end();
  const rows = await clients[1]?.query({ text: "SELECT 1 FROM thing WHERE id = $1", values: [77_777] });
  expect(rows?.rows).toEqual([]);
});
