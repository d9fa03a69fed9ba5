import type { Page } from "playwright-core";
import { activityButton, eventRows, openLog, pageLinkOf, titleOf } from "./auditor-steps";
import { button } from "./editor-stage";
import type { HttpClient } from "./http-client";

/** The visited log, and a person who may do anything with it. */
export interface AuditStage {
  /** The path of its page. */
  log: string;
  admin: HttpClient;
}

/** A state of the audit log's pages, and how a person gets there from an empty tab. */
export interface AuditVisit {
  name: string;
  /** The visitor's role. A reader may neither export nor verify; an auditor may; an admin also sets retention. */
  as: "reader" | "auditor" | "admin";
  open: (page: Page, stage: AuditStage) => Promise<void>;
  /** The status of an answer that refuses something on the way. */
  refusal?: number;
}

/** Adds an outside receiver to the log, unless it has one. Nobody answers at this address. */
async function addReceiver({ log, admin }: AuditStage): Promise<void> {
  const api = `/api/workspaces${log.replace(/\/audit$/, "/audit-webhooks")}`;
  const { json } = await admin.call<{ items: unknown[] }>("GET", api);
  if (json.items.length > 0) return;
  const added = await admin.call("POST", api, { body: { url: "https://siem.example.com/switchboard" } });
  if (added.status !== 201) throw new Error(`adding a receiver: ${added.status} ${added.text}`);
}

async function openHeading(page: Page, address: string, heading: string | RegExp): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

const FINDING: AuditVisit[] = [
  {
    name: "log, an event opened",
    as: "reader",
    open: async (page, { log }) => {
      await openLog(page, `${log}?field=/customWelcomeMessage`);
      await titleOf(eventRows(page).first()).click();
      await page.locator("#audit-events ins").first().waitFor();
    },
  },
  {
    name: "log, all filters",
    as: "admin",
    open: async (page, { log }) => {
      await openLog(page, `${log}?outcome=succeeded&from=2026-01-01&zone=Europe/Berlin&q=front`);
      await page.getByRole("button", { name: /^Period/ }).click();
      await page
        .getByRole("textbox", { name: "Time zone" })
        .or(page.locator("#audit-zone"))
        .first()
        .waitFor();
    },
  },
  {
    name: "log, a field being chosen",
    as: "auditor",
    open: async (page, { log }) => {
      await openLog(page, log);
      const unfold = page.getByRole("button", { name: /^Filters/ });
      if (await unfold.isVisible()) await unfold.click();
      await page.getByRole("combobox", { name: "Field" }).click();
      await page.getByRole("option", { name: "Welcome message", exact: true }).waitFor();
    },
  },
  {
    name: "log, activity",
    as: "auditor",
    open: async (page, { log }) => {
      await openLog(page, log);
      const fold = activityButton(page);
      if ((await fold.getAttribute("aria-expanded")) !== "true") await fold.click();
      await page.getByRole("toolbar", { name: /^Days/ }).waitFor();
    },
  },
  {
    name: "log, saved views",
    as: "auditor",
    open: async (page, { log }) => {
      await openLog(page, `${log}?outcome=failed`);
      await button(page, "Views").click();
      await page.getByRole("textbox", { name: "Save the present search as" }).waitFor();
    },
  },
  {
    name: "log, nothing found",
    as: "reader",
    open: async (page, { log }) => {
      await openLog(page, `${log}?q=nothing-has-this-word`);
      await page.getByText("No event matches").waitFor();
    },
  },
  {
    name: "log, further filters",
    as: "admin",
    open: async (page, { log }) => {
      await openLog(page, `${log}?ip=127.0.0.1`);
      await button(page, "More filters").click();
      await page.getByRole("searchbox", { name: "Correlation id" }).waitFor();
    },
  },
  {
    name: "log, further tools",
    as: "admin",
    open: async (page, { log }) => {
      await openLog(page, log);
      await button(page, "More tools").click();
      await page.getByRole("menuitem", { name: "Deliveries" }).waitFor();
    },
  },
  {
    name: "log, nothing in a period",
    as: "reader",
    open: async (page, { log }) => {
      await openLog(page, `${log}?from=2020-01-01&to=2020-01-02&zone=Europe/Berlin`);
      await page.getByText("Nothing in these days").waitFor();
    },
  },
  {
    name: "event that was not allowed",
    as: "auditor",
    open: async (page, { log }) => {
      await openLog(page, log);
      await page.request.patch(`/api/workspaces${log.replace(/\/audit$/, "")}`, {
        data: { name: "Mine" },
        headers: { origin: new URL(page.url()).origin },
      });
      await openLog(page, `${log}?outcome=denied`);
      await page.goto((await pageLinkOf(eventRows(page).first()).getAttribute("href")) ?? "");
      await page.getByText("Not allowed", { exact: true }).waitFor();
    },
  },
  {
    name: "log, nothing older",
    as: "reader",
    open: async (page, { log }) => {
      await openLog(page, `${log}?cursor=1`);
      await page.getByText("Nothing older").waitFor();
      await page.getByRole("link", { name: "Back to newest" }).waitFor();
    },
  },
  {
    name: "log on paper",
    as: "auditor",
    open: (page, { log }) => openHeading(page, `${log}/print?period=last-30-days&zone=Europe/Berlin`, /./),
  },
];

