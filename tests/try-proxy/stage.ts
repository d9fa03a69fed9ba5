import { randomBytes } from "node:crypto";
import { HttpClient } from "@/tests/support/http-client";
import { makeAuthority } from "@/tests/support/https-receiver";
import { type Pooler, startPooler } from "@/tests/support/pooler";
import { type PostgresServer, startPostgres } from "@/tests/support/postgres-server";
import { freePort, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";
import { openTestSandbox, type TestSandbox } from "@/tests/support/test-sandbox";
import { type Nginx, startNginx } from "./nginx";

const NAME = "portal.example.com";

/** One of the portal's processes, by its own port. */
export interface Replica {
  port: number;
  portal: Portal;
  /** The requests that it has logged so far. */
  answered: () => number;
}

/** A portal as companies host it: PostgreSQL, PgBouncer, two replicas, nginx with TLS. */
export interface Stage {
  url: string;
  sandbox: TestSandbox;
  server: PostgresServer;
  replicas: Replica[];
  /** A client of the public address, which connects from an address of this machine. */
  visitor: (from: string) => HttpClient;
  close: () => Promise<void>;
}

/** Ends what was opened, the last thing first. */
class Closer {
  readonly #steps: (() => Promise<unknown>)[] = [];
  add<T>(thing: T, close: (thing: T) => Promise<unknown>): T {
    this.#steps.unshift(() => close(thing));
    return thing;
  }
  async close(): Promise<void> {
    for (const step of this.#steps) await step();
  }
}

async function openStage(closer: Closer): Promise<Omit<Stage, "close">> {
  const sandbox = closer.add(await openTestSandbox({}), (one) => one.close());
  const server = closer.add<PostgresServer>(await startPostgres(), (one) => one.close());
  const socketFolder = new URL(server.url).searchParams.get("host") ?? "";
  const pooler = closer.add<Pooler>(await startPooler(socketFolder), (one) => one.close());
  const authority = closer.add(await makeAuthority([NAME]), (one) => one.remove());
  const port = await freePort();
  const url = `https://${NAME}:${port}`;
  const shared = {
    PORTAL_URL: url,
    PORTAL_TRUSTED_PROXIES: "127.0.0.1",
    PORTAL_UPSTREAMS: `sandbox=${sandbox.url}`,
    UPSTREAM_REQUESTS_PER_MINUTE: "100000",
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `k1:${randomBytes(32).toString("base64")}`,
    DATABASE_URL: `${pooler.url}&schema=switchboard&pgbouncer=true&application_name=switchboard`,
  };
  const replicas: Replica[] = [];
  for (let number = 0; number < 2; number++) replicas.push(await openReplica(closer, shared));
  const ports = replicas.map((replica) => replica.port);
  closer.add<Nginx>(await startNginx(authority, { port, name: NAME }, ports), (one) => one.stop());
  const way = {
    ca: authority.cert,
    lookup: ((_name, options, callback) => {
      if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
      else callback(null, "127.0.0.1", 4);
    }) satisfies NonNullable<HttpClient["way"]["lookup"]>,
  };
  const visitor = (from: string) => new HttpClient(url, { ...way, localAddress: from });
  return { url, sandbox, server, replicas, visitor };
}

async function openReplica(closer: Closer, shared: Record<string, string>): Promise<Replica> {
  const folder = closer.add(await temporaryDataDir(), (one) => one.remove());
  const port = await freePort();
  const portal = closer.add(await startPortal(folder.path, { ...shared, PORT: String(port) }), (one) =>
    one.stop(),
  );
  return { port, portal, answered: () => portal.stdout().match(/"requestId":.*"status":\d/g)?.length ?? 0 };
}

/** Opens all of it; what was opened is closed again where a part fails. */
export async function openProxyStage(): Promise<Stage> {
  const closer = new Closer();
  try {
    return { ...(await openStage(closer)), close: () => closer.close() };
  } catch (error) {
    await closer.close();
    throw error;
  }
}
