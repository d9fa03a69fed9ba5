import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { addPerson, MAYA, TOM } from "./add-person";
import { openBrowser, openContext, takeSession } from "./browser";
import type { HttpClient } from "./http-client";
import { askSandbox } from "./sandbox-control";
import { type Portal, startPortal, temporaryDataDir } from "./start-portal";

export const WORKSPACE = "harbour-dental";
export const CALL_FLOWS = `/${WORKSPACE}/call-flows`;

/** A portal with the demo's clinic, where Maya has a browser and Tom comes in by scripts. */
export interface EditorScene {
  portal: Portal;
  browser: Browser;
  maya: HttpClient;
  tom: HttpClient;
  /** Maya's. */
  page: Page;
  /** Gives the path of the page of a call flow of the demo. */
  pathOf: (name: string) => Promise<string>;
  /** A page in a browser of its own, signed in as somebody. */
  openPage: (client: HttpClient, options?: BrowserContextOptions) => Promise<Page>;
  close: () => Promise<void>;
}

/**
 * Gives the path of the page of a call flow of the demo.
 * @throws Error when this person sees none of that name
 */
export async function findCallFlow(client: HttpClient, name: string): Promise<string> {
  for (const list of [CALL_FLOWS, "/northwind-home-services/call-flows"]) {
    const { json } = await client.call<{ items: { id: string; name: string }[] }>(
      "GET",
      `/api/workspaces${list}?limit=200`,
    );
    const found = json.items.find((item) => item.name === name);
    if (found) return `${list}/${found.id}`;
  }
  throw new Error(`there is no call flow "${name}"`);
}

export async function openEditorScene(): Promise<EditorScene> {
  const folder = await temporaryDataDir();
  const limits = { SANDBOX_REQUESTS_PER_MINUTE: "0", UPSTREAM_REQUESTS_PER_MINUTE: "1000" };
  const [portal, browser] = await Promise.all([startPortal(folder.path, limits), openBrowser()]);
  const owner = await portal.signedIn();
  const roles = { [WORKSPACE]: "editor", "northwind-home-services": "editor" };
  const maya = await addPerson(owner, MAYA, roles);
  const tom = await addPerson(owner, TOM, roles);
  const openPage = async (client: HttpClient, options: BrowserContextOptions = {}) => {
    const context = await openContext(browser, portal.url, options);
    await takeSession(context, client);
    return await context.newPage();
  };
  return {
    portal,
    browser,
    maya,
    tom,
    page: await openPage(maya),
    pathOf: (name) => findCallFlow(maya, name),
    openPage,
    close: async () => {
      await browser.close();
      await portal.stop();
      await folder.remove();
    },
  };
}

/** The id at the end of a page's or an API's path. */
export const idIn = (path: string): string => path.split("/").at(-1) ?? "";

/** A call flow as the sandbox stores it, secrets and all. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads fields of stored flows whose shape is what it checks.
export async function storedFlow(portal: Portal, id: string): Promise<any> {
  const state = await askSandbox<{ callFlows: { _id: string }[] }>(portal.controlUrl, "GET", "/state");
  return state.callFlows.find(({ _id }) => _id === id);
}

/**
 * Changes a flow as a script, on the state that is there now.
 * @param path of the flow's page
 * @throws Error when the portal refuses it
 */
export async function changeFlow(
  client: HttpClient,
  path: string,
  body: Record<string, unknown>,
): Promise<void> {
  const api = `/api/workspaces${path}`;
  const { headers } = await client.call("GET", api);
  const sent = { "if-match": headers.etag, "idempotency-key": randomUUID() };
  const answer = await client.call("PATCH", api, { body, headers: sent });
  if (answer.status !== 200) throw new Error(`changing ${path}: ${answer.status} ${answer.text}`);
}
