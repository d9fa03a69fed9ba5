import type { Locator, Page } from "playwright-core";

/** A person's steps in the editor of a flow. */

/** The flow's own name; collections and webhooks have names, too. */
export const nameField = (page: Page): Locator =>
  page.getByRole("textbox", { name: "Name", exact: true }).and(page.locator('[name="name"]'));

/** The flow's own description; webhooks have descriptions, too. */
export const descriptionField = (page: Page): Locator =>
  page.getByRole("textbox", { name: /^Description/ }).and(page.locator('[name="description"]'));

/** The prompt: a plain field at first, the editor once that has been loaded. */
export const promptBox = (page: Page): Locator => page.getByRole("textbox", { name: /^Prompt/ });

/** Scrolls to the prompt, and waits until its editor has taken the plain field's place: it is loaded when in sight. */
export async function promptEditor(page: Page): Promise<Locator> {
  // Not by Playwright's own step: the field may be replaced while that waits for it to rest.
  await promptBox(page).evaluate((box) => box.scrollIntoView({ block: "center" }));
  // The editor of an empty prompt comes with whoever comes to type.
  await promptBox(page).focus();
  const editor = promptBox(page).and(page.locator(".cm-content"));
  await editor.waitFor();
  return editor;
}

/** The text of an editor that shows all of its lines. */
export async function textOf(editor: Locator): Promise<string> {
  return (await editor.locator(".cm-line").allTextContents()).join("\n");
}

/** The prompt's text in the form. */
export async function promptText(page: Page): Promise<string> {
  return await textOf(await promptEditor(page));
}

/** Replaces the whole text of an editor, as pasting does. */
export async function fillEditor(page: Page, editor: Locator, text: string): Promise<void> {
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

export async function fillPrompt(page: Page, text: string): Promise<void> {
  await fillEditor(page, await promptEditor(page), text);
}

/** The last check before a write. */
export const review = (page: Page): Locator => page.getByRole("dialog", { name: /^Review / });

/** Goes from the form to the review of what was edited. */
export async function openReview(page: Page, button = "Review and save"): Promise<Locator> {
  await page.getByRole("button", { name: button }).click();
  await review(page).waitFor();
  return review(page);
}

/** Presses the button that ends a review; the caller checks the result. */
export async function confirmReview(page: Page, reason?: string): Promise<void> {
  if (reason !== undefined) {
    await review(page)
      .getByRole("textbox", { name: /^Reason for the change/ })
      .fill(reason);
  }
  await review(page)
    .getByRole("button", { name: /^(Save|Create)$/ })
    .click();
}

/** Sends what was edited, through its review. */
export async function sendEdits(page: Page, reason?: string): Promise<void> {
  await openReview(page);
  await confirmReview(page, reason);
}

/** Waits until everything in the form is saved. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await page
    .getByRole("status")
    .getByText(/^(No changes|Saved at)/)
    .first()
    .waitFor();
}

export async function saveEdits(page: Page, reason?: string): Promise<void> {
  await sendEdits(page, reason);
  await waitUntilSaved(page);
}

/** Sends a new flow, through its review. */
export async function sendNewFlow(page: Page): Promise<void> {
  await openReview(page, "Create flow");
  await confirmReview(page);
}

/** A flow's history, newest state first. */
export const historyEntries = (page: Page): Locator =>
  page.getByRole("tabpanel", { name: "History" }).getByRole("listitem");

export async function openHistory(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("tab", { name: "History" }).click();
}

/** Opens the newest entry of the history, once that is the one with these words. */
export async function openNewest(page: Page, words: string | RegExp): Promise<Locator> {
  const newest = historyEntries(page).first();
  const summary = newest.locator("summary").first();
  await summary.filter({ hasText: words }).waitFor();
  await summary.click();
  return newest;
}
