import { readFile } from "node:fs/promises";
import type { Locator, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { measureFirstLoad } from "@/bench/harness/first-load";
import { takeSession } from "@/tests/support/browser";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import { keeperAtRest } from "@/tests/support/keeper-at-rest";
import { askSandbox } from "@/tests/support/sandbox-control";

/** What a visit loads before anybody touches the page, and what happens where a part is loaded later. */
let scene: EditorScene;
beforeAll(async () => {
  scene = await openEditorScene();
  // Long before the test that watches what reaches Trillet: what is read in the background says nothing of a page.
  return await keeperAtRest(scene.portal.dataDir);
});
afterAll(() => scene?.close());

/** The scripts that every page of the framework loads, by the end of their addresses. */
async function ownScripts(): Promise<string[]> {
  const manifest: unknown = JSON.parse(await readFile(".next/build-manifest.json", "utf8"));
  return z.object({ rootMainFiles: z.array(z.string()) }).parse(manifest).rootMainFiles;
}

describe("the scripts of a first visit, as sent, beside those of the framework alone", () => {
  // Bytes of a build are the same every time, so a budget for them is a fair test. `docs/decisions/037` says why these.
  test.each([
    ["the sign-in page", "/sign-in", 1.25],
    ["the list of call flows", "/call-flows", 1.4],
    ["a new call flow", "/call-flows/new", 2],
    ["a new message flow", "/message-flows/new", 2],
  ])("%s", async (_, path, budget) => {
    const isPublic = path === "/sign-in";
    const url = `${scene.portal.url}${isPublic ? "" : `/${scene.slugs.dental}`}${path}`;
    const { transferred, each } = await measureFirstLoad(scene.browser, url, (context) =>
      isPublic ? Promise.resolve() : takeSession(context, scene.maya),
    );
    const own = await ownScripts();
    const ofFramework = [...each].filter(([script]) => own.some((name) => script.includes(name)));
    expect(ofFramework.length).toBe(own.length);
    const framework = ofFramework.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(transferred / framework).toBeLessThanOrEqual(budget);
  });
});

const SCRIPTS = /\/_next\/static\/chunks\//;

/** Lets no further script arrive until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((settle) => {
    release = settle;
  });
  await page.route(SCRIPTS, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

async function openList(): Promise<Page> {
  const page = await scene.openPage(scene.maya);
  await page.goto(scene.callFlows, { waitUntil: "networkidle" });
  // The page listens to keys once its buttons can be pressed.
  await page.locator("aside button:enabled", { hasText: "Switch workspace" }).waitFor();
  return page;
}

describe("a part that loads when it is needed", () => {
  test("the palette has what was typed before it arrived", async () => {
    const page = await openList();
    const release = await holdScripts(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("settin");
    const dialog = page.getByRole("dialog", { name: "Go to" });
    expect(await dialog.getByRole("textbox").inputValue()).toBe("settin");
    release();
    await dialog.getByRole("option", { name: "Settings" }).first().waitFor();
    // The cursor is behind what was typed.
    await page.keyboard.type("gs");
    expect(await dialog.getByRole("combobox").inputValue()).toBe("settings");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/${scene.slugs.dental}/settings`);
    await page.context().close();
  });

  test("Enter before the palette has arrived chooses the first match", async () => {
    const page = await openList();
    const release = await holdScripts(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("settings");
    await page.keyboard.press("Enter");
    release();
    await page.waitForURL(`**/${scene.slugs.dental}/settings`);
    await page.context().close();
  });

  test("the palette can be closed before it arrives, and the focus is where it was", async () => {
    const page = await openList();
    const search = page.getByRole("searchbox");
    await search.focus();
    const release = await holdScripts(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
    release();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Go to" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.context().close();
  });

  test("the account menu opens by keyboard once it arrives, and gives the focus back", async () => {
    const page = await openList();
    const release = await holdScripts(page);
    const button = page.getByRole("button", { name: /maya/i });
    await button.focus();
    await page.keyboard.press("Enter");
    release();
    await page.getByRole("menuitem", { name: "Your account" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  });

  test("a part that can't be loaded is named on the page; edits stay, and a second press tries again", async () => {
    const page = await scene.openPage(scene.maya);
    await page.goto(`${scene.callFlows}/new`, { waitUntil: "networkidle" });
    await page.route(SCRIPTS, (route) => route.abort());
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    await name.fill("Not lost");
    await page.keyboard.press("Control+k");
    const notice = page.getByRole("alert").filter({ hasText: "A part of this page could not be loaded" });
    await notice.waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await name.inputValue()).toBe("Not lost");
    await page.getByRole("button", { name: "Create flow" }).click();
    await page.getByText("Your entries could not be checked").waitFor();

    await page.unroute(SCRIPTS);
    await page.getByRole("button", { name: "Not now" }).click();
    await expect.poll(() => notice.count()).toBe(0);
    await page.getByRole("button", { name: "Create flow" }).click();
    await page.getByRole("dialog", { name: "Review the new flow" }).waitFor();
    await page.context().close();
  });
});

describe("a link whose page waits for Trillet", () => {
  /** Points at a link, and waits until the frame of its page is there. */
  async function pointAt(page: Page, link: Locator): Promise<void> {
    const isFrame = (request: Request) => {
      const { "next-router-prefetch": frame, "next-router-segment-prefetch": tree } = request.headers();
      return frame !== undefined && tree === undefined;
    };
    // The router stops reading an answer whose rest it does not need, which is no failure.
    const arrived = Promise.race([
      page.waitForEvent("requestfinished", isFrame),
      page.waitForEvent("requestfailed", isFrame),
    ]);
    await link.hover();
    await arrived;
  }

  /** Follows a link while the server says nothing more, until the returned function is called. */
  async function follow(page: Page, link: Locator): Promise<() => void> {
    let release = () => {};
    const released = new Promise<void>((settle) => {
      release = settle;
    });
    const ofPages = (url: URL) => url.searchParams.has("_rsc");
    await page.route(ofPages, async (route) => {
      await released;
      await route.continue();
    });
    await link.click();
    return release;
  }

  test("pointing at it sends nothing to Trillet; following it shows the frame before the server answers, both ways", async () => {
    const page = await openList();
    const row = page.locator("[data-row-link]").nth(1);
    await askSandbox(scene.portal.controlUrl, "DELETE", "/log");
    await pointAt(page, row);
    const { entries } = await askSandbox<{ entries: unknown[] }>(scene.portal.controlUrl, "GET", "/log");
    expect(entries).toEqual([]);

    const showFlow = await follow(page, row);
    await page.getByRole("status", { name: "Loading the flow" }).waitFor();
    showFlow();
    await page.locator("#flow-form").waitFor();

    const back = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Call flows" });
    await pointAt(page, back);
    const showList = await follow(page, back);
    await page.getByRole("status", { name: "Loading call flows" }).waitFor();
    showList();
    await page.locator("[data-row-link]").first().waitFor();
    await page.context().close();
  });

  test("a page whose frame nobody fetched is covered by one at once, until it is there", async () => {
    const page = await openList();
    const settings = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" });
    const show = await follow(page, settings);
    await page.getByRole("status", { name: "Loading the page" }).waitFor();
    show();
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    expect(await page.getByRole("status", { name: "Loading the page" }).count()).toBe(0);
    await page.goBack();
    await page.locator("[data-row-link]").first().waitFor();
    expect(await page.getByRole("status", { name: "Loading the page" }).count()).toBe(0);
    await page.context().close();
  });
});
