import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext, signInByForm, watchComplaints } from "@/tests/support/browser";
import { changeFlow, type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import {
  descriptionField,
  fillPrompt,
  historyEntries,
  nameField,
  openHistory,
  openNewest,
  promptText,
  saveEdits,
  sendEdits,
  sendNewFlow,
  waitUntilSaved,
} from "@/tests/support/editor-steps";
import { askSandbox } from "@/tests/support/sandbox-control";

/** Two people edit flows in two browsers. Maya works by form and keyboard; Tom comes in between. */
const OLD_PROMPT = "You answer the phone of a heating company. Ask for the name and the street first.";
const NEW_PROMPT = "You answer the phone of a heating company. Ask for the name and the postcode first.";

let scene: EditorScene;
let slug: string;
let page: Page;
let complaints: string[];
let callFlowPath: string;

beforeAll(async () => {
  scene = await openEditorScene("viewer");
  slug = scene.slugs.home;
  page = await (await openContext(scene.browser, scene.portal.url)).newPage();
  complaints = watchComplaints(page);
});
afterAll(() => scene?.close());

const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const alert = () => page.getByRole("main").getByRole("alert");
test("a person signs in and switches the workspace with the keyboard alone", async () => {
  await page.goto("/");
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel("E-mail").and(page.locator(":not([readonly])")).focus();
  await page.keyboard.type(scene.people.maya.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(scene.people.maya.password);
  await page.keyboard.press("Enter");
  await heading("Workspaces").waitFor();
  await page.locator("button:enabled", { hasText: "Switch workspace" }).waitFor();
  await page.keyboard.press("w");
  await page.getByRole("dialog", { name: "Switch workspace" }).waitFor();
  await page.keyboard.type("north");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/${slug}/call-flows`);
  await heading("Call flows").waitFor();
});

test("a new call flow is refused without a name, and the typed text stays", async () => {
  await page.getByRole("link", { name: "New call flow" }).first().click();
  await heading("New call flow").waitFor();
  await fillPrompt(page, OLD_PROMPT);
  await page.getByRole("button", { name: "Create flow" }).click();
  const name = nameField(page);
  await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await promptText(page)).toBe(OLD_PROMPT);
});

test("a refusal of the upstream is shown in its words, and the typed text stays", async () => {
  await nameField(page).fill("Emergency line");
  await askSandbox(scene.portal.controlUrl, "POST", "/faults", {
    match: { method: "POST", path: "/v1/api/call-flows" },
    kind: "status",
    status: 400,
    shape: "object",
    message: "Quota of flows exceeded",
  });
  await sendNewFlow(page);
  await alert().getByText("Quota of flows exceeded").waitFor();
  expect(await promptText(page)).toBe(OLD_PROMPT);
});

test("a call flow is created and shown", async () => {
  await sendNewFlow(page);
  await page.waitForURL(new RegExp(`/${slug}/call-flows/[0-9a-f]{24}$`));
  await heading("Emergency line").waitFor();
  callFlowPath = new URL(page.url()).pathname;
  expect(await promptText(page)).toBe(OLD_PROMPT);
});

test("an edited prompt is saved, and the history shows the difference under one's own name", async () => {
  await fillPrompt(page, NEW_PROMPT);
  await saveEdits(page, "Streets are ambiguous");
  await page.getByRole("tab", { name: "History" }).click();
  const newest = await openNewest(page, "Maya Lindqvist changed the prompt");
  await newest.getByText("postcode").waitFor();
  expect(await newest.locator("del").allInnerTexts()).toEqual(["street"]);
  expect(await newest.locator("ins").allInnerTexts()).toEqual(["postcode"]);
});

test("the audit log shows it too, with the reason", async () => {
  await page.getByRole("link", { name: "Audit log" }).first().click();
  await heading("Audit log").waitFor();
  const newest = page.getByRole("list", { name: "Events" }).getByRole("listitem").first();
  await newest.getByText("Maya Lindqvist changed the call flow Emergency line: the prompt").click();
  await newest.getByText("Streets are ambiguous").waitFor();
});

test("a colleague finds the same history in another browser", async () => {
  const context = await openContext(scene.browser, scene.portal.url);
  const other = await context.newPage();
  await signInByForm(other, scene.people.tom.email, scene.people.tom.password);
  await other.goto(`${callFlowPath}?tab=history`);
  const entries = other.getByRole("tabpanel", { name: "History" }).getByRole("listitem");
  await expect
    .poll(() => entries.allInnerTexts())
    .toEqual([
      expect.stringContaining("Maya Lindqvist changed the prompt"),
      expect.stringContaining("Maya Lindqvist created this flow"),
    ]);
  await context.close();
});

test("a stale edit is refused with both sides, and the typed text stays until it is saved on top", async () => {
  await page.goto(callFlowPath);
  const mine = `${NEW_PROMPT} Then the telephone number.`;
  await fillPrompt(page, mine);
  await changeFlow(scene.tom, callFlowPath, {
    prompt: `${NEW_PROMPT} Then the e-mail address.`,
    description: "By Tom",
  });
  await sendEdits(page);
  const dialog = page.getByRole("alertdialog", { name: "This flow was changed while you were editing" });
  await dialog.getByText("Tom Okafor").first().waitFor();
  await dialog.getByText("Then the e-mail address.").first().waitFor();
  await dialog.getByText("Then the telephone number.").first().waitFor();
  expect(await dialog.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await promptText(page)).toBe(mine);

  await sendEdits(page);
  await dialog.getByRole("radio", { name: "Yours" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await waitUntilSaved(page);
  expect(await promptText(page)).toBe(mine);
  expect(await descriptionField(page).inputValue()).toBe("By Tom");
  await openHistory(page, callFlowPath);
  await expect
    .poll(async () => (await historyEntries(page).allInnerTexts()).slice(0, 2))
    .toEqual([
      expect.stringContaining("Maya Lindqvist changed the prompt"),
      expect.stringContaining("Tom Okafor changed"),
    ]);
});

test("an edit made in the upstream's own dashboard appears as one from outside", async () => {
  const id = callFlowPath.split("/").at(-1);
  await askSandbox(scene.portal.controlUrl, "PATCH", `/flows/call/${id}`, {
    description: "From the dashboard",
  });
  await openHistory(page, callFlowPath);
  const newest = await openNewest(page, "Somebody outside Switchboard changed the description");
  await newest.getByText("From the dashboard").waitFor();
});

test("an earlier state is restored as a new change", async () => {
  await openHistory(page, callFlowPath);
  const first = historyEntries(page).last();
  await first.locator("summary").click();
  await first.getByRole("button", { name: "Restore this state" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore state #1" });
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Details" }).click();
  await expect.poll(() => promptText(page)).toBe(OLD_PROMPT);
});

test("leaving with unsaved text asks first", async () => {
  await fillPrompt(page, "Unsaved");
  await page.getByRole("link", { name: "Message flows" }).first().click();
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay here" }).click();
  await question.waitFor({ state: "detached" });
  expect(new URL(page.url()).pathname).toBe(callFlowPath);
  expect(await promptText(page)).toBe("Unsaved");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await waitUntilSaved(page);
});

test("a message flow is created, edited and followed the same way", async () => {
  await page.goto(`/${slug}/message-flows/new`);
  await nameField(page).fill("Appointment reminder");
  await page.getByRole("textbox", { name: "Initiation message" }).fill("Your technician comes tomorrow.");
  await fillPrompt(page, "Confirm or move the appointment.");
  await page.getByRole("combobox", { name: "Agent", exact: true }).selectOption({ index: 1 });
  await sendNewFlow(page);
  await page.waitForURL(new RegExp(`/${slug}/message-flows/[0-9a-f]{24}$`));
  await heading("Appointment reminder").waitFor();

  const autopilot = page.getByRole("switch", { name: "Autopilot" });
  const before = await autopilot.getAttribute("aria-checked");
  await autopilot.click();
  await descriptionField(page).fill("Sent the day before");
  await saveEdits(page);
  expect(await autopilot.getAttribute("aria-checked")).toBe(before === "true" ? "false" : "true");
  await openHistory(page, new URL(page.url()).pathname);
  const newest = await openNewest(page, /Maya Lindqvist changed the (autopilot|description)/);
  await newest.getByText("Sent the day before").waitFor();
});

test("a viewer sees a flow's fields and history, and nothing to change it with", async () => {
  const context = await openContext(scene.browser, scene.portal.url);
  const { callFlows } = scene;
  const path = await scene.pathOf("Front desk");
  const viewer = await context.newPage();
  await signInByForm(viewer, scene.people.maya.email, scene.people.maya.password);
  await viewer.goto(callFlows);
  await viewer.getByRole("heading", { level: 1, name: "Call flows" }).waitFor();
  expect(await viewer.getByRole("link", { name: "New call flow" }).count()).toBe(0);
  await viewer.goto(path);
  await viewer.getByRole("tab", { name: "History" }).waitFor();
  expect(await viewer.getByRole("button", { name: /Save|Restore/ }).count()).toBe(0);
  await viewer.goto(`${callFlows}/new`);
  await viewer.getByRole("heading", { level: 1, name: "There is nothing here" }).waitFor();
  await context.close();
});

test("none of it made the browser complain, but for the answers that refused something", () => {
  const refusals = /Failed to load resource: the server responded with a status of (4\d\d)/;
  expect(complaints.filter((line) => !refusals.test(line))).toEqual([]);
});
