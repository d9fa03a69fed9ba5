import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { watchComplaints } from "@/tests/support/browser";
import { type EditorScene, idIn, openEditorScene, storedFlow } from "@/tests/support/editor-scene";
import {
  confirmReview,
  descriptionField,
  fillEditor,
  fillPrompt,
  nameField,
  openReview,
  promptEditor,
  promptText,
  review,
  saveEdits,
  waitUntilSaved,
} from "@/tests/support/editor-steps";
import { askSandbox, sandboxWrites } from "@/tests/support/sandbox-control";

/** The writes of a flow's editors, checked at both ends: the page and the upstream. */
let scene: EditorScene;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  scene = await openEditorScene();
  page = scene.page;
  complaints = watchComplaints(page);
});
afterAll(() => scene?.close());

const button = (name: string) => page.getByRole("button", { name, exact: true });
async function open(name: string): Promise<string> {
  const path = await scene.pathOf(name);
  await page.goto(path);
  await promptEditor(page);
  return path;
}

test("a webhook is added to three, is said to be permanent, and the three keep their secrets", async () => {
  const path = await open("Front desk");
  const before = await storedFlow(scene.portal, idIn(path));
  expect(before.webhooks).toHaveLength(3);
  await button("Add a webhook").click();
  const card = page.getByRole("group", { name: /added, not saved yet$/ });
  await card.getByRole("textbox", { name: "Name", exact: true }).fill("Tell the pharmacy");
  await card.getByRole("textbox", { name: "Address" }).fill("https://pharmacy.example.com/tell");
  await card.locator("summary", { hasText: "Headers" }).click();
  await card.getByRole("button", { name: "Add a header" }).click();
  await card.getByRole("textbox", { name: "Header", exact: true }).fill("X-Pharmacy");
  await card.getByLabel("Value", { exact: true }).fill("pharmacy-canary-1");
  const dialog = await openReview(page);
  await dialog.getByText("1 webhook is added: Tell the pharmacy").waitFor();
  await dialog.getByText(/"Tell the pharmacy" stays for good/).waitFor();
  expect(await dialog.textContent()).not.toContain("pharmacy-canary-1");
  await confirmReview(page);
  await waitUntilSaved(page);

  const { webhooks } = await storedFlow(scene.portal, idIn(path));
  expect(webhooks).toHaveLength(4);
  expect(webhooks.slice(0, 3)).toEqual(before.webhooks);
  expect(webhooks[3]).toMatchObject({
    name: "Tell the pharmacy",
    headers: [{ name: "X-Pharmacy", value: "pharmacy-canary-1" }],
  });
  await page.getByText("Tell the pharmacy").first().waitFor();
  expect(await page.getByRole("group", { name: /added, not saved yet$/ }).count()).toBe(0);
  expect(await page.content()).not.toContain("pharmacy-canary-1");
});

test("a copy is made inactive, with the secrets of its webhooks, and in the requested direction", async () => {
  const path = await open("Front desk");
  const source = await storedFlow(scene.portal, idIn(path));
  await button("Duplicate").click();
  const dialog = page.getByRole("dialog", { name: "Duplicate Front desk" });
  await dialog.getByRole("textbox", { name: "Name of the copy" }).fill("Front desk, second line");
  await dialog.getByRole("combobox", { name: "Direction of the copy" }).selectOption("bidirectional");
  await dialog.getByRole("button", { name: "Duplicate" }).click();
  const heading = page.getByRole("heading", { level: 1, name: "Front desk, second line" });
  const link = dialog.getByRole("link", { name: "Open the copy" });
  await heading.or(link).waitFor();
  if (await link.isVisible()) await link.click();
  await heading.waitFor();

  const copy = await storedFlow(scene.portal, idIn(new URL(page.url()).pathname));
  expect(copy).toMatchObject({ isActive: false, direction: "bidirectional", prompt: source.prompt });
  expect(copy.webhooks.map(({ headers }: { headers: unknown }) => headers)).toEqual(
    source.webhooks.map(({ headers }: { headers: unknown }) => headers),
  );
});

const jsonEditor = () => page.getByRole("tabpanel").locator(".cm-content:visible");
async function openJson(tab: string): Promise<void> {
  await button("JSON").click();
  await page.getByRole("tab", { name: tab }).click();
  await jsonEditor().waitFor();
}

test("JSON with a wrong name says so at its line and is not put into the form", async () => {
  await open("Insurance check");
  const before = await descriptionField(page).inputValue();
  await openJson("What you change");
  await fillEditor(page, jsonEditor(), '{\n  "descripton": "From JSON"\n}');
  await page.getByRole("button", { name: /^Line 2, column 3: / }).waitFor();
  await button("Put into the form").click();
  await page.getByRole("alert").getByText("Nothing was put into the form").waitFor();
  await button("Fields").click();
  expect(await descriptionField(page).inputValue()).toBe(before);
  await page.getByRole("status").getByText("No changes").waitFor();
});

test("JSON that is right is in the fields at once, and is saved from there", async () => {
  const path = await open("Insurance check");
  await openJson("What you change");
  await fillEditor(page, jsonEditor(), '{"description": "From JSON", "isActive": false}');
  await button("Put into the form").click();
  await page.getByRole("alert").getByText("This is in the form now").waitFor();
  await button("Fields").click();
  expect(await descriptionField(page).inputValue()).toBe("From JSON");
  await saveEdits(page);
  expect(await storedFlow(scene.portal, idIn(path))).toMatchObject({
    description: "From JSON",
    isActive: false,
  });
});

