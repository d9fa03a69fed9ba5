import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { findChromium } from "./find-chromium";
import type { HttpClient } from "./http-client";

/**
 * Chromium makes two pages of its own address bar for each page of ours, which take as long as a page of ours does. It obeys
 * only the last list of features, so the list that Playwright gives stands here, too.
 */
const FEATURES_OFF = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** No sandbox (tests run as root in containers), and nothing that talks to Google on its own. */
const FLAGS = [
  `--disable-features=${FEATURES_OFF.join(",")}`,
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** How long a page may take for one step; a loaded machine with two processors is slow. */
const STEP_MS = 20_000;

/** @throws Error when no browser is installed: `scripts/prepare-browser.ts` gets one */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium found: run node --import tsx scripts/prepare-browser.ts");
  return await chromium.launch({ executablePath, args: FLAGS });
}

let ofThisProcess: Promise<Browser> | null = null;

/**
 * The browser of the test files that run in this process, one after the other: to start one takes seconds of a processor. A
 * file has contexts of its own, and closes them by `closeContexts`.
 * @throws as `openBrowser`
 */
export async function sharedBrowser(): Promise<Browser> {
  const known = await ofThisProcess?.catch(() => null);
  if (known?.isConnected()) return known;
  ofThisProcess = openBrowser();
  return await ofThisProcess;
}

/** How long a context may take to close. A browser in which one takes longer is of no use to the next file. */
const CLOSES_WITHIN_MS = 20_000;

/** Closes everything that a test file opened in a browser, which the next file uses. */
export async function closeContexts(browser: Browser | undefined): Promise<void> {
  const closing = Promise.all((browser?.contexts() ?? []).map((context) => context.close())).then(() => true);
  const isClosed = await Promise.race([closing, pause(CLOSES_WITHIN_MS, false, { ref: false })]);
  if (isClosed || browser === undefined) return;
  closing.catch(() => undefined);
  await Promise.race([browser.close(), pause(CLOSES_WITHIN_MS, undefined, { ref: false })]);
  ofThisProcess = null;
}

/** A person's browser: cookies and pages of its own. */
export async function openContext(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...options,
  });
  context.setDefaultTimeout(STEP_MS);
  return context;
}

/** Copies a signed-in script's session into a browser: cheaper than the form, where that isn't the subject. */
export async function takeSession(context: BrowserContext, client: HttpClient): Promise<void> {
  const pairs = client.cookieHeader.split("; ").map((pair) => pair.split("="));
  const url = client.base;
  await context.addCookies(pairs.map(([name = "", ...value]) => ({ name, value: value.join("="), url })));
}

/** Signs in by the form, as a person does, and waits for the page behind it. */
export async function signInByForm(page: Page, email: string, password: string): Promise<void> {
  if (!page.url().includes("/sign-in")) await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/**
 * Collects a page's complaints: script errors, refused scripts and styles, failed requests.
 * @returns the complaints so far, oldest first; the array grows
 */
export function watchComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const { url } = message.location();
    const what = url && url !== page.url() ? ` at ${url}` : "";
    complaints.push(`${message.type()}: ${message.text()}${what} (${new URL(page.url()).pathname})`);
  });
  page.on("pageerror", (error) =>
    complaints.push(`script: ${error.message} (${new URL(page.url()).pathname})`),
  );
  return complaints;
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResults {
  passes: unknown[];
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

interface AxeWindow {
  axe?: { run: (options: object) => Promise<AxeResults> };
}

const CONTRAST = "color-contrast";
/** Good results are only counted: describing them takes longer than finding them. */
const RESULTS = { resultTypes: ["violations"] };
const RULES = {
  all: RESULTS,
  "colours alone": { ...RESULTS, runOnly: { type: "rule", values: [CONTRAST] } },
  "all but colours": { ...RESULTS, rules: { [CONTRAST]: { enabled: false } } },
};

/**
 * Finds barriers to people who use a keyboard, a screen reader or strong contrast (axe-core, WCAG 2.2 AA and its
 * best practices). The check is run by the debugger, which the page's content security policy doesn't bind.
 *
 * @param kind a part of the rules, where the rest was checked in another dress of the same page
 * @returns one line for each finding; empty when there is none
 */
export async function findBarriers(page: Page, kind: keyof typeof RULES = "all"): Promise<string[]> {
  const isThere = await page.evaluate(() => (globalThis as unknown as AxeWindow).axe !== undefined);
  if (!isThere) await page.evaluate(await axeSource);
  // Only what is needed leaves the page: the whole answer of a large page is megabytes.
  const { checked, violations } = await page.evaluate(async (options) => {
    const results = await (globalThis as unknown as AxeWindow).axe?.run(options);
    return { checked: results?.passes.length ?? 0, violations: results?.violations ?? [] };
  }, RULES[kind] as object);
  if (checked === 0) throw new Error("axe checked nothing");
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help} at ${target.join(" ")}: ${failureSummary ?? ""}`,
    ),
  );
}

/** How many pixels of the page stick out to the right of the window. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
