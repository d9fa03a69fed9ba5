import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { addPerson, MAYA, type Person, TOM, withOwnAddress } from "./add-person";
import { closeContexts, openContext, sharedBrowser, takeSession } from "./browser";
import type { HttpClient } from "./http-client";
import { askSandbox } from "./sandbox-control";
import { type OwnWorkspaces, ownWorkspaces, type SharedPortal, sharedPortal } from "./shared-portal";

/** The demo's two workspaces as a test file has them for itself, with two people who see nothing else. */
export interface EditorScene {
  portal: SharedPortal;
  browser: Browser;
  /** The workspaces' slugs: the clinic, where most happens, and the home services. */
  slugs: OwnWorkspaces;
  /** The path of the clinic's list of call flows. */
  callFlows: string;
  maya: HttpClient;
  tom: HttpClient;
  /** Their addresses and passwords, for signing in by the form. */
  people: { maya: Person; tom: Person };
  /** Maya's. */
  page: Page;
  /** Returns the path of the page of a call flow of the demo. */
  pathOf: (name: string) => Promise<string>;
  /** A page in a browser of its own, signed in as somebody. */
  openPage: (client: HttpClient, options?: BrowserContextOptions) => Promise<Page>;
  close: () => Promise<void>;
}

/**
 * Returns the path of the page of a call flow of the demo.
 * @param slugs the workspaces to search
 * @throws Error when this person sees none of that name
 */
export async function findCallFlow(
  client: HttpClient,
  name: string,
  slugs: readonly string[] = ["harbour-dental", "northwind-home-services"],
): Promise<string> {
  for (const slug of slugs) {
    const list = `/${slug}/call-flows`;
    const { json } = await client.call<{ items: { id: string; name: string }[] }>(
      "GET",
      `/api/workspaces${list}?limit=200`,
    );
    const found = json.items.find((item) => item.name === name);
    if (found) return `${list}/${found.id}`;
  }
  throw new Error(`there is no call flow "${name}"`);
}

/**
 * Sets the scene for the tests of a file.
 * @param mayasRole in the clinic; everybody else is an editor everywhere
 */
export async function openEditorScene(
  mayasRole: "editor" | "viewer" | "auditor" = "editor",
): Promise<EditorScene> {
  const [portal, browser] = await Promise.all([sharedPortal(), sharedBrowser()]);
  const owner = await portal.signedIn();
  const slugs = await ownWorkspaces(portal, owner);
  const people = { maya: withOwnAddress(MAYA), tom: withOwnAddress(TOM) };
  const maya = await addPerson(owner, people.maya, { [slugs.dental]: mayasRole, [slugs.home]: "editor" });
  const tom = await addPerson(owner, people.tom, { [slugs.dental]: "editor", [slugs.home]: "editor" });
  const openPage = async (client: HttpClient, options: BrowserContextOptions = {}) => {
    const context = await openContext(browser, portal.url, options);
    await takeSession(context, client);
    return await context.newPage();
  };
  return {
    portal,
    browser,
    slugs,
    callFlows: `/${slugs.dental}/call-flows`,
    maya,
    tom,
    people,
    page: await openPage(maya),
    pathOf: (name) => findCallFlow(maya, name, [slugs.dental, slugs.home]),
    openPage,
    close: async () => {
      await closeContexts(browser);
      await askSandbox(portal.controlUrl, "DELETE", "/faults");
    },
  };
}

/** The id at the end of a page's or an API's path. */
export const idIn = (path: string): string => path.split("/").at(-1) ?? "";

/** A call flow as the sandbox stores it, secrets and all. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads fields of stored flows whose shape is what it checks.
export async function storedFlow(portal: Pick<SharedPortal, "controlUrl">, id: string): Promise<any> {
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
