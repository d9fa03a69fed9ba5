import type { Locator, Page } from "playwright-core";
import { CALL_FLOWS, changeFlow, idIn } from "./editor-scene";
import {
  confirmReview,
  descriptionField,
  fillEditor,
  fillPrompt,
  historyEntries,
  nameField,
  openReview,
  promptEditor,
  sendEdits,
} from "./editor-steps";
import type { HttpClient } from "./http-client";
import { askSandbox } from "./sandbox-control";
import type { Portal } from "./start-portal";

/** Where visits take place. The flows in it are the demo's. */
export interface Stage {
  portal: Portal;
  /** Somebody who may edit, and comes in between as a script. */
  colleague: HttpClient;
  /** Gives the path of a call flow's page. */
  pathOf: (name: string) => Promise<string>;
}

/** A state of the editors, and how a person gets there from an empty tab. */
export interface EditorVisit {
  name: string;
  open: (page: Page, stage: Stage) => Promise<void>;
  /** The status of an answer that refuses something on the way. */
  refusal?: number;
}

const HISTORY = "Six-month recall";
const DRIFTED = "Aftercare call";

/** Gives the flows of the visits a past. */
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

const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });

async function openFlow(page: Page, stage: Stage, name: string): Promise<void> {
  await page.goto(await stage.pathOf(name));
  await promptEditor(page);
}

async function openNewFlow(page: Page): Promise<void> {
  await page.goto(`${CALL_FLOWS}/new`);
  await promptEditor(page);
}

async function openHistoryOf(page: Page, stage: Stage, query = ""): Promise<void> {
  await page.goto(`${await stage.pathOf(HISTORY)}?tab=history${query}`);
  await historyEntries(page).first().waitFor();
  await page.locator("button:enabled", { hasText: "Compare states" }).waitFor();
}

async function addVariables(page: Page): Promise<void> {
  await button(page, "Add collection").click();
  await button(page, "Add variable").click();
  await page.getByRole("textbox", { name: "Key of variable 1" }).fill("customerName");
  await button(page, "Add variable").click();
  await page.getByRole("textbox", { name: "Key of variable 2" }).fill("customerName");
}

