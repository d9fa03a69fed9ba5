import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { TOM } from "@/tests/support/add-person";
import { AUDIT_VISITS } from "@/tests/support/audit-visits";
import { openBrowser, openContext, takeSession } from "@/tests/support/browser";
import { makeHistory } from "@/tests/support/demo-history";
import { findCallFlow } from "@/tests/support/editor-scene";
import { prepareStage, type Stage } from "@/tests/support/editor-stage";
import { EDITOR_VISITS } from "@/tests/support/editor-visits";
import { HttpClient } from "@/tests/support/http-client";
import { startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/**
 * Takes pictures of a fresh demo portal in which two people have worked.
 * The two that the README shows go to docs/images; with a folder as argument, all of them go there as well.
 */
const IMAGES = fileURLToPath(new URL("../docs/images", import.meta.url));
const folder = process.argv[2] ? resolve(process.argv[2]) : null;
const README = new Map([
  ["call-flows-desktop-light", "call-flows-light"],
  ["history-desktop-dark", "history-dark"],
]);

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const SCHEMES = ["light", "dark"] as const;

interface View {
  name: string;
  path: string;
  signedOut?: boolean;
  /** Opens something on the page before the picture is taken. */
  unfold?: (page: Page) => Promise<void>;
}

const openSummary = (words: string) => async (page: Page) => {
  const summary = page.locator("summary", { hasText: words }).first();
  await summary.click();
};

function views(flowPath: string): View[] {
  return [
    { name: "sign-in", path: "/sign-in", signedOut: true },
    { name: "workspaces", path: "/" },
    { name: "call-flows", path: "/harbour-dental/call-flows" },
    { name: "call-flow", path: flowPath },
    { name: "history", path: `${flowPath}?tab=history`, unfold: openSummary("changed the prompt") },
    { name: "audit", path: "/harbour-dental/audit", unfold: openSummary("changed the call flow") },
    { name: "message-flows", path: "/harbour-dental/message-flows" },
    { name: "new-call-flow", path: "/harbour-dental/call-flows/new" },
    { name: "settings", path: "/harbour-dental/settings" },
    { name: "people", path: "/people" },
    { name: "account", path: "/account" },
  ];
}

/** Waits until the page's script has taken over and nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  // A pressed summary keeps its focus ring, which is right on the page but odd in a picture.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.mouse.move(0, 0);
}

async function take(page: Page, view: View, label: string): Promise<void> {
  await page.goto(view.path);
  await settle(page);
  await view.unfold?.(page);
  await settle(page);
  await save(page, `${view.name}-${label}`);
}

const still = { animations: "disabled" } as const;

async function save(page: Page, name: string): Promise<void> {
  const inReadme = README.get(name);
  if (inReadme) await page.screenshot({ ...still, path: join(IMAGES, `${inReadme}.png`) });
  if (!folder) return;
  const sticksOut = await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight + 8);
  await page.screenshot({ ...still, path: join(folder, `${name}.png`) });
  if (sticksOut) await page.screenshot({ ...still, path: join(folder, `${name}-whole.png`), fullPage: true });
}

/** A window of each size in each scheme; the label names its pictures. */
const DRESSES = Object.entries(SIZES).flatMap(([size, viewport]) =>
  SCHEMES.map((colorScheme) => ({ label: `${size}-${colorScheme}`, options: { viewport, colorScheme } })),
);

async function takePages(browser: Browser, url: string, owner: HttpClient, flowPath: string): Promise<void> {
  for (const { label, options } of DRESSES) {
    const inside = await openContext(browser, url, options);
    const outside = await openContext(browser, url, options);
    await takeSession(inside, owner);
    const [signedIn, signedOut] = [await inside.newPage(), await outside.newPage()];
    for (const view of views(flowPath)) await take(view.signedOut ? signedOut : signedIn, view, label);
    await inside.close();
    await outside.close();
    process.stdout.write(`  ✓ pages, ${label}\n`);
  }
}

const fileName = (words: string) => words.replaceAll(/[^a-z]+/gi, "-").toLowerCase();

/** The states of the editors, each in a browser of its own, since a draft is kept on the device. */
async function takeEditors(browser: Browser, owner: HttpClient, stage: Stage): Promise<void> {
  await prepareStage(stage);
  for (const { label, options } of DRESSES) {
    for (const visit of EDITOR_VISITS) {
      const context = await openContext(browser, stage.portal.url, options);
      await takeSession(context, owner);
      const page = await context.newPage();
      await visit.open(page, stage);
      await page.waitForLoadState("networkidle");
      await save(page, `editor-${fileName(visit.name)}-${label}`);
      await context.close();
    }
    process.stdout.write(`  ✓ editors, ${label}\n`);
  }
}

/** The states of the audit log. An owner is an auditor, too. */
async function takeAudit(
  browser: Browser,
  url: string,
  admin: HttpClient,
  reader: HttpClient,
): Promise<void> {
  for (const { label, options } of DRESSES) {
    for (const visit of AUDIT_VISITS) {
      const context = await openContext(browser, url, options);
      await takeSession(context, visit.as === "reader" ? reader : admin);
      const page = await context.newPage();
      await visit.open(page, { log: "/harbour-dental/audit", admin });
      await page.waitForLoadState("networkidle");
      await save(page, `audit-${fileName(visit.name)}-${label}`);
      await context.close();
    }
    process.stdout.write(`  ✓ audit log, ${label}\n`);
  }
}

const data = await temporaryDataDir();
await mkdir(IMAGES, { recursive: true });
if (folder) await mkdir(folder, { recursive: true });
process.stdout.write("Starting a demo portal\n");
const limits = { SANDBOX_REQUESTS_PER_MINUTE: "0", UPSTREAM_REQUESTS_PER_MINUTE: "1000" };
const [portal, browser] = await Promise.all([startPortal(data.path, limits), openBrowser()]);
try {
  const { maya, flowPath } = await makeHistory(portal);
  await takePages(browser, portal.url, maya, flowPath);
  const colleague = await new HttpClient(portal.url).signIn(TOM.email, TOM.password);
  const pathOf = (name: string) => findCallFlow(maya, name);
  if (folder) {
    await takeAudit(browser, portal.url, maya, colleague);
    await takeEditors(browser, maya, { portal, callFlows: "/harbour-dental/call-flows", colleague, pathOf });
  }
} finally {
  await browser.close();
  await portal.stop();
  await data.remove();
}