test("a request that was downloaded fills the form of another flow", async () => {
  await page.goto(`${scene.callFlows}/new`);
  await fillPrompt(page, "Exported prompt\nof two lines");
  await nameField(page).fill("Exported");
  await openJson("The new flow");
  const [download] = await Promise.all([page.waitForEvent("download"), button("Download").click()]);
  const text = await readFile(await download.path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ name: "Exported", prompt: "Exported prompt\nof two lines" });

  const other = await scene.openPage(scene.maya);
  await other.goto(`${scene.callFlows}/new`);
  await promptEditor(other);
  await other.getByRole("button", { name: "JSON", exact: true }).click();
  await other.getByRole("tab", { name: "The new flow" }).click();
  const file = { name: "exported.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await other.getByLabel("JSON file to import").setInputFiles(file);
  await other.getByRole("button", { name: "Put into the form" }).click();
  await other.getByRole("alert").getByText("This is in the form now").waitFor();
  await other.getByRole("button", { name: "Fields", exact: true }).click();
  expect(await nameField(other).inputValue()).toBe("Exported");
  expect(await promptText(other)).toBe("Exported prompt\nof two lines");
  await other.context().close();
});

test("a whole flow's JSON fills the form of a new one, and says what is left to do", async () => {
  const path = await open("Front desk");
  const flow = await page.evaluate(async (address) => {
    return await (await fetch(address)).text();
  }, `/api/workspaces${path}`);
  const { name, prompt } = JSON.parse(flow);
  await page.goto(`${scene.callFlows}/new`);
  await promptEditor(page);
  await openJson("The new flow");
  const file = { name: "front-desk.json", mimeType: "application/json", buffer: Buffer.from(flow) };
  await page.getByLabel("JSON file to import").setInputFiles(file);
  await page.getByText("This is a whole flow, not a request").waitFor();
  await button("Put it into the form").click();
  const notice = page.getByRole("alert").filter({ hasText: "The flow is in the form now" });
  await notice.getByText("To choose or type").waitFor();
  await notice
    .getByText(/Type the value of the header/)
    .first()
    .waitFor();
  await notice.getByText("Left out").waitFor();
  await button("Fields").click();
  expect(await nameField(page).inputValue()).toBe(name);
  expect(await promptText(page)).toBe(prompt);
});

test("opening a flow to the public needs a word of its own before it is sent", async () => {
  const path = await open("Aftercare call");
  await askSandbox(scene.portal.controlUrl, "DELETE", "/log");
  await page.getByRole("switch", { name: "Public access" }).click();
  await openReview(page);
  await confirmReview(page);
  await review(page).getByText("Tick this box to go on").waitFor();
  expect(await sandboxWrites(scene.portal.controlUrl)).toEqual([]);
  await review(page)
    .getByRole("checkbox", { name: /anyone may use this flow/ })
    .check();
  await confirmReview(page);
  await waitUntilSaved(page);
  expect((await storedFlow(scene.portal, idIn(path))).settings.security.publicAccess).toBe(true);
});

const CHOSEN = ["After-hours emergencies", "Aftercare call", "Six-month recall", "Waitlist filler"];
const FAILING = "Six-month recall";

test("four flows are switched off together; the one that fails is named and stays active", async () => {
  const paths = await Promise.all(CHOSEN.map((name) => scene.pathOf(name)));
  const stored = () => Promise.all(paths.map((path) => storedFlow(scene.portal, idIn(path))));
  for (const flow of await stored()) expect(flow).toMatchObject({ isActive: true });
  await askSandbox(scene.portal.controlUrl, "POST", "/faults", {
    match: { method: "PUT", path: `/v1/api/call-flows/${idIn(paths[CHOSEN.indexOf(FAILING)] ?? "")}` },
    kind: "status",
    status: 400,
    shape: "object",
    message: "Not this one",
  });
  await page.goto(scene.callFlows);
  for (const name of CHOSEN) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("region", { name: "Selected flows" }).getByText("4 selected").waitFor();
  await button("Deactivate").click();
  const dialog = page.getByRole("dialog", { name: "Deactivate 4 call flows" });
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("Closed for a week");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  const tray = page.getByRole("region", { name: "Jobs" });
  await tray.getByText("3 done, 1 to look at").waitFor();
  await tray.getByRole("link", { name: "Deactivate flows" }).click();
  await page.getByRole("heading", { level: 1, name: "Deactivate flows" }).waitFor();
  expect(await page.getByRole("progressbar", { name: "Progress" }).getAttribute("aria-valuetext")).toBe(
    "4 of 4",
  );
  const rows = await page
    .getByRole("table", { name: "Flows of this job" })
    .locator("tbody tr")
    .allInnerTexts();
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(new RegExp(`${FAILING}.*Not changed.*Not this one`, "s"));
  expect(rows.filter((row) => row.includes("Deactivated"))).toHaveLength(3);
  const active = (await stored()).filter(({ isActive }) => isActive).map(({ name }) => name);
  expect(active).toEqual([FAILING]);
});

interface ListedEvent {
  reason: string | null;
  request: { correlationId?: string };
}

test("the audit log shows the four as one undertaking", async () => {
  const events = `/api/workspaces/${scene.slugs.dental}/audit-events?limit=50`;
  const { json } = await scene.maya.call<{ items: ListedEvent[] }>("GET", events);
  const run = json.items.filter(({ reason }) => reason === "Closed for a week");
  expect(run).toHaveLength(4);
  expect(new Set(run.map(({ request }) => request.correlationId)).size).toBe(1);
  expect(run[0]?.request.correlationId).toBeTruthy();
});

test("none of it made the browser complain", () => {
  expect(complaints).toEqual([]);
});
