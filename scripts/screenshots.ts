import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openContext, takeSession } from "@/tests/support/browser";
import { makeHistory } from "@/tests/support/demo-history";
import type { HttpClient } from "@/tests/support/http-client";
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
  const name = `${view.name}-${label}`;
  const inReadme = README.get(name);
  const still = { animations: "disabled" } as const;
  if (inReadme) await page.screenshot({ ...still, path: join(IMAGES, `${inReadme}.png`) });
  if (!folder) return;
  const sticksOut = await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight + 8);
  await page.screenshot({ ...still, path: join(folder, `${name}.png`) });
  if (sticksOut) await page.screenshot({ ...still, path: join(folder, `${name}-whole.png`), fullPage: true });
}

async function takeAll(browser: Browser, url: string, owner: HttpClient, flowPath: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of SCHEMES) {
      const options = { viewport, colorScheme };
      const [inside, outside] = [
        await openContext(browser, url, options),
        await openContext(browser, url, options),
      ];
      await takeSession(inside, owner);
      const [signedIn, signedOut] = [await inside.newPage(), await outside.newPage()];
      for (const view of views(flowPath)) {
        await take(view.signedOut ? signedOut : signedIn, view, `${size}-${colorScheme}`);
      }
      await inside.close();
      await outside.close();
      process.stdout.write(`  ✓ ${size}, ${colorScheme}\n`);
    }
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
  await takeAll(browser, portal.url, maya, flowPath);
} finally {
  await browser.close();
  await portal.stop();
  await data.remove();
}
