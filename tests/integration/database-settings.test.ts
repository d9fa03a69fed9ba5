import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { closeDatabase, database } from "@/lib/db/client";
import { readDatabaseUrl } from "@/lib/db/database-url";
import { migrate } from "@/lib/db/migrate";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { setEnvironment } from "@/lib/env";
import { makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { makeAuthority, type TestAuthority } from "@/tests/support/https-receiver";
import { openPortal, ROOT, type TestPortal } from "@/tests/support/open-portal";
import { hasPooler, type Pooler, startPooler } from "@/tests/support/pooler";
import {
  hasPostgres,
  type PostgresServer,
  postgresUser,
  startPostgres,
} from "@/tests/support/postgres-server";
import { freePort } from "@/tests/support/start-portal";

/** The parameters of DATABASE_URL, on a server and a pooler that know nothing of the tests' own. */
const socketOf = (url: string) => new URL(url).searchParams.get("host") ?? "";

describe.skipIf(!hasPostgres)("TLS to a database", () => {
  let authority: TestAuthority;
  let other: TestAuthority;
  let folder: string;
  let server: PostgresServer;
  let port: number;
  /** A server without TLS. */
  let plain: PostgresServer;
  let plainPort: number;
  const url = (parameters: string, host = "127.0.0.1") =>
    `postgresql://postgres@${host}:${port}/postgres?${parameters}`;
  const usesTls = async (address: string) => {
    const client = new Client(readDatabaseUrl(address).connection);
    await client.connect();
    const { rows } = await client.query<{ ssl: boolean }>(
      "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
    );
    await client.end();
    return rows[0]?.ssl;
  };

  beforeAll(async () => {
    [authority, other] = await Promise.all([makeAuthority(["db.corp.example"]), makeAuthority()]);
    folder = await mkdtemp(join(tmpdir(), "sb-tls-"));
    port = await freePort();
    const user = postgresUser();
    const [certFile, keyFile] = [join(folder, "server.pem"), join(folder, "server.key")];
    await writeFile(certFile, authority.cert);
    await writeFile(keyFile, authority.key, { mode: 0o600 });
    if (user) for (const path of [folder, certFile, keyFile]) await chown(path, user.uid, user.gid);
    server = await startPostgres({
      listen_addresses: "127.0.0.1",
      port: String(port),
      ssl: "on",
      ssl_cert_file: certFile,
      ssl_key_file: keyFile,
    });
    plainPort = await freePort();
    plain = await startPostgres({ listen_addresses: "127.0.0.1", port: String(plainPort) });
  });
  afterAll(async () => {
    await closeDatabase();
    await Promise.all([server.close(), plain.close()]);
    await Promise.all([authority.remove(), other.remove(), rm(folder, { recursive: true })]);
  });

  it.each([
    ["sslmode=disable", false],
    ["sslmode=require", true],
    ["application_name=x", false],
  ])("is used as %s says", async (parameters, tls) => {
    expect(await usesTls(url(parameters))).toBe(tls);
  });

  it.each(["require", "verify-ca", "verify-full"])(
    "of sslmode=%s accepts the server of the named authority",
    async (mode) => {
      expect(await usesTls(url(`sslmode=${mode}&sslrootcert=${authority.file}`))).toBe(true);
    },
  );

  it.each(["require", "verify-ca", "verify-full"])(
    "of sslmode=%s refuses the server of another authority",
    async (mode) => {
      await expect(usesTls(url(`sslmode=${mode}&sslrootcert=${other.file}`))).rejects.toThrow(/certificate/);
    },
  );

  it("of sslmode=verify-full refuses a server of another name, and of verify-ca does not", async () => {
    const own = `sslrootcert=${authority.file}`;
    await expect(usesTls(url(`sslmode=verify-full&${own}`, "localhost"))).rejects.toThrow(/altnames/);
    expect(await usesTls(url(`sslmode=verify-ca&${own}`, "localhost"))).toBe(true);
  });

  it("of sslmode=verify-full without an authority trusts the public ones only", async () => {
    await expect(usesTls(url("sslmode=verify-full"))).rejects.toThrow(/self-signed certificate/);
  });

  it("of sslmode=prefer and allow is used where the server offers it, by both pools", async () => {
    const asked = z.object({ ssl: z.boolean() });
    for (const [mode, address, tls] of [
      ["prefer", url("sslmode=prefer"), true],
      ["allow", url("sslmode=allow"), true],
      ["prefer", `postgresql://postgres@127.0.0.1:${plainPort}/postgres?sslmode=prefer`, false],
    ] as const) {
      await closeDatabase();
      setEnvironment({
        DATABASE_URL: address,
        PORTAL_SECRET: "s".repeat(32),
        PORTAL_KEYRING: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
      });
      for (const pool of [database(), prepared()]) {
        const rows = await queryRows(pool, "the connection", asked)`
          SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
        expect([mode, rows]).toEqual([mode, [{ ssl: tls }]]);
      }
    }
  });
});

it.skipIf(!hasPostgres)(
  "a role whose search path leads elsewhere is told to name the schema, and nothing is made",
  async () => {
    const server = await startPostgres();
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query("CREATE SCHEMA postgres");
    await expect(migrate(server.url, ROOT)).rejects.toThrow("add schema=postgres to the address");
    const { rows } = await client.query("SELECT FROM pg_tables WHERE schemaname IN ('public', 'postgres')");
    expect(rows).toEqual([]);
    await client.end();
    await server.close();
  },
);

describe.skipIf(!hasPostgres || !hasPooler).each([
  ["directly", false],
  ["through a pooler in transaction mode", true],
])("a schema of the portal's own, %s", (_, pooled) => {
  let server: PostgresServer;
  let pooler: Pooler;
  let portal: TestPortal;
  const ask = async (query: string) => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query(query);
    await client.end();
    return rows;
  };

  beforeAll(async () => {
    server = await startPostgres();
    pooler = await startPooler(socketOf(server.url));
    const url = `${pooled ? pooler.url : server.url}&schema=${encodeURIComponent("The Portal")}`;
    portal = await openPortal({ database: { url, close: async () => {} } });
  });
  afterAll(async () => {
    await portal.close();
    await pooler.close();
    await server.close();
  });

  it("has all tables, types and functions, and the usual one has none", async () => {
    const count = `SELECT n.nspname AS schema, count(*)::int AS things FROM (
        SELECT relnamespace AS namespace FROM pg_class UNION ALL SELECT typnamespace FROM pg_type
        UNION ALL SELECT pronamespace FROM pg_proc) t
      JOIN pg_namespace n ON n.oid = t.namespace WHERE n.nspname IN ('public', 'The Portal') GROUP BY 1`;
    const [own, ...others] = await ask(count);
    expect([own?.schema, others]).toEqual(["The Portal", []]);
    expect(own?.things).toBeGreaterThan(100);
  });

  it("works: writes, many at once, their events, and the proof of the log", async () => {
    const workspace = await portal.addWorkspace();
    const flows = await Promise.all(Array.from({ length: 6 }, () => makeCallFlow(portal.owner, workspace)));
    const answers = await Promise.all(
      flows.map((flow, index) => patchFlow(portal.owner, flow, { name: `Renamed ${index}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(flows.map(() => 200));
    const { json } = await portal.owner.get(`${workspace.path}/audit-events/verify`);
    expect(json).toMatchObject({ ok: true, firstBad: null });
    expect(json?.events).toBeGreaterThanOrEqual(12);
  });

  it("is the ready database, and a second start finds nothing to do", async () => {
    expect((await portal.nobody.get("/api/health/ready")).status).toBe(200);
    expect(await migrate(portal.database.url, ROOT)).toEqual([]);
  });

  it("leaves no search path behind for others", async () => {
    const client = new Client({ connectionString: pooler.url });
    await client.connect();
    const { rows } = await client.query("SHOW search_path");
    await client.end();
    expect(rows).toEqual([{ search_path: '"$user", public' }]);
  });
});
