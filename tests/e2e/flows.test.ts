import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, MAYA, TOM } from "@/tests/support/add-person";
import { openBrowser, openContext, signInByForm, watchComplaints } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import { askSandbox } from "@/tests/support/sandbox-control";
import { type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** Two people edit flows in two browsers. Maya works by form and keyboard; Tom comes in between. */
const SLUG = "northwind-home-services";
const OLD_PROMPT = "You answer the phone of a heating company. Ask for the name and the street first.";
const NEW_PROMPT = "You answer the phone of a heating company. Ask for the name and the postcode first.";

let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let browser: Browser;
let tom: HttpClient;
let page: Page;
let complaints: string[];
let callFlowPath: string;

beforeAll(async () => {
  folder = await temporaryDataDir();
  const limits = { SANDBOX_REQUESTS_PER_MINUTE: "0", UPSTREAM_REQUESTS_PER_MINUTE: "1000" };
  [portal, browser] = await Promise.all([startPortal(folder.path, limits), openBrowser()]);
  const owner = await portal.signedIn();
  await addPerson(owner, MAYA, { "harbour-dental": "viewer", [SLUG]: "editor" });
  tom = await addPerson(owner, TOM, { [SLUG]: "editor" });
  page = await (await openContext(browser, portal.url)).newPage();
  complaints = watchComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await folder.remove();
});

const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const prompt = () => page.getByRole("textbox", { name: /^Prompt/ });
const alert = () => page.getByRole("main").getByRole("alert");
const saved = () => page.getByRole("status").getByText("No changes");
async function save(): Promise<void> {
  await page.getByRole("button", { name: "Save changes" }).click();
}
async function openHistory(address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("tab", { name: "History" }).click();
}
/** The words of the newest entry of the history, which is opened by it. */
async function openNewest() {
  const newest = page.getByRole("tabpanel", { name: "History" }).getByRole("listitem").first();
  await newest.locator("summary").click();
  return newest;
}
/** Tom changes a flow as a script, on the state that is there now. */
async function tomChanges(address: string, body: unknown): Promise<void> {
  const api = `/api/workspaces${address}`;
  const { headers } = await tom.call("GET", api);
  const sent = { "if-match": headers.etag, "idempotency-key": randomUUID() };
  const answer = await tom.call("PATCH", api, { body, headers: sent });
  expect(answer.status).toBe(200);
}

test("a person signs in and switches the workspace with the keyboard alone", async () => {
  await page.goto("/");
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel("E-mail").and(page.locator(":not([readonly])")).focus();
  await page.keyboard.type(MAYA.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(MAYA.password);
  await page.keyboard.press("Enter");
  await heading("Workspaces").waitFor();
  await page.locator("button:enabled", { hasText: "Switch workspace" }).waitFor();
  await page.keyboard.press("w");
  await page.getByRole("dialog", { name: "Switch workspace" }).waitFor();
  await page.keyboard.type("north");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/${SLUG}/call-flows`);
  await heading("Call flows").waitFor();
});

test("a new call flow is refused without a name, and what was typed stays", async () => {
  await page.getByRole("link", { name: "New call flow" }).first().click();
  await heading("New call flow").waitFor();
  await prompt().fill(OLD_PROMPT);
  await page.getByRole("button", { name: "Create flow" }).click();
  const name = page.getByRole("textbox", { name: "Name" });
  await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await prompt().inputValue()).toBe(OLD_PROMPT);
});

test("what the upstream refuses is said in its words, and what was typed stays", async () => {
  await page.getByRole("textbox", { name: "Name" }).fill("Emergency line");
  await askSandbox(portal.controlUrl, "POST", "/faults", {
    match: { method: "POST", path: "/v1/api/call-flows" },
    kind: "status",
    status: 400,
    shape: "object",
    message: "Quota of flows exceeded",
  });
  await page.getByRole("button", { name: "Create flow" }).click();
  await alert().getByText("Quota of flows exceeded").waitFor();
  expect(await prompt().inputValue()).toBe(OLD_PROMPT);
});

test("a call flow is created and shown", async () => {
  await page.getByRole("button", { name: "Create flow" }).click();
  await page.waitForURL(new RegExp(`/${SLUG}/call-flows/[0-9a-f]{24}$`));
  await heading("Emergency line").waitFor();
  callFlowPath = new URL(page.url()).pathname;
  expect(await prompt().inputValue()).toBe(OLD_PROMPT);
});

test("an edited prompt is saved, and the history shows the difference under one's own name", async () => {
  await prompt().fill(NEW_PROMPT);
  await page.getByRole("textbox", { name: /^Reason for the change/ }).fill("Streets are ambiguous");
  await save();
  await saved().waitFor();
  await page.getByRole("tab", { name: "History" }).click();
  const newest = await openNewest();
  expect(await newest.locator("summary").textContent()).toContain("Maya Lindqvist changed the prompt");
  await newest.getByText("postcode").waitFor();
  expect(await newest.locator("del").allInnerTexts()).toEqual(["street"]);
  expect(await newest.locator("ins").allInnerTexts()).toEqual(["postcode"]);
});

test("the audit log tells it too, with the reason", async () => {
  await page.getByRole("link", { name: "Audit log" }).first().click();
  await heading("Audit log").waitFor();
  const newest = page.getByRole("list", { name: "Events" }).getByRole("listitem").first();
  await newest.getByText("Maya Lindqvist changed the call flow Emergency line: the prompt").click();
  await newest.getByText("Streets are ambiguous").waitFor();
});

test("a colleague finds the same history in another browser", async () => {
  const context = await openContext(browser, portal.url);
  const other = await context.newPage();
  await signInByForm(other, TOM.email, TOM.password);
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

test("a stale edit is refused with both sides, and what was typed stays until it is saved on top", async () => {
  await page.goto(callFlowPath);
  await prompt().fill(`${NEW_PROMPT} Then the telephone number.`);
  await tomChanges(callFlowPath, { prompt: `${NEW_PROMPT} Then the e-mail address.`, description: "By Tom" });
  await save();
  await alert().getByText("This flow was changed by somebody else").waitFor();
  expect(await alert().locator("del").allInnerTexts()).toEqual(["e-mail", "address"]);
  expect(await alert().locator("ins").allInnerTexts()).toEqual(["telephone", "number"]);
  expect(await prompt().inputValue()).toBe(`${NEW_PROMPT} Then the telephone number.`);

  await page.getByRole("button", { name: "Load theirs and keep my text" }).click();
  await alert().waitFor({ state: "detached" });
  expect(await prompt().inputValue()).toBe(`${NEW_PROMPT} Then the telephone number.`);
  expect(await page.getByRole("textbox", { name: /^Description/ }).inputValue()).toBe("By Tom");
  await save();
  await saved().waitFor();
  await openHistory(callFlowPath);
  const entries = page.getByRole("tabpanel", { name: "History" }).getByRole("listitem");
  await expect
    .poll(async () => (await entries.allInnerTexts()).slice(0, 2))
    .toEqual([
      expect.stringContaining("Maya Lindqvist changed the prompt"),
      expect.stringContaining("Tom Okafor changed"),
    ]);
});

test("an edit made in the upstream's own dashboard appears as one from outside", async () => {
  const id = callFlowPath.split("/").at(-1);
  await askSandbox(portal.controlUrl, "PATCH", `/flows/call/${id}`, { description: "From the dashboard" });
  await openHistory(callFlowPath);
  const newest = await openNewest();
  expect(await newest.locator("summary").textContent()).toContain(
    "Somebody outside Switchboard changed the description",
  );
  await newest.getByText("From the dashboard").waitFor();
});

test("an earlier state is restored as a new change", async () => {
  await openHistory(callFlowPath);
  const first = page.getByRole("tabpanel", { name: "History" }).getByRole("listitem").last();
  await first.locator("summary").click();
  await first.getByRole("button", { name: "Restore this state" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore state #1" });
  await dialog.getByRole("button", { name: "Restore", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Details" }).click();
  await expect.poll(() => prompt().inputValue()).toBe(OLD_PROMPT);
});

test("leaving with unsaved text asks first", async () => {
  await prompt().fill("Unsaved");
  const asked = page.waitForEvent("dialog");
  const click = page.getByRole("link", { name: "Message flows" }).first().click();
  await (await asked).dismiss();
  await click;
  expect(new URL(page.url()).pathname).toBe(callFlowPath);
  expect(await prompt().inputValue()).toBe("Unsaved");
  await page.getByRole("button", { name: "Discard" }).click();
  await saved().waitFor();
});

test("a message flow is created, edited and followed the same way", async () => {
  await page.goto(`/${SLUG}/message-flows/new`);
  await page.getByRole("textbox", { name: "Name" }).fill("Appointment reminder");
  await page.getByRole("textbox", { name: "First message" }).fill("Your technician comes tomorrow.");
  await prompt().fill("Confirm or move the appointment.");
  await page.getByRole("combobox", { name: "Agent" }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Create flow" }).click();
  await page.waitForURL(new RegExp(`/${SLUG}/message-flows/[0-9a-f]{24}$`));
  await heading("Appointment reminder").waitFor();

  const autopilot = page.getByRole("switch", { name: "Autopilot" });
  const before = await autopilot.getAttribute("aria-checked");
  await autopilot.click();
  await page.getByRole("textbox", { name: /^Description/ }).fill("Sent the day before");
  await save();
  await saved().waitFor();
  expect(await autopilot.getAttribute("aria-checked")).toBe(before === "true" ? "false" : "true");
  await openHistory(new URL(page.url()).pathname);
  const newest = await openNewest();
  expect(await newest.locator("summary").textContent()).toMatch(
    /Maya Lindqvist changed the (autopilot|description)/,
  );
  await newest.getByText("Sent the day before").waitFor();
});

test("a viewer sees a flow's fields and history, and nothing to change it with", async () => {
  const context = await openContext(browser, portal.url);
  const owner = await portal.signedIn();
  const { json } = await owner.call<{ items: { id: string }[] }>(
    "GET",
    "/api/workspaces/harbour-dental/call-flows",
  );
  const viewer = await context.newPage();
  await signInByForm(viewer, MAYA.email, MAYA.password);
  await viewer.goto("/harbour-dental/call-flows");
  await viewer.getByRole("heading", { level: 1, name: "Call flows" }).waitFor();
  expect(await viewer.getByRole("link", { name: "New call flow" }).count()).toBe(0);
  await viewer.goto(`/harbour-dental/call-flows/${json.items[0]?.id}`);
  await viewer.getByRole("tab", { name: "History" }).waitFor();
  expect(await viewer.getByRole("button", { name: /Save|Restore/ }).count()).toBe(0);
  await viewer.goto("/harbour-dental/call-flows/new");
  await viewer.getByRole("heading", { level: 1, name: "There is nothing here" }).waitFor();
  await context.close();
});

test("none of it made the browser complain, but for the answers that refused something", () => {
  const refusals = /Failed to load resource: the server responded with a status of (4\d\d)/;
  expect(complaints.filter((line) => !refusals.test(line))).toEqual([]);
});
