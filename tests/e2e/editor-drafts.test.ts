import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "@/tests/support/add-person";
import { openContext, signInByForm } from "@/tests/support/browser";
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
  promptEditor,
  promptText,
  review,
  saveEdits,
  waitUntilSaved,
} from "@/tests/support/editor-steps";

/** Unsaved text stays on the device: sealed, for the person who typed it, until they sign out, and without secrets. */
const SECRET = "draft-canary-value";
const DRAFT = "Typed, not saved";

let scene: EditorScene;
let context: BrowserContext;
let page: Page;
let path: string;
let people: { maya: Person; tom: Person };

beforeAll(async () => {
  scene = await openEditorScene();
  people = scene.people;
  context = await openContext(scene.browser, scene.portal.url);
  path = await scene.pathOf("Insurance check");
  page = await openTab();
  await signInByForm(page, people.maya.email, people.maya.password);
});
afterAll(() => scene?.close());

/** Pages with unsaved text ask before they close; here the answer is always yes. */
async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  tab.on("dialog", (dialog) => void dialog.accept());
  return tab;
}
const isKept = () => page.getByRole("status").getByText("Kept on this device").waitFor();
const isBack = () => page.getByRole("status").getByText("Your unsaved edits are back").waitFor();
const deviceHolds = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
const keptDrafts = () =>
  page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("switchboard.draft")));
const question = () => page.getByRole("alertdialog", { name: "Sign out and give up unsaved edits?" });
const card = () => page.getByRole("group", { name: /added, not saved yet$/ });
const secretField = () => card().getByLabel("Value", { exact: true });

async function typeWebhook(): Promise<void> {
  await page.getByRole("button", { name: "Add a webhook" }).click();
  await card().getByRole("textbox", { name: "Name", exact: true }).fill("Kept webhook");
  await card().getByRole("textbox", { name: "Address" }).fill("https://kept.example.com/");
  await card().locator("summary", { hasText: "Headers" }).click();
  await card().getByRole("button", { name: "Add a header" }).click();
  await card().getByRole("textbox", { name: "Header", exact: true }).fill("X-Key");
  await secretField().fill(SECRET);
}

test("unsaved edits are back after a reload, but for the values of headers", async () => {
  await page.goto(path);
  await promptEditor(page);
  await descriptionField(page).fill(DRAFT);
  await typeWebhook();
  await isKept();
  await page.reload();
  await isBack();
  await page.getByText("Header values of webhooks are secrets and were not kept").waitFor();
  expect(await descriptionField(page).inputValue()).toBe(DRAFT);
  // The missing value inside has unfolded the section.
  expect(await card().getByRole("textbox", { name: "Header", exact: true }).inputValue()).toBe("X-Key");
  expect(await secretField().inputValue()).toBe("");
  const stored = await deviceHolds();
  expect(await keptDrafts()).toHaveLength(1);
  for (const clear of [DRAFT, SECRET, "Kept webhook", "Insurance check", people.maya.email, idIn(path)])
    expect(stored).not.toContain(clear);
});

test("they are back in a page that is opened after the first was closed", async () => {
  await page.close({ runBeforeUnload: false });
  page = await openTab();
  await page.goto(path);
  await isBack();
  expect(await descriptionField(page).inputValue()).toBe(DRAFT);
});

test("they are back after the session ended and the person signed in again", async () => {
  expect((await scene.maya.call("DELETE", "/api/sessions?others=1")).status).toBe(200);
  await page.goto(path);
  await page.waitForURL(/\/sign-in/);
  expect(await keptDrafts()).toHaveLength(1);
  expect(await deviceHolds()).not.toContain(DRAFT);
  await signInByForm(page, people.maya.email, people.maya.password);
  if (new URL(page.url()).pathname !== path) await page.goto(path);
  await isBack();
  expect(await descriptionField(page).inputValue()).toBe(DRAFT);
});

test("without the secret they are not even reviewed", async () => {
  await page.getByRole("button", { name: "Review and save" }).click();
  await card().getByText("Type this header's value, or remove the header.").waitFor();
  expect(await review(page).count()).toBe(0);
});

test("they are saved once the secret was typed again, and then the device forgets them", async () => {
  await secretField().fill(SECRET);
  await saveEdits(page);
  const flow = await storedFlow(scene.portal, idIn(path));
  expect(flow.description).toBe(DRAFT);
  expect(flow.webhooks.at(-1).headers).toEqual([{ name: "X-Key", value: SECRET }]);
  await expect.poll(keptDrafts).toEqual([]);
  expect(await deviceHolds()).not.toContain(SECRET);
});

test("a person who discards them gets the flow as it is, for good", async () => {
  await descriptionField(page).fill("Will be thrown away");
  await isKept();
  await page.reload();
  await isBack();
  await page.getByRole("button", { name: "Discard them" }).click();
  await page.getByRole("status").getByText("No changes").waitFor();
  expect(await descriptionField(page).inputValue()).toBe(DRAFT);
  await expect.poll(keptDrafts).toEqual([]);
});

