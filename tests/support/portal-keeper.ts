import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { NO_LIMITS, type Portal, startPortal, temporaryDataDir } from "./start-portal";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the keeper of the shared portals answers. */
    portalKeeper: string;
  }
}

/** What the keeper tells of a portal. */
export interface KeptPortal {
  url: string;
  controlUrl: string;
  dataDir: string;
}

/** An upstream that hangs is given up soon: a test waits for that. */
const SETTINGS = { ...NO_LIMITS, UPSTREAM_TIMEOUT_MS: "5000" };

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

/**
 * Keeps the portals that test files of the browser share: one for each worker, so that files that run at the same time
 * don't meet each other's faults. It starts the first at once, since that builds the pages, which two starts at once
 * can't; any other when it is asked for. All are stopped after the last file. Vitest runs this once, around all files.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const portals = new Map([["/1", Promise.resolve(await startOne())]]);
  const portalOf = (worker: string) => {
    const portal = portals.get(worker) ?? startOne();
    portals.set(worker, portal);
    return portal;
  };
  const keeper = createServer((request, response) => {
    portalOf(request.url ?? "").then(
      ({ url, controlUrl, dataDir }) =>
        response.end(JSON.stringify({ url, controlUrl, dataDir } satisfies KeptPortal)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((settle) => keeper.listen(0, "127.0.0.1", settle));
  const address = keeper.address();
  if (address === null || typeof address === "string") throw new Error("the keeper has no port");
  project.provide("portalKeeper", `http://127.0.0.1:${address.port}`);
  return async () => {
    keeper.close();
    for (const starting of portals.values()) await (await starting.catch(() => null))?.stop();
  };
}