async function addWebhook(page: Page): Promise<void> {
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

async function openJson(page: Page, tab: string): Promise<void> {
  await button(page, "JSON").click();
  await page.getByRole("tab", { name: tab, exact: true }).click();
}

/** Two edits of the same line, of which the later one is refused. */
async function runIntoConflict(page: Page, stage: Stage): Promise<void> {
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

const EDITING: EditorVisit[] = [
  { name: "rich call flow", open: (page, stage) => openFlow(page, stage, "Front desk") },
  {
    name: "new call flow, filled in",
    open: async (page) => {
      await openNewFlow(page);
      await fillPrompt(page, "Greet {{customerName}} and {{nobody}}.");
      await addVariables(page);
      await button(page, "Add reminder").click();
      await button(page, "Add transfer as JSON").click();
      await addWebhook(page);
    },
  },
  {
    name: "new call flow, refused",
    open: async (page) => {
      await openNewFlow(page);
      await button(page, "Add a webhook").click();
      await button(page, "Create flow").click();
      await nameField(page).and(page.locator("[aria-invalid=true]")).waitFor();
    },
  },
  {
    name: "prompt, full screen",
    open: async (page, stage) => {
      await openFlow(page, stage, "Front desk");
      await button(page, "Full screen").click();
      const screen = page.getByRole("dialog");
      await button(screen, "Find").click();
      await screen.locator(".cm-search").waitFor();
    },
  },
  {
    name: "edits kept on this device",
    open: async (page, stage) => {
      await openFlow(page, stage, "Front desk");
      page.once("dialog", (dialog) => void dialog.accept());
      await descriptionField(page).fill("Typed yesterday");
      await page.getByRole("status").getByText("kept on this device").waitFor();
      await page.reload();
      await page.getByText("Your unsaved edits are back").waitFor();
      await promptEditor(page);
    },
  },
  {
    name: "edited outside",
    open: async (page, stage) => {
      await openFlow(page, stage, DRIFTED);
      await page.locator("summary", { hasText: "What differs" }).click();
    },
  },
];

const DIALOGS: EditorVisit[] = [
  {
    name: "review of changes",
    open: async (page, stage) => {
      await openFlow(page, stage, "Front desk");
      await descriptionField(page).fill("Answers the main line all day");
      await page.getByRole("switch", { name: "Public access" }).click();
      const dialog = await openReview(page);
      await dialog.locator("summary", { hasText: "The request to the upstream" }).click();
      await dialog.getByRole("region", { name: "Command" }).waitFor();
      await confirmReview(page);
      await dialog.getByText("Tick this box to go on").waitFor();
    },
  },
  {
    name: "review of a new flow",
    open: async (page) => {
      await openNewFlow(page);
      await nameField(page).fill("Emergency line");
      await fillPrompt(page, "You answer at night.");
      await addWebhook(page);
      await openReview(page, "Create flow");
    },
  },
  { name: "conflict", refusal: 412, open: runIntoConflict },
  {
    name: "restore",
    open: async (page, stage) => {
      await openHistoryOf(page, stage);
      const entry = historyEntries(page).filter({ hasText: "#2" });
      await entry.locator("summary").click();
      await entry.getByRole("button", { name: "Restore this state" }).click();
      await page.getByRole("dialog").getByText("1 field stays as it is").waitFor();
    },
  },
  {
    name: "duplicate",
    open: async (page, stage) => {
      await openFlow(page, stage, "Front desk");
      await button(page, "Duplicate").click();
      await page.getByRole("combobox", { name: "Direction of the copy" }).waitFor();
    },
  },
  {
    name: "flows switched together",
    open: async (page) => {
      await page.goto(CALL_FLOWS);
      for (const name of ["Front desk", "Aftercare call", "Old phone tree"]) {
        await page.getByRole("checkbox", { name: `Select ${name}` }).check();
      }
      await button(page.getByRole("region", { name: "Selected flows" }), "Activate").click();
      const dialog = page.getByRole("dialog");
      await button(dialog, "Activate").click();
      await dialog.getByText(/^2 skipped, 1 not changed/).waitFor();
    },
  },
];

const LOOKING: EditorVisit[] = [
  {
    name: "two states compared",
    open: async (page, stage) => {
      await openHistoryOf(page, stage, "&from=2&to=4");
      await page.locator("#history-compare ins").first().waitFor();
    },
  },
  {
    name: "authors of a prompt",
    open: async (page, stage) => {
      await openHistoryOf(page, stage);
      await button(page, "Who wrote this prompt?").click();
      await page.getByRole("region", { name: "Prompt with authors" }).waitFor();
    },
  },
  {
    name: "graph as a picture",
    open: async (page, stage) => {
      await openFlow(page, stage, "Emergency triage");
      await button(page, "Graph").click();
      await page.locator(".react-flow__node").first().click();
      await page.getByText("Reached from").first().waitFor();
    },
  },
  {
    name: "graph as a list",
    open: async (page, stage) => {
      await openFlow(page, stage, "Emergency triage");
      await button(page, "List").click();
      const first = page
        .getByRole("list", { name: /^The flow's graph/ })
        .getByRole("button")
        .first();
      await first.click();
      await page.getByText("Reached from").first().waitFor();
    },
  },
  {
    name: "graph being made",
    open: async (page) => {
      await openNewFlow(page);
      for (const type of ["start", "end"]) {
        await button(page, "Add node").click();
        await page.getByRole("group", { name: "New node" }).getByLabel("Type").fill(type);
        await page.keyboard.press("Enter");
      }
      await button(page, "Connect").click();
      await page.getByRole("group", { name: "New edge" }).waitFor();
    },
  },
  {
    name: "flow as JSON",
    open: async (page, stage) => {
      await openFlow(page, stage, "Front desk");
      await openJson(page, "The flow");
      await page.getByRole("tabpanel").locator(".cm-content:visible").waitFor();
    },
  },
  {
    name: "changes as JSON, with a mistake",
    open: async (page, stage) => {
      await openFlow(page, stage, "Front desk");
      await openJson(page, "What you change");
      const editor = page.getByRole("tabpanel").locator(".cm-content:visible");
      await editor.waitFor();
      await fillEditor(page, editor, '{\n  "descripton": "Misspelt"\n}');
      await page.getByRole("button", { name: /^Line 2/ }).waitFor();
      await button(page, "Put into the form").click();
      await page.getByRole("main").getByRole("alert").waitFor();
    },
  },
  {
    name: "what would be sent",
    open: async (page, stage) => {
      await openFlow(page, stage, "Front desk");
      await descriptionField(page).fill("Answers the main line all day");
      await openJson(page, "What would be sent");
      await page.getByRole("region", { name: "Command" }).waitFor();
    },
  },
];

/** Every state of the flow editors that is worth a look. */
export const EDITOR_VISITS: readonly EditorVisit[] = [...EDITING, ...DIALOGS, ...LOOKING];