const PROVING: AuditVisit[] = [
  {
    name: "event, proven",
    as: "auditor",
    open: async (page, { log }) => {
      await openLog(page, `${log}?field=/customWelcomeMessage`);
      const address = await pageLinkOf(eventRows(page).first()).getAttribute("href");
      await openHeading(page, address ?? "", /changed the call flow/);
      await button(page, "Prove this event").click();
      await page.getByText(/is part of the signed log$/).waitFor();
    },
  },
  {
    name: "integrity, verified",
    as: "auditor",
    open: async (page, { log }) => {
      await openHeading(page, `${log}/integrity`, "Integrity");
      await button(page, "Verify now").click();
      await page.getByText("The log is unbroken").waitFor();
    },
  },
  {
    name: "integrity, retention being set",
    as: "admin",
    open: async (page, { log }) => {
      await openHeading(page, `${log}/integrity`, "Integrity");
      await page.getByRole("combobox", { name: "Keep events" }).selectOption("days");
      await page.getByRole("textbox", { name: "Days" }).fill("3");
      await button(page, "Save").click();
      await page.locator("#keep-days[aria-invalid=true]").waitFor();
    },
  },
  {
    name: "integrity, retention to be confirmed",
    as: "admin",
    open: async (page, { log }) => {
      await openHeading(page, `${log}/integrity`, "Integrity");
      await page.getByRole("combobox", { name: "Keep events" }).selectOption("days");
      await page.getByRole("textbox", { name: "Days" }).fill("90");
      await button(page, "Save").click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "portal's integrity",
    as: "admin",
    open: (page) => openHeading(page, "/audit/integrity", "Integrity"),
  },
  {
    name: "integrity, not for a reader",
    as: "reader",
    open: (page, { log }) => openHeading(page, `${log}/integrity`, /./),
    refusal: 404,
  },
  {
    name: "export, what and as what",
    as: "auditor",
    open: async (page, { log }) => {
      await openLog(page, `${log}?q=front&outcome=succeeded`);
      await button(page, "Export").click();
      await page.getByRole("radio", { name: "OCSF" }).check();
    },
  },
  {
    name: "export, done",
    as: "auditor",
    open: async (page, { log }) => {
      await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
      await openLog(page, log);
      await button(page, "Export").click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("radio", { name: "CSV" }).check();
      await button(dialog, "Export").click();
      await dialog.getByText(/^\d+ events? exported$/).waitFor();
    },
  },
];

const DELIVERING: AuditVisit[] = [
  {
    name: "deliveries, none",
    as: "admin",
    open: (page) => openHeading(page, "/audit/deliveries", "Deliveries"),
  },
  {
    name: "deliveries, a receiver being added",
    as: "admin",
    open: async (page, { log }) => {
      await openHeading(page, `${log}/deliveries`, "Deliveries");
      await button(page, "Add receiver").click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "Address" }).fill("http://plain.example.com");
      await button(dialog, "Add receiver").click();
      await dialog.locator("[aria-invalid=true]").waitFor();
    },
    refusal: 422,
  },
  {
    name: "deliveries, a receiver",
    as: "admin",
    open: async (page, stage) => {
      await addReceiver(stage);
      await openHeading(page, `${stage.log}/deliveries`, "Deliveries");
      await page.getByRole("article", { name: "siem.example.com" }).waitFor();
    },
  },
];

/** Every state of the audit log's pages that is worth a check. */
export const AUDIT_VISITS: readonly AuditVisit[] = [...FINDING, ...PROVING, ...DELIVERING];
