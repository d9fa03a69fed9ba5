import { createServer, type Server, type Socket } from "node:net";
import type { TestProject } from "vitest/node";
import { NO_LIMITS, type Portal, startPortal, temporaryDataDir } from "./start-portal";

declare module "vitest" {
  export interface ProvidedContext {
    /** The local port at which the keeper of the shared portals lends them. */
    portalKeeper: number;
    /** The local port that says when the pages are built; undefined where nothing builds them ahead of the tests. */
    builtPages: number | undefined;
  }
}

/** The keeper's answer about a portal that it lends, in one line of JSON; or why there is none. */
export type LentPortal = { url: string; controlUrl: string; dataDir: string } | { error: string };

/** An upstream that hangs is given up soon: a test waits for that. Identity providers of tests are on this machine. */
const SETTINGS = {
  ...NO_LIMITS,
  UPSTREAM_TIMEOUT_MS: "5000",
  PORTAL_PROVIDER_PRIVATE_HOSTS: "127.0.0.1",
};

/** A portal on a data folder that goes with it. */
async function startOne(): Promise<Portal> {
  const folder = await temporaryDataDir();
  const portal = await startPortal(folder.path, SETTINGS);
  const stop = async () => {
    const ended = await portal.stop();
    await folder.remove();
    return ended;
  };
  return { ...portal, stop };
}

/** The portals that are kept. A borrower has one alone until the borrower returns it. */
class PortalKeeper {
  private readonly free: Portal[] = [];
  private readonly started = new Set<Promise<Portal>>();
  private readonly waiting: (() => void)[] = [];

  /** @param most how many portals are started at most; further borrowers wait for one that is returned */
  constructor(private readonly most: number) {}

  /** @throws Error when a portal is started for this and fails; the next borrower starts another */
  async lend(): Promise<Portal> {
    for (;;) {
      const free = this.free.pop();
      if (free) return free;
      if (this.started.size < this.most) return await this.start();
      await new Promise<void>((settle) => this.waiting.push(settle));
    }
  }

  takeBack(portal: Portal): void {
    this.free.push(portal);
    this.waiting.shift()?.();
  }

  private async start(): Promise<Portal> {
    const starting = startOne();
    this.started.add(starting);
    try {
      return await starting;
    } catch (error) {
      this.started.delete(starting);
      this.waiting.shift()?.();
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const starting of this.started) await (await starting.catch(() => null))?.stop();
  }
}

/** Lends a portal for as long as the connection is open, so that it comes back however a worker ends. */
async function lendOver(connection: Socket, keeper: PortalKeeper): Promise<void> {
  const closed = new Promise<void>((settle) =>
    connection.on("error", () => {}).once("close", () => settle()),
  );
  const reply = (lent: LentPortal) => connection.write(`${JSON.stringify(lent)}\n`);
  try {
    const portal = await keeper.lend();
    reply({ url: portal.url, controlUrl: portal.controlUrl, dataDir: portal.dataDir });
    await closed;
    keeper.takeBack(portal);
  } catch (error) {
    reply({ error: String(error) });
  }
}

/** Listens on any local port. */
async function listen(answer: (connection: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer(answer);
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the keeper has no port");
  return { server, port: address.port };
}

/**
 * Keeps the portals that browser test files share. Each running file has one alone, so that files
 * don't meet each other's faults. (Vitest's number of a worker can't distinguish them: after another group of tests two
 * workers had the same.) The first is started at once, since that builds the pages: meanwhile other groups of tests run.
 * Two starts at once can't build, so whoever starts a portal awaits it (`await-built-pages.ts`). Any other is started when it
 * is needed. All are stopped after the last file. Vitest runs this once, around all files.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keeper = new PortalKeeper(Number(project.config.maxWorkers));
  const first = keeper.lend().then(
    (portal) => {
      keeper.takeBack(portal);
      return "";
    },
    (error: unknown) => String(error),
  );
  const lending = await listen((connection) => void lendOver(connection, keeper));
  const building = await listen((connection) => {
    connection.on("error", () => {});
    void first.then((failure) => connection.end(failure));
  });
  project.provide("portalKeeper", lending.port);
  // Projects that borrow no portal start some of their own.
  project.vitest.provide("builtPages", building.port);
  return async () => {
    lending.server.close();
    building.server.close();
    await first;
    await keeper.stop();
  };
}
