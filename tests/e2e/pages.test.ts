import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withOwnAddress } from "@/tests/support/add-person";
import {
  findBarriers,
  openContext,
  sidewaysOverflow,
  takeSession,
  watchComplaints,
} from "@/tests/support/browser";
import { expectNoBarriers } from "@/tests/support/dresses";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import type { HttpClient } from "@/tests/support/http-client";

/** Every page in every dress: no barriers, nothing to scroll sideways, no complaint of the browser. */
let scene: EditorScene;
let owner: HttpClient;
let workspace: string;
let paths: { invitation: string; callFlow: string; messageFlow: string };

beforeAll(async () => {
  scene = await openEditorScene();
  owner = await scene.portal.signedIn();
  workspace = `/${scene.slugs.dental}`;
  const { json } = await owner.call<{ inviteUrl: string }>("POST", "/api/users", {
    body: withOwnAddress({ name: "Nia Invited", email: "nia@example.com" }),
  });
  paths = {
    invitation: new URL(json.inviteUrl).pathname,
    callFlow: await editFirstFlow(scene.maya, "call-flows"),
    messageFlow: await editFirstFlow(scene.maya, "message-flows"),
  };
});
afterAll(() => scene?.close());

/** Makes an edit, so that there is a difference to show. */
async function editFirstFlow(client: HttpClient, segment: string): Promise<string> {
  const list = await client.call<{ items: { id: string }[] }>(
    "GET",
    `/api/workspaces${workspace}/${segment}?sort=name`,
  );
  const path = `${workspace}/${segment}/${list.json.items[0]?.id}`;
  const { headers } = await client.call("GET", `/api/workspaces${path}`);
  const sent = { "if-match": headers.etag, "idempotency-key": randomUUID(), "x-change-reason": "Season" };
  const body = { description: "For the summer season, until the end of September" };
  const answer = await client.call("PATCH", `/api/workspaces${path}`, { body, headers: sent });
  expect(answer.status).toBe(200);
  return path;
}

const openFirst = (list: string) => async (page: Page) => {
  await page.locator(`${list} summary`).first().click();
};
const openMenu = async (page: Page) => {
  await page
    .getByRole("button", { name: "Open menu" })
    .or(page.getByRole("button", { name: "Switch workspace" }))
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
};

interface Visit {
  name: string;
  path: () => string;
  heading: string | RegExp;
  signedOut?: boolean;
  /** Opens something on the page before it is checked. */
  unfold?: (page: Page) => Promise<void>;
}

const VISITS: Visit[] = [
  { name: "sign-in", path: () => "/sign-in", heading: "Sign in", signedOut: true },
  { name: "invitation", path: () => paths.invitation, heading: /^Welcome/, signedOut: true },
  {
    name: "spent invitation",
    path: () => "/invite/none",
    heading: "This invitation no longer works",
    signedOut: true,
  },
  { name: "workspaces", path: () => "/", heading: "Workspaces" },
  { name: "new workspace", path: () => "/workspaces/new", heading: "Add workspace" },
  { name: "call flows", path: () => `${workspace}/call-flows`, heading: "Call flows" },
  {
    name: "call flows, none found",
    path: () => `${workspace}/call-flows?q=nothing-has-this-name`,
    heading: "Call flows",
  },
  { name: "menu", path: () => `${workspace}/call-flows`, heading: "Call flows", unfold: openMenu },
  { name: "new call flow", path: () => `${workspace}/call-flows/new`, heading: "New call flow" },
  { name: "call flow", path: () => paths.callFlow, heading: /./ },
  {
    name: "call flow's history",
    path: () => `${paths.callFlow}?tab=history`,
    heading: /./,
    unfold: openFirst("[role=tabpanel][data-state=active]"),
  },
  { name: "message flows", path: () => `${workspace}/message-flows`, heading: "Message flows" },
  { name: "new message flow", path: () => `${workspace}/message-flows/new`, heading: "New message flow" },
  { name: "message flow", path: () => paths.messageFlow, heading: /./ },
  { name: "audit log", path: () => `${workspace}/audit`, heading: "Audit log", unfold: openFirst("main") },
  { name: "settings", path: () => `${workspace}/settings`, heading: "Settings" },
  { name: "people", path: () => "/people", heading: "People" },
  { name: "sign-in settings", path: () => "/security", heading: "Sign-in" },
  { name: "account", path: () => "/account", heading: "Your account" },
  { name: "portal audit", path: () => "/audit", heading: "Portal audit", unfold: openFirst("main") },
  {
    name: "missing page",
    path: () => `${workspace}/call-flows/676f00000000000000000000`,
    heading: "There is nothing here",
  },
];

async function settle(page: Page, { path, heading, unfold }: Visit): Promise<void> {
  await page.goto(path());
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  // Controls that wait for the page's script are faint for a moment, which would count as a lack of contrast.
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  await unfold?.(page);
}

test("the checks themselves notice a barrier and something that is too wide", async () => {
  const page = await (await openContext(scene.browser, scene.portal.url)).newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").evaluate((field) => {
    field.removeAttribute("id");
    field.style.width = "3000px";
  });
  expect(await findBarriers(page)).toEqual([expect.stringContaining("label")]);
  expect(await sidewaysOverflow(page)).toBeGreaterThan(1000);
  await page.context().close();
});

describe("every page", () => {
  let signedIn: Page;
  let signedOut: Page;
  const complaints: string[][] = [];

  beforeAll(async () => {
    const [inside, outside] = [
      await openContext(scene.browser, scene.portal.url),
      await openContext(scene.browser, scene.portal.url),
    ];
    await takeSession(inside, owner);
    [signedIn, signedOut] = [await inside.newPage(), await outside.newPage()];
    complaints.push(watchComplaints(signedIn), watchComplaints(signedOut));
  });
  afterAll(async () => {
    await signedIn.context().close();
    await signedOut.context().close();
  });

  test.each(VISITS)("$name: no barriers, and it fits its window", async (visit) => {
    const page = visit.signedOut ? signedOut : signedIn;
    await page.setViewportSize({ width: 1280, height: 800 });
    await settle(page, visit);
    await expectNoBarriers(page);
  });

  test("the menu on a phone: no barriers, and it fits its window", async () => {
    await signedIn.setViewportSize({ width: 390, height: 844 });
    await settle(signedIn, { name: "menu", path: () => "/", heading: "Workspaces", unfold: openMenu });
    for (const colorScheme of ["light", "dark"] as const) {
      await signedIn.emulateMedia({ colorScheme });
      expect(await findBarriers(signedIn), colorScheme).toEqual([]);
      expect(await sidewaysOverflow(signedIn), colorScheme).toBe(0);
    }
  });

  test("the browser complained about nothing but the missing page", () => {
    const rest = complaints.flat().filter((line) => !/status of 404 .*676f0{20}/.test(line));
    expect(rest).toEqual([]);
  });
});
