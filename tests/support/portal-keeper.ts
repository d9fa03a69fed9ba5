import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { NO_LIMITS, type Portal, startPortal, temporaryDataDir } from "./start-portal";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the keeper of the shared portal answers. */
    portalKeeper: string;
  }
}

/** What the keeper tells of its portal. */
export interface KeptPortal {
  url: string;
  controlUrl: string;
  dataDir: string;
}

/** An upstream that hangs is given up soon: a test waits for that. */
const SETTINGS = { ...NO_LIMITS, UPSTREAM_TIMEOUT_MS: "5000" };

/**
 * Keeps the portal that test files of the browser share: it is started when the first of them asks for it, so that
 * a run of other tests doesn't wait, and is stopped after the last. Vitest runs this once, around all test files.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryDataDir();
  let starting: Promise<Portal> | null = null;
  const keeper = createServer((_, response) => {
    starting ??= startPortal(folder.path, SETTINGS);
    starting.then(
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
    await (await starting?.catch(() => null))?.stop();
    await folder.remove();
  };
}
