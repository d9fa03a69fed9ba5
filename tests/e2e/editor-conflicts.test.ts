import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  changeFlow,
  type EditorScene,
  idIn,
  openEditorScene,
  storedFlow,
} from "@/tests/support/editor-scene";
import {
  descriptionField,
  fillPrompt,
  nameField,
  promptEditor,
  promptText,
  review,
  sendEdits,
  waitUntilSaved,
} from "@/tests/support/editor-steps";

/** Maya edits in a browser; Tom saves while she does. */
const PROMPT = ["You are Ava.", "Ask for the name.", "Be brief.", "Say goodbye.", "Never guess."];

let scene: EditorScene;
let page: Page;
let path: string;

beforeAll(async () => {
  scene = await openEditorScene();
  page = scene.page;
  path = await scene.pathOf("Six-month recall");
});
afterAll(() => scene?.close());
beforeEach(async () => {
  await changeFlow(scene.tom, path, { prompt: PROMPT.join("\n"), name: "Recall", description: "" });
  await page.goto(path);
  await promptEditor(page);
});

const stored = () => storedFlow(scene.portal, idIn(path));
const dialog = () => page.getByRole("alertdialog", { name: "This flow was changed while you were editing" });
/** The prompt with some lines in other words. */
const withLines = (lines: Record<number, string>) =>
  PROMPT.map((line, index) => lines[index + 1] ?? line).join("\n");

test("edits of different fields come together, in at most three clicks from Save", async () => {
  let clicks = 0;
  const click = async (target: Locator) => {
    clicks += 1;
    await target.click();
  };
  await descriptionField(page).fill("By Maya");
  await changeFlow(scene.tom, path, { name: "Recall by Tom" });
  await click(page.getByRole("button", { name: "Review and save" }));
  await click(review(page).getByRole("button", { name: "Save" }));
  await dialog().getByText("Tom Okafor").first().waitFor();
  await click(dialog().getByRole("button", { name: "Save both" }));
  await dialog().waitFor({ state: "detached" });
  await waitUntilSaved(page);
  expect(clicks).toBeLessThanOrEqual(3);
  expect(await stored()).toMatchObject({ name: "Recall by Tom", description: "By Maya" });
  expect(await nameField(page).inputValue()).toBe("Recall by Tom");
});

test("edits of different lines of the prompt are woven into one text", async () => {
  await fillPrompt(page, withLines({ 5: "Never guess a price." }));
  await changeFlow(scene.tom, path, { prompt: withLines({ 1: "You are Ava of Harbour Dental." }) });
  await sendEdits(page);
  await dialog().getByText("You both changed, in different places").waitFor();
  await dialog().getByRole("button", { name: "Save both" }).click();
  await dialog().waitFor({ state: "detached" });
  await waitUntilSaved(page);
  const both = withLines({ 1: "You are Ava of Harbour Dental.", 5: "Never guess a price." });
  expect((await stored()).prompt).toBe(both);
  expect(await promptText(page)).toBe(both);
});

test("where both rewrote the same line, each place is decided for itself", async () => {
  await fillPrompt(page, withLines({ 2: "Ask for the birthday.", 4: "Thank the caller.", 5: "Be kind." }));
  await changeFlow(scene.tom, path, {
    prompt: withLines({ 2: "Ask for the number.", 4: "Wish a good day." }),
  });
  await sendEdits(page);
  const place = (line: number) => dialog().getByRole("group", { name: `Prompt, line ${line}` });
  const save = dialog().getByRole("button", { name: "Save", exact: true });
  await place(2).waitFor();
  expect(await save.isDisabled()).toBe(true);
  await place(2).getByRole("radio", { name: "Theirs", exact: true }).check();
  await dialog().getByText("1 of 2 decided").waitFor();
  await place(4).getByRole("radio", { name: "Write it by hand" }).check();
  await place(4)
    .getByRole("textbox", { name: "Prompt: your wording" })
    .fill("Thank the caller, and wish a good day.");
  await dialog().getByText("Everything is decided").waitFor();
  await save.click();
  await dialog().waitFor({ state: "detached" });
  await waitUntilSaved(page);
  expect((await stored()).prompt).toBe(
    withLines({ 2: "Ask for the number.", 4: "Thank the caller, and wish a good day.", 5: "Be kind." }),
  );
});

test("a person who continues editing has both texts in the form, and nothing is sent", async () => {
  await descriptionField(page).fill("Still thinking");
  await changeFlow(scene.tom, path, { name: "Recall, renamed" });
  await sendEdits(page);
  await dialog().getByRole("button", { name: "Keep editing" }).click();
  await dialog().waitFor({ state: "detached" });
  const name = nameField(page);
  await expect.poll(() => name.inputValue()).toBe("Recall, renamed");
  expect(await descriptionField(page).inputValue()).toBe("Still thinking");
  expect((await stored()).description).toBe("");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await waitUntilSaved(page);
});
