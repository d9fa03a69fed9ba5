import type { Page } from "playwright-core";
import {
  addVariables,
  addWebhook,
  button,
  DRIFTED,
  openFlow,
  openJson,
  openNewFlow,
  openPastFlow,
  runIntoConflict,
  type Stage,
} from "./editor-stage";
import {
  confirmReview,
  descriptionField,
  fillEditor,
  fillPrompt,
  historyEntries,
  nameField,
  openReview,
  promptEditor,
} from "./editor-steps";

/** A state of the editors, and how a person gets there from an empty tab. */
export interface EditorVisit {
  name: string;
  open: (page: Page, stage: Stage) => Promise<void>;
  /** The status of an answer that refuses something on the way. */
  refusal?: number;
}

const EDITING: EditorVisit[] = [
  { name: "rich call flow", open: (page, stage) => openFlow(page, stage, "Front desk") },
  {
    name: "new call flow, filled in",
    open: async (page, stage) => {
      await openNewFlow(page, stage);
      await fillPrompt(page, "Greet {{customerName}} and {{nobody}}.");
      await addVariables(page);
      await button(page, "Add reminder").click();
      await button(page, "Add transfer as JSON").click();
      await addWebhook(page);
    },
  },
  {
    name: "new call flow, refused",
    open: async (page, stage) => {
      await openNewFlow(page, stage);
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
      await dialog.locator("summary", { hasText: "The request to Trillet" }).click();
      await dialog.getByRole("region", { name: "Command" }).waitFor();
      await confirmReview(page);
      await dialog.getByText("Tick this box to go on").waitFor();
    },
  },
  {
    name: "review of a new flow",
    open: async (page, stage) => {
      await openNewFlow(page, stage);
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
      await openPastFlow(page, stage);
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
    open: async (page, { callFlows }) => {
      await page.goto(callFlows);
      for (const name of ["Front desk", "Aftercare call", "Old phone tree"]) {
        await page.getByRole("checkbox", { name: `Select ${name}` }).check();
      }
      await button(page.getByRole("region", { name: "Selected flows" }), "Activate").click();
      await page
        .getByRole("dialog")
        .getByRole("textbox", { name: /^Reason/ })
        .fill("Season");
    },
  },
];

/** The graph loads when it comes near the window. */
async function scrollToGraph(page: Page): Promise<void> {
  await page.locator("#section-graph").scrollIntoViewIfNeeded();
}

const LOOKING: EditorVisit[] = [
  {
    name: "two states compared",
    open: async (page, stage) => {
      await openPastFlow(page, stage, "&from=2&to=4");
      await page.locator("#history-compare ins").first().waitFor();
    },
  },
  {
    name: "authors of a prompt",
    open: async (page, stage) => {
      await openPastFlow(page, stage);
      await button(page, "Who wrote this prompt?").click();
      await page.getByRole("region", { name: "Prompt with authors" }).waitFor();
    },
  },
  {
    name: "graph as a picture",
    open: async (page, stage) => {
      await openFlow(page, stage, "Emergency triage");
      await scrollToGraph(page);
      await button(page, "Graph").click();
      await page.locator(".react-flow__node").first().click();
      await page.getByText("Reached from").first().waitFor();
    },
  },
  {
    name: "graph as a list",
    open: async (page, stage) => {
      await openFlow(page, stage, "Emergency triage");
      await scrollToGraph(page);
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
    open: async (page, stage) => {
      await openNewFlow(page, stage);
      await scrollToGraph(page);
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

/** Every state of the flow editors that is worth a check. */
export const EDITOR_VISITS: readonly EditorVisit[] = [...EDITING, ...DIALOGS, ...LOOKING];
