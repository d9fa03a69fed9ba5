import type { Browser, BrowserContext, CDPSession } from "playwright-core";

/** The scripts that a page loads before anybody touches it. Sizes in bytes. */
export interface FirstLoad {
  scripts: number;
  /** As sent, compressed. */
  transferred: number;
  /** As run. */
  decoded: number;
  /** What was transferred for each script, by its address. */
  each: ReadonlyMap<string, number>;
}

const FURTHER_MS = 1_000;

/** Adds up every script that arrives. */
function countScripts(client: CDPSession): FirstLoad {
  const each = new Map<string, number>();
  const load: FirstLoad = { scripts: 0, transferred: 0, decoded: 0, each };
  const scripts = new Map<string, string>();
  client.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") scripts.set(requestId, response.url);
  });
  client.on("Network.dataReceived", ({ requestId, dataLength }) => {
    if (scripts.has(requestId)) load.decoded += dataLength;
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const url = scripts.get(requestId);
    if (url === undefined) return;
    load.scripts += 1;
    load.transferred += encodedDataLength;
    each.set(url, encodedDataLength);
  });
  return load;
}

/**
 * Opens a page as on a first visit (nothing cached) and counts its scripts until the network has been still for one and
 * a half seconds. The page is not scrolled or touched.
 */
export async function measureFirstLoad(
  browser: Browser,
  url: string,
  signIn: (context: BrowserContext) => Promise<void> = async () => undefined,
): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await signIn(context);
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send("Network.enable");
    await client.send("Network.setCacheDisabled", { cacheDisabled: true });
    const load = countScripts(client);
    await page.goto(url, { waitUntil: "networkidle" });
    // On a busy machine a page may pause for so long before it asks for more.
    await page.waitForTimeout(FURTHER_MS);
    return load;
  } finally {
    await context.close();
  }
}
