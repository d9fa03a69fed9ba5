import type { Locator, Page } from "playwright-core";
import { changeFlow, idIn } from "./editor-scene";
import { descriptionField, fillPrompt, historyEntries, promptEditor, sendEdits } from "./editor-steps";
import type { HttpClient } from "./http-client";
import { askSandbox } from "./sandbox-control";
import type { SharedPortal } from "./shared-portal";

/** Where visits take place. The flows in it are the demo's. */
export interface Stage {
  portal: Pick<SharedPortal, "url" | "controlUrl">;
  /** The path of the list of call flows. */
  callFlows: string;
  /** Somebody who may edit, and comes in between as a script. */
  colleague: HttpClient;
  /** Returns the path of a call flow's page. */
  pathOf: (name: string) => Promise<string>;
}

const HISTORY = "Six-month recall";
export const DRIFTED = "Aftercare call";

/** Adds a past to the flows of the visits. */
export async function prepareStage({ portal, colleague, pathOf }: Stage): Promise<void> {
  const past = await pathOf(HISTORY);
  await changeFlow(colleague, past, { prompt: "You call patients.\nOffer two dates.\nBe brief." });
  await changeFlow(colleague, past, { prompt: "You call patients.\nOffer three dates.\nBe brief and kind." });
  await changeFlow(colleague, past, {
    description: "Calls patients whose check-up is due",
    webhooks: [{ name: "Book", url: "https://book.example.com/", method: "POST" }],
  });
  const drifted = await pathOf(DRIFTED);
  await colleague.call("GET", `/api/workspaces${drifted}`);
  await askSandbox(portal.controlUrl, "PATCH", `/flows/call/${idIn(drifted)}`, {
    description: "Written in the dashboard",
    prompt: "You call patients after a treatment.\nAsk how they feel.",
  });
}

/** A button by its whole name. */
export const button = (within: Page | Locator, name: string) =>
  within.getByRole("button", { name, exact: true });

/** Opens a flow's page and waits until its prompt can be edited. */
export async function openFlow(page: Page, stage: Stage, name: string): Promise<void> {
  await page.goto(await stage.pathOf(name));
  await promptEditor(page);
}

/** Opens the form of a new call flow. */
export async function openNewFlow(page: Page, { callFlows }: Stage): Promise<void> {
  await page.goto(`${callFlows}/new`);
  await promptEditor(page);
}

/** Opens the history of the flow that has one; `query` goes to the end of the address. */
export async function openPastFlow(page: Page, stage: Stage, query = ""): Promise<void> {
  await page.goto(`${await stage.pathOf(HISTORY)}?tab=history${query}`);
  await historyEntries(page).first().waitFor();
  await page.locator("button:enabled", { hasText: "Compare states" }).waitFor();
}

/** Adds a collection in which a key stands twice. */
export async function addVariables(page: Page): Promise<void> {
  await button(page, "Add collection").click();
  await button(page, "Add variable").click();
  await page.getByRole("textbox", { name: "Key of variable 1" }).fill("customerName");
  await button(page, "Add variable").click();
  await page.getByRole("textbox", { name: "Key of variable 2" }).fill("customerName");
}

/** Adds a webhook of which every part is open and most is filled in. */
export async function addWebhook(page: Page): Promise<void> {
  await button(page, "Add a webhook").click();
  const card = page.getByRole("group", { name: /added, not saved yet$/ });
  await card.getByRole("textbox", { name: "Name", exact: true }).fill("Look up the caller");
  await card.getByRole("textbox", { name: "Address" }).fill("https://hooks.example.com/look-up");
  for (const summary of await card.locator("summary").all()) await summary.click();
  await button(card, "Add a header").click();
  await card.getByRole("textbox", { name: "Header", exact: true }).fill("X-Key");
  await card.getByLabel("Value", { exact: true }).fill("hidden while typed");
  await button(card, "Add a variable").click();
  await card.getByRole("textbox", { name: "Variable", exact: true }).fill("phone");
  await button(card, "Add a response variable").click();
  await card.getByRole("textbox", { name: "Response variable", exact: true }).fill("customerId");
  await card.getByRole("textbox", { name: "JSON path" }).fill("$.customer.id");
  await card.getByRole("textbox", { name: "Try it out" }).fill('{"customer": {"id": 7}}');
}

/** Goes from the fields to one of the views as JSON. */
export async function openJson(page: Page, tab: string): Promise<void> {
  await button(page, "JSON").click();
  await page.getByRole("tab", { name: tab, exact: true }).click();
}

/** Two edits of the same line, of which the later one is refused. */
export async function runIntoConflict(page: Page, stage: Stage): Promise<void> {
  const path = await stage.pathOf("Waitlist filler");
  const base = "You fill free slots.\nCall one patient after the other.\nBe quick.";
  await changeFlow(stage.colleague, path, { prompt: base, description: "" });
  await openFlow(page, stage, "Waitlist filler");
  await fillPrompt(page, base.replace("Be quick.", "Be quick and polite."));
  await descriptionField(page).fill("Fills slots that got free");
  await changeFlow(stage.colleague, path, {
    prompt: base.replace("quick.", "quick, but not rude."),
    name: "Waitlist filler",
  });
  await sendEdits(page);
  await page.getByRole("alertdialog").waitFor();
}
