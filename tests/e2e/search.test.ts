import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";

/** How an agency's lead finds a flow of any client: by the palette from any page, and by the page that searches texts. */
let scene: EditorScene;
const PROMPT = "Be kind.\nIf nobody answers, tell callers to ring 555-0142 and ask for the night nurse.";
let flow: { id: string; path: string };

beforeAll(async () => {
  scene = await openEditorScene();
  const path = `/${scene.slugs.home}/call-flows`;
  const { json } = await scene.maya.call<{ id: string }>("POST", `/api/workspaces${path}`, {
    body: { name: "Überlauf Zürich", direction: "outbound", promptType: "simple", prompt: PROMPT },
    headers: { "idempotency-key": randomUUID() },
  });
  flow = { id: json.id, path: `${path}/${json.id}` };
});
afterAll(() => scene?.close());

/** A page whose keys work. */
async function openAt(path: string): Promise<Page> {
  const page = await scene.openPage(scene.maya);
  await page.goto(path, { waitUntil: "networkidle" });
  await page.locator("aside button:enabled", { hasText: "Switch workspace" }).waitFor();
  return page;
}

test.each(["/", "/account", "audit", "settings", "message-flows/new"])(
  "from %s any flow of any client is two keys and its name away",
  async (place) => {
    const page = await openAt(place.startsWith("/") ? place : `/${scene.slugs.dental}/${place}`);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("uberlauf zurich");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${flow.path}`);
    await page.getByRole("heading", { level: 1, name: "Überlauf Zürich" }).waitFor();
    await page.context().close();
  },
);

test("the palette finds a flow by its text, and opens it at the part where that is", async () => {
  const page = await openAt("/account");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("555-0142");
  const option = page.getByRole("option", { name: /Überlauf Zürich.*ring 555-0142/ });
  await option.waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${flow.path}#prompt`);
  await page.context().close();
});

test("the page shows where a flow matches, narrows by workspace and kind, and keeps its address", async () => {
  const page = await openAt("/search");
  await page.getByRole("heading", { name: "Search what your flows say" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type('"night nurse" kind');
  const results = page.getByRole("list", { name: "Flows that match" });
  await results.getByRole("link", { name: "Überlauf Zürich" }).waitFor();
  expect(await results.locator("mark").allTextContents()).toEqual(expect.arrayContaining(["night nurse"]));
  await page.getByRole("combobox", { name: "Workspace" }).selectOption(scene.slugs.dental);
  await page.getByRole("heading", { name: /^No flow matches/ }).waitFor();
  await page.getByRole("link", { name: "Search everywhere" }).click();
  await results.getByRole("link", { name: "Überlauf Zürich" }).waitFor();
  await page.getByRole("combobox", { name: "Kind" }).selectOption("message_flow");
  await page.getByRole("heading", { name: /^No flow matches/ }).waitFor();
  await page.getByRole("link", { name: "Search everywhere" }).click();
  await results.getByRole("link", { name: "Überlauf Zürich" }).waitFor();
  await page.reload();
  // The page listens to keys once its buttons can be pressed.
  await page.locator("aside button:enabled", { hasText: "Switch workspace" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${flow.path}`);
  await page.context().close();
});

test("Ctrl and Enter open a flow beside the present page", async () => {
  const page = await openAt("/account");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("uberlauf");
  await page.getByRole("option", { name: /^Überlauf Zürich/ }).waitFor();
  const [beside] = await Promise.all([
    page.context().waitForEvent("page"),
    page.keyboard.press("Control+Enter"),
  ]);
  await beside.waitForURL(`**${flow.path}`);
  expect(new URL(page.url()).pathname).toBe("/account");
  await page.context().close();
});
