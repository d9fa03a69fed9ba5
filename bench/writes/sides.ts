import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { hash } from "@node-rs/argon2";
import { Client } from "pg";
import { HttpClient } from "@/tests/support/http-client";
import { OWNER, startPortal, temporaryDataDir } from "@/tests/support/start-portal";
import type { Lane } from "../harness/load";
import type { PostgresServer } from "../harness/postgres-server";
import { serveSecondApp } from "../harness/second-app";
import { setApart } from "../harness/set-apart";
import type { BenchUpstream } from "./upstream";

/** One of the two portals that are compared. */
export interface Side {
  name: string;
  origin: string;
  /** The process that answers. */
  pid: number;
  /** The name of its database. */
  database: string;
  /** The headers of a signed-in person. */
  headers: Record<string, string>;
  /** The path of its workspace in the API. */
  api: string;
  /** What that process writes to its standard error. */
  stderr: Readable;
  /** A lane that changes one field of a flow, again and again. */
  writes: (flow: string) => Promise<Lane>;
  stop: () => Promise<void>;
}

/** Our side: the portal itself. */
export interface OurSide extends Side {
  /** The path of its workspace's pages. */
  pages: string;
  /** One of its flows. */
  flow: string;
}

/** What both sides use. */
export interface Surroundings {
  server: PostgresServer;
  upstream: BenchUpstream;
  /** Whether a profile shall be able to name their functions. */
  readable: boolean;
}

/** The debugger's port, which a profile opens, must not be one that another process has. */
const ANY_INSPECTOR = { NODE_OPTIONS: "--inspect-port=0" };

const TABLES = fileURLToPath(new URL("../usual-portal/prisma/tables.sql", import.meta.url));

async function emptyDatabase(server: PostgresServer, name: string): Promise<string> {
  const client = new Client({ connectionString: server.url("postgres") });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return server.url(name);
}

/** @throws Error with the answer, unless its status is 200 */
export function mustBeOk(status: number, text: string): void {
  if (status !== 200) throw new Error(`answered ${status}: ${text.slice(0, 500)}`);
}

/** The headers that a browser's script sends with a change. */
function signedInHeaders(client: HttpClient): Record<string, string> {
  return { cookie: client.cookieHeader, origin: client.base, "content-type": "application/json" };
}

/** Starts our portal as a user does who has a PostgreSQL server, with one workspace. */
export async function startOurs({ server, upstream, readable }: Surroundings): Promise<OurSide> {
  const database = "switchboard_bench_ours";
  const folder = await temporaryDataDir();
  const variables = {
    DATABASE_URL: await emptyDatabase(server, database),
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `bench:${randomBytes(32).toString("base64")}`,
    PORTAL_DEMO: "0",
    PORTAL_UPSTREAMS: `bench=${upstream.url}`,
    UPSTREAM_REQUESTS_PER_MINUTE: "100000",
    ...ANY_INSPECTOR,
  };
  const sources = readable ? await setApart("", true) : undefined;
  const portal = await startPortal(folder.path, variables, { folder: sources });
  const { stderr } = portal.child;
  if (!stderr) throw new Error("the start script's error output isn't read");
  const client = await portal.signedIn();
  const added = await client.call<{ slug: string }>("POST", "/api/workspaces", {
    body: {
      ...{ name: "Bench", upstream: "bench" },
      ...{ upstreamWorkspaceId: upstream.workspaceId, apiKey: upstream.key },
    },
  });
  if (added.status !== 201) throw new Error(`adding the workspace: ${added.status} ${added.text}`);
  const api = `/api/workspaces/${added.json.slug}`;
  const headers = signedInHeaders(client);
  const writes = async (flow: string): Promise<Lane> => {
    const path = `${api}/call-flows/${flow}`;
    const seen = await client.call("GET", path);
    mustBeOk(seen.status, seen.text);
    let etag = String(seen.headers.etag);
    return {
      next: () => ({
        method: "PATCH",
        path,
        headers: { ...headers, "if-match": etag, "idempotency-key": randomUUID() },
        body: JSON.stringify({ description: `Answers the main line (${randomUUID()})` }),
      }),
      answered: (status, received, text) => {
        mustBeOk(status, text);
        etag = String(received.etag);
      },
    };
  };
  return {
    ...{
      name: "Switchboard",
      origin: client.base,
      pid: await portal.pidOf("web server"),
      database,
      headers,
      api,
    },
    ...{ writes, stderr, pages: `/${added.json.slug}`, flow: upstream.flows[0] ?? "" },
    stop: async () => {
      await portal.stop();
      await folder.remove();
    },
  };
}

/** Makes the usual portal's tables, and its one person. */
async function fillUsual(url: string, workspaceId: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(await readFile(TABLES, "utf8"));
  const id = randomUUID();
  const values = [id, OWNER.email, "Owner", await hash(OWNER.password)];
  await client.query(
    `INSERT INTO "User" ("id", "email", "name", "passwordHash") VALUES ($1, $2, $3, $4)`,
    values,
  );
  await client.query(`INSERT INTO "Membership" ("userId", "workspaceId", "role") VALUES ($1, $2, 'admin')`, [
    id,
    workspaceId,
  ]);
  await client.end();
}

/** Starts the usual way of building such a portal, beside ours: same framework, database server and upstream. */
export async function startUsual({ server, upstream, readable }: Surroundings): Promise<Side> {
  const database = "switchboard_bench_usual";
  const databaseUrl = await emptyDatabase(server, database);
  await fillUsual(databaseUrl, upstream.workspaceId);
  const secret = randomBytes(32).toString("hex");
  const variables = (url: string) => ({
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secret,
    UPSTREAM_URL: upstream.url,
    UPSTREAM_API_KEY: upstream.key,
    UPSTREAM_WORKSPACE_ID: upstream.workspaceId,
    ...ANY_INSPECTOR,
  });
  const app = await serveSecondApp("usual-portal", { variables, readable });
  const client = await new HttpClient(app.url).signIn(OWNER.email, OWNER.password);
  const api = `/api/workspaces/${upstream.workspaceId}`;
  const headers = signedInHeaders(client);
  const writes = async (flow: string): Promise<Lane> => ({
    next: () => ({
      method: "PATCH",
      path: `${api}/call-flows/${flow}`,
      headers,
      body: JSON.stringify({ description: `Answers the main line (${randomUUID()})` }),
    }),
    answered: (status, _headers, text) => mustBeOk(status, text),
  });
  return {
    ...{ name: "The usual way", origin: app.url, pid: app.pid, stderr: app.stderr },
    ...{ database, headers, api, writes },
    stop: async () => app.stop(),
  };
}
