import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext } from "playwright-core";
import { openBrowser, takeSession } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import { type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";
import { type FirstLoad, measureFirstLoad } from "../harness/first-load";
import { serveSecondApp } from "../harness/second-app";
import { measureInteractions } from "./interactions";
import { AIMING_MS, measureNavigation, SLOWDOWN } from "./navigation";
import { report } from "./report";

/**
 * Measures the cost of the flow editors in a browser. It counts the scripts of each first load, beside an empty page of
 * the same framework, and times the ways between list and flow, typing in a very long prompt, and working on a large graph.
 * Writes bench/results/editor.md. Run it with `npm run bench:editor`, on a machine that does nothing else.
 */
const RESULTS = fileURLToPath(new URL("../results/editor.md", import.meta.url));
const WORKSPACE = "harbour-dental";

/** The pages whose first load is measured, by their names in the report. */
async function pages(client: HttpClient): Promise<Map<string, string>> {
  const { json } = await client.call("GET", `/api/workspaces/${WORKSPACE}/call-flows`);
  const [flow] = (json as { items: { id: string }[] }).items;
  if (!flow) throw new Error("the demo workspace has no flow");
  return new Map([
    ["Sign-in page", "/sign-in"],
    ["List of call flows", `/${WORKSPACE}/call-flows`],
    ["Editor of a call flow", `/${WORKSPACE}/call-flows/${flow.id}`],
    ["New call flow", `/${WORKSPACE}/call-flows/new`],
  ]);
}

async function firstLoads(
  browser: Browser,
  portal: Portal,
  client: HttpClient,
): Promise<Map<string, FirstLoad>> {
  const loads = new Map<string, FirstLoad>();
  const empty = await serveSecondApp("empty-page");
  loads.set("An empty page of the same framework", await measureFirstLoad(browser, `${empty.url}/`));
  empty.stop();
  const signIn = (context: BrowserContext) => takeSession(context, client);
  for (const [name, path] of await pages(client)) {
    const visitor = path === "/sign-in" ? async () => undefined : signIn;
    loads.set(name, await measureFirstLoad(browser, `${portal.url}${path}`, visitor));
  }
  return loads;
}

const folder = await temporaryDataDir();
const limits = { SANDBOX_REQUESTS_PER_MINUTE: "0", UPSTREAM_REQUESTS_PER_MINUTE: "1000" };
const [portal, browser] = await Promise.all([startPortal(folder.path, limits), openBrowser()]);
try {
  const client = await portal.signedIn();
  const loads = await firstLoads(browser, portal, client);
  const ways = await measureNavigation(browser, portal, client, WORKSPACE);
  const interactions = await measureInteractions(browser, portal, client, WORKSPACE);
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, Chromium ${browser.version()}`;
  await mkdir(dirname(RESULTS), { recursive: true });
  await writeFile(
    RESULTS,
    report({ machine, loads, interactions, navigation: { slowdown: SLOWDOWN, aimingMs: AIMING_MS, ways } }),
  );
} finally {
  await browser.close();
  await portal.stop();
  await folder.remove();
}
