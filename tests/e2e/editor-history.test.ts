import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  changeFlow,
  type EditorScene,
  idIn,
  openEditorScene,
  storedFlow,
} from "@/tests/support/editor-scene";
import { historyEntries, openHistory, openNewest, promptEditor } from "@/tests/support/editor-steps";
import { askSandbox } from "@/tests/support/sandbox-control";

/** The uses of a flow's past: restoring, comparing, finding authors, noticing edits from outside. */
const FIRST = ["You call patients.", "Offer two dates.", "Be brief."];
const [CALLS = "", , BRIEF = ""] = FIRST;

let scene: EditorScene;
let page: Page;
let path: string;

beforeAll(async () => {
  scene = await openEditorScene();
  page = scene.page;
  path = await scene.pathOf("Six-month recall");
  const { maya, tom } = scene;
  await changeFlow(maya, path, { prompt: FIRST.join("\n") });
  await changeFlow(tom, path, { prompt: [CALLS, "Offer three dates.", BRIEF].join("\n") });
  await changeFlow(maya, path, {
    webhooks: [{ name: "Book", url: "https://book.example.com/", method: "POST" }],
    description: "With booking",
  });
});
afterAll(() => scene?.close());

const stored = () => storedFlow(scene.portal, idIn(path));
const outside = (fields: Record<string, unknown>) =>
  askSandbox(scene.portal.controlUrl, "PATCH", `/flows/call/${idIn(path)}`, fields);
const button = (name: string) => page.getByRole("button", { name, exact: true });

test("two states are compared, and the address keeps which", async () => {
  await openHistory(page, path);
  await button("Compare states").click();
  await page.getByRole("combobox", { name: "From state" }).selectOption("2");
  await page.getByRole("combobox", { name: "To state" }).selectOption("3");
  const tools = page.locator("#history-compare");
  await expect.poll(() => tools.locator("ins").allInnerTexts()).toEqual(["three"]);
  expect(await tools.locator("del").allInnerTexts()).toEqual(["two"]);
  await page.reload();
  await expect.poll(() => tools.locator("ins").allInnerTexts()).toEqual(["three"]);
  await page.getByRole("combobox", { name: "To state" }).selectOption("2");
  await tools.getByText("Pick another one to compare it with").waitFor();
});

test("each line of the prompt names its author", async () => {
  await openHistory(page, path);
  await button("Who wrote this prompt?").click();
  const blocks = page.getByRole("region", { name: "Prompt with authors" }).getByRole("listitem");
  await blocks.first().waitFor();
  const shown = await blocks.allTextContents();
  expect(shown).toEqual([
    expect.stringMatching(new RegExp(`Maya Lindqvist #2.*${CALLS}$`)),
    expect.stringMatching(/Tom Okafor #3.*Offer three dates\.$/),
    expect.stringMatching(new RegExp(`Maya Lindqvist #2.*${BRIEF}$`)),
  ]);
});

test("a restore shows which fields it writes and which it must leave, and names its source", async () => {
  await openHistory(page, path);
  const second = historyEntries(page).filter({ hasText: "#2" });
  await second.locator("summary").click();
  await second.getByRole("button", { name: "Restore this state" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore state #2" });
  await dialog.getByRole("heading", { name: "2 fields change, compared with state #4" }).waitFor();
  expect(await dialog.locator("ins").allInnerTexts()).toContain("two");
  await dialog.getByText("1 field stays as it is").waitFor();
  await dialog.getByText(/^Webhooks: /).waitFor();
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("Two are enough");
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  const newest = await openNewest(page, "Maya Lindqvist restored #2");
  expect(await newest.textContent()).toContain("Why: Two are enough");
  const flow = await stored();
  expect(flow.prompt).toBe(FIRST.join("\n"));
  expect(flow.description).not.toBe("With booking");
  expect(flow.webhooks.at(-1)).toMatchObject({ name: "Book" });
});

const driftNotice = () => page.getByText("This flow was changed outside Switchboard");

test("an edit from outside is noticed, and kept when a person says so", async () => {
  await outside({ description: "From the dashboard" });
  await page.goto(path);
  await driftNotice().waitFor();
  await page.locator("summary", { hasText: "What differs: 1 field" }).click();
  await page.getByText("From the dashboard").first().waitFor();
  await button("Keep theirs").click();
  await driftNotice().waitFor({ state: "detached" });
  await page.reload();
  await promptEditor(page);
  expect(await driftNotice().count()).toBe(0);
  expect((await stored()).description).toBe("From the dashboard");
});

test("the next edit from outside is reverted to the kept state", async () => {
  await outside({ description: "By mistake" });
  await page.goto(path);
  await driftNotice().waitFor();
  await button("Put ours back").click();
  const dialog = page.getByRole("dialog", { name: /^Restore state #/ });
  await dialog.getByRole("heading", { name: /^1 field changes/ }).waitFor();
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await driftNotice().waitFor({ state: "detached" });
  expect((await stored()).description).toBe("From the dashboard");
});