test("edits that overlap with a later change wait until the person has decided", async () => {
  await descriptionField(page).fill("Mine, kept");
  await isKept();
  await changeFlow(scene.tom, path, { description: "Theirs, saved" });
  await page.reload();
  const dialog = page.getByRole("alertdialog");
  const notice = page.getByRole("status").filter({ hasText: "touch what was changed since" });
  await notice.getByText(/Tom Okafor changed it .*, since then\./).waitFor();
  expect(await descriptionField(page).inputValue()).toBe("Theirs, saved");
  expect(await dialog.count()).toBe(0);
  await page.getByRole("button", { name: "Merge them" }).click();
  await dialog.getByText(/Tom Okafor changed it/).waitFor();
  await dialog.getByRole("radio", { name: "Yours", exact: true }).check();
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await waitUntilSaved(page);
  expect((await storedFlow(scene.portal, idIn(path))).description).toBe("Mine, kept");
});

test("a new flow that was never sent is there again, too", async () => {
  await page.goto(`${scene.callFlows}/new`);
  await fillPrompt(page, "An idea\nin two lines");
  await page.getByRole("status").getByText("Kept on this device until you create it").waitFor();
  await page.reload();
  await isBack();
  expect(await promptText(page)).toBe("An idea\nin two lines");
});

async function pressSignOut(email: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(email) }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

test("after an ended session another person in the same browser sees none of it, and its own person all", async () => {
  await page.goto(path);
  await promptEditor(page);
  await descriptionField(page).fill("Maya's own");
  await isKept();
  expect((await scene.maya.call("DELETE", "/api/sessions?others=1")).status).toBe(200);
  await page.goto("/account");
  await page.waitForURL(/\/sign-in/);
  await signInByForm(page, people.tom.email, people.tom.password);
  for (const place of [path, `${scene.callFlows}/new`]) {
    await page.goto(place);
    await promptEditor(page);
    expect(await page.getByText("Your unsaved edits are back").count()).toBe(0);
    expect(await descriptionField(page).inputValue()).not.toBe("Maya's own");
  }
  expect(await promptText(page)).toBe("");
  expect(await deviceHolds()).not.toMatch(/Maya's own|An idea/);
  // Tom has no edits of his own, so nothing is asked, and Maya's stay.
  await pressSignOut(people.tom.email);
  await page.waitForURL(/\/sign-in/);
  expect(await keptDrafts()).toHaveLength(2);
  await signInByForm(page, people.maya.email, people.maya.password);
  await page.goto(path);
  await isBack();
  expect(await descriptionField(page).inputValue()).toBe("Maya's own");
});

test("edits that an earlier version left in the clear are sealed on the first visit", async () => {
  const { json } = await scene.maya.call<{ user: { id: string } }>("GET", "/api/me");
  const text = JSON.stringify({ savedAt: new Date().toISOString(), etag: null, base: {}, values: {} });
  const flow = `${scene.slugs.home}.message-flows.new`;
  await page.evaluate(([name, entry]) => localStorage.setItem(name, entry), [
    `switchboard.draft.1.${json.user.id}.${flow}`,
    text,
  ] as const);
  await page.reload();
  await isBack();
  await expect.poll(deviceHolds).not.toContain(flow);
  expect(await keptDrafts()).toHaveLength(3);
});

test("whoever signs out on purpose is asked before, and nothing stays on the device, from no tab", async () => {
  const other = await openTab();
  await other.goto(`${scene.callFlows}/new`);
  await other.getByRole("status").getByText("Kept on this device until you create it").waitFor();
  await pressSignOut(people.maya.email);
  await question()
    .getByText("3 flows have unsaved edits on this device; signing out removes them.")
    .waitFor();
  await question().getByRole("button", { name: "Stay signed in" }).click();
  await question().waitFor({ state: "detached" });
  expect(await keptDrafts()).toHaveLength(3);

  await pressSignOut(people.maya.email);
  await question().getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  expect(await keptDrafts()).toEqual([]);
  await expect.poll(() => other.getByText("Kept on this device").count()).toBe(0);
  const asked = other.waitForResponse((answer) => answer.url().endsWith("/api/me/draft-key"));
  await descriptionField(other).fill("Typed after the sign-out");
  expect((await asked).status()).toBe(401);
  await other.close({ runBeforeUnload: true });
  expect(await keptDrafts()).toEqual([]);

  await signInByForm(page, people.maya.email, people.maya.password);
  await page.goto(path);
  await promptEditor(page);
  expect(await page.getByText("Your unsaved edits are back").count()).toBe(0);
  expect(await descriptionField(page).inputValue()).not.toBe("Maya's own");
});
