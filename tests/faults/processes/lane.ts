import { randomBytes } from "node:crypto";
import { HttpClient } from "@/tests/support/http-client";
import { temporaryDataDir } from "@/tests/support/start-portal";
import { orNull, until } from "../poll";
import { installedPostgres, type PostgresServer, startPostgres } from "./postgres-server";
import { type Relay, startRelay } from "./relay";
import { type Replica, replica } from "./replica";
import { startRoundRobin } from "./round-robin";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process";

export const LANE_NAMES = ["embedded", "postgres", "replicas"] as const;
/** A way to host the portal: the embedded database, a server with one replica, a server with two. */
export type LaneName = (typeof LANE_NAMES)[number];

/** How long the portal waits for the upstream: short, so that a lost answer costs a round little. */
export const UPSTREAM_TIMEOUT_MS = 1_000;

/** One portal with everything around it. Lanes share nothing, so that their rounds run side by side. */
export interface Lane {
  name: LaneName;
  /** Where clients find the portal, whichever replica answers. */
  url: string;
  sandbox: SandboxProcess;
  replicas: Replica[];
  /** Null where the database is embedded. */
  database: { server: PostgresServer; relays: Relay[] } | null;
  /** Waits until a request that needs the database is answered; null when it isn't in time. */
  whenReady(withinMs: number): Promise<number | null>;
  close(): Promise<void>;
}

/** Whether a lane can be had on this machine: two of them need a PostgreSQL server. */
export function canHave(name: LaneName): boolean {
  return name === "embedded" || installedPostgres() !== null;
}

function commonSettings(sandbox: SandboxProcess): Record<string, string> {
  return {
    PORTAL_DEMO: "0",
    PORTAL_UPSTREAMS: `sandbox=${sandbox.url}`,
    UPSTREAM_TIMEOUT_MS: String(UPSTREAM_TIMEOUT_MS),
    UPSTREAM_REQUESTS_PER_MINUTE: "100000",
  };
}

async function openDatabase(replicas: number): Promise<{ server: PostgresServer; relays: Relay[] }> {
  const bin = installedPostgres();
  if (!bin) throw new Error("no PostgreSQL server is installed here");
  const server = await startPostgres(bin);
  const relays = await Promise.all(Array.from({ length: replicas }, () => startRelay(server.socket)));
  return { server, relays };
}

/** Starts a lane: sandbox, database, and the replicas one after the other, since the first one prepares the database. */
export async function openLane(name: LaneName): Promise<Lane> {
  const sandbox = await startSandboxProcess();
  const count = name === "replicas" ? 2 : 1;
  const database = name === "embedded" ? null : await openDatabase(count);
  const secrets = {
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `faults:${randomBytes(32).toString("base64")}`,
  };
  const front = await startRoundRobin();
  const folders = await Promise.all(Array.from({ length: count }, temporaryDataDir));
  const replicas: Replica[] = [];
  const changed = () => front.setTargets(replicas.flatMap((one) => one.port() ?? []));
  for (const [index, folder] of folders.entries()) {
    const port = database?.relays[index]?.port;
    const stored = port ? { ...secrets, DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/portal` } : {};
    replicas.push(replica(folder.path, { ...commonSettings(sandbox), ...stored }, changed));
  }
  const lane: Lane = {
    name,
    url: front.url,
    sandbox,
    replicas,
    database,
    whenReady: (withinMs) =>
      until(
        async () => {
          const answer = await orNull(new HttpClient(front.url).call("GET", "/api/health/ready"), 1_500);
          return answer?.status === 200;
        },
        { withinMs, everyMs: 50 },
      ),
    close: async () => {
      for (const one of replicas) {
        await one.thaw();
        await one.kill();
      }
      front.close();
      for (const relay of database?.relays ?? []) await relay.close();
      await database?.server.remove();
      await sandbox.stop();
      for (const folder of folders) await folder.remove();
    },
  };
  try {
    for (const one of replicas) await one.start();
  } catch (error) {
    await lane.close();
    throw error;
  }
  return lane;
}
