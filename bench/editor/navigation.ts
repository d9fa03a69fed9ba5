import type { Browser, Page } from "playwright-core";
import { openContext, takeSession } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import type { Portal } from "@/tests/support/start-portal";
import type { Interaction } from "./report";

/** Each visit is of a browser that knows nothing; the ways after the first in it are of one that has the scripts. */
const VISITS = 10;
const WAYS_AGAIN = 2;
/** So long the pointer is on a link before the click. */
export const AIMING_MS = 200;
/** So long a person holds the button down; what the page does about the press is done before the click. */
const PRESS_MS = 80;
const REST_MS = 2_000;
/** How much slower than this machine the browser's processor is made. */
export const SLOWDOWN = 4;

/** What a person goes to, and what they can use there. */
interface Destination {
  name: string;
  /** The link to it on the page before. */
  link: string;
  usable: string;
}

const FLOW: Destination = {
  name: "From the list to a flow",
  link: "main tbody a[href*='/call-flows/']",
  // A field is read-only or disabled until it takes what is typed.
  usable:
    "#flow-form :is(textarea, [contenteditable=true], input:not([type=checkbox])):not(:disabled, [readonly])",
};
const LIST: Destination = {
  name: "From a flow back to the list",
  link: "nav[aria-label=Main] a[href$='/call-flows']",
  usable: "main tbody :is(a, input:not(:disabled))",
};

interface Way {
  frame: number;
  usable: number;
}

interface WatchingWindow extends Window {
  way?: { frame: number; usable: number };
}

/**
 * Runs in the page before the click: notes after how many milliseconds the next page's frame (its heading or what takes its
 * place) and something to use have been painted. It has no function with a name of its own: a script runner that keeps names
 * would wrap it in a helper that the page doesn't have.
 */
function watchWay(usable: string): void {
  const before = document.querySelector("main h1");
  const way = { frame: 0, usable: 0, start: 0 };
  (window as WatchingWindow).way = way;
  document.addEventListener("click", ({ timeStamp }) => (way.start ||= timeStamp), {
    capture: true,
    once: true,
  });
  const watch = {
    frame() {
      const left = way.start > 0 && !before?.isConnected;
      const frame = left
        ? "main h1, main [role=status][aria-label^=Loading]"
        : "main [role=status][aria-label^=Loading]";
      const seen = {
        frame: way.start > 0 && document.querySelector(frame) !== null,
        usable: left && document.querySelector(usable)?.checkVisibility() === true,
      };
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        // A message that is sent before a frame is painted arrives after it.
        const now = performance.now() - way.start;
        if (seen.frame) way.frame ||= now;
        if (seen.usable) way.usable ||= now;
      };
      port2.postMessage(null);
      if (way.usable === 0) requestAnimationFrame(watch.frame);
    },
  };
  requestAnimationFrame(watch.frame);
}

async function go(page: Page, { link, usable }: Destination): Promise<Way> {
  const target = page.locator(link).first();
  await target.hover();
  await page.waitForTimeout(AIMING_MS);
  await page.evaluate(watchWay, usable);
  await target.click({ delay: PRESS_MS });
  await page.waitForFunction(() => ((window as WatchingWindow).way?.usable ?? 0) > 0);
  const way = await page.evaluate(() => (window as WatchingWindow).way);
  if (!way) throw new Error("the page was loaded anew instead of being left by the router");
  // What is still loading belongs to this way, and must not slow the next one.
  await page.waitForTimeout(REST_MS);
  return way;
}

/** Measures the ways between the list of call flows and a flow, with the browser's processor slowed down. */
export async function measureNavigation(
  browser: Browser,
  portal: Portal,
  client: HttpClient,
  workspace: string,
): Promise<Interaction[]> {
  const times = new Map<string, number[]>();
  const note = (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), ms]);
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await openContext(browser, portal.url);
    await takeSession(context, client);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.goto(`/${workspace}/call-flows`, { waitUntil: "networkidle" });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    for (let way = 0; way <= WAYS_AGAIN; way += 1) {
      const when = way === 0 ? "the first time" : "again";
      for (const destination of [FLOW, LIST]) {
        const { frame, usable } = await go(page, destination);
        note(`${destination.name}, ${when}: the frame`, frame);
        note(`${destination.name}, ${when}: usable`, usable);
      }
    }
    await context.close();
  }
  return [...times].map(([name, ms]) => ({ name, ms }));
}
