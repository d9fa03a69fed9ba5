import type { Client } from "pg";
import type { Browser } from "playwright-core";
import { openContext, takeSession } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import { databaseCounts } from "../harness/database-counters";
import { type Summary, summarise } from "../harness/summary";

const WARM_UP = 40;
const REQUESTS = 100;
const VISITS = 9;
const FURTHER_MS = 1_500;
/** How much slower than this machine the browser's processor is made. */
export const SLOWDOWN = 4;

/** What the overview costs somebody with so many workspaces. Times in milliseconds. */
export interface OverviewCost {
  workspaces: number;
  /** `GET /api/overview`, from the request to the end of its answer. */
  api: Summary;
  /** The statements of one such request; null where the server does not count them. */
  statements: number | null;
  /** The same of the page. */
  page: Summary;
  pageStatements: number | null;
  /** The page's size as HTML, in bytes. */
  html: number;
  /** Largest contentful paint with a slower processor, for each way to the page. */
  paints: { way: string; cost: Summary }[];
}

export interface Place {
  url: string;
  client: HttpClient;
  browser: Browser;
  counters: Client;
  database: string;
  countsStatements: boolean;
}

async function timed({ url, client }: Place, path: string): Promise<{ ms: number; bytes: number }> {
  const started = performance.now();
  const answer = await fetch(new URL(path, url), { headers: { cookie: client.cookieHeader } });
  const { byteLength } = await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return { ms: performance.now() - started, bytes: byteLength };
}

/** Sends one request after the other; their code is compiled, and the database's pages are in memory. */
async function serverCost(place: Place, path: string) {
  for (let n = 0; n < WARM_UP; n++) await timed(place, path);
  const { counters, database, countsStatements } = place;
  const before = await databaseCounts(counters, database, countsStatements);
  const times: number[] = [];
  let bytes = 0;
  for (let n = 0; n < REQUESTS; n++) {
    const one = await timed(place, path);
    times.push(one.ms);
    bytes = one.bytes;
  }
  const after = await databaseCounts(counters, database, countsStatements);
  const statements =
    before.statements === null || after.statements === null
      ? null
      : (after.statements - before.statements) / REQUESTS;
  return { times: summarise(times), statements, bytes };
}

interface PaintWindow extends Window {
  largestPaint?: number;
}

function watchPaint(): void {
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) (window as PaintWindow).largestPaint = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

/** A page that no page can be faster than: what the browser takes for itself. */
const ONE_LINE = "/one-line";
/** An answer of the portal that loads nothing. */
const BARE = "/api/health/live";

/** How somebody comes to the page. None of them has any of its files, but for the last. */
const WAYS: readonly Way[] = [
  { way: "a new tab", path: "/", before: [] },
  { way: "a tab that shows a bare answer of the portal", path: "/", before: [BARE] },
  { way: "a tab that has shown the page before", path: "/", before: ["/", BARE] },
  { way: "a new tab, to a page of one line", path: ONE_LINE, before: [] },
];

interface Way {
  way: string;
  path: string;
  before: readonly string[];
}

/** When a browser with a slower processor has painted the largest thing of a page. */
async function paintCost({ url, client, browser }: Place, { path, before }: Way): Promise<Summary> {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await openContext(browser, url);
    await takeSession(context, client);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    await page.addInitScript(watchPaint);
    if (path === ONE_LINE) {
      const body = "<!doctype html><title>One line</title><p>All of this page is one line.";
      await page.route(`${url}${ONE_LINE}`, (route) => route.fulfill({ contentType: "text/html", body }));
    }
    for (const earlier of before) await page.goto(earlier, { waitUntil: "networkidle" });
    await page.goto(path, { waitUntil: "networkidle" });
    // A slow browser may paint after the network has become still, and paint something larger a little later.
    await page.waitForFunction(() => (window as PaintWindow).largestPaint !== undefined);
    await page.waitForTimeout(FURTHER_MS);
    const paint = await page.evaluate(() => (window as PaintWindow).largestPaint ?? 0);
    // The first visit of all compiles what the later ones use.
    if (visit > 0) times.push(paint);
    await context.close();
  }
  return summarise(times);
}

/** Measures the first page and its API for somebody with so many workspaces. */
export async function measureOverview(place: Place, workspaces: number): Promise<OverviewCost> {
  const api = await serverCost(place, "/api/overview");
  const page = await serverCost(place, "/");
  const paints: OverviewCost["paints"] = [];
  for (const way of WAYS) paints.push({ way: way.way, cost: await paintCost(place, way) });
  return {
    workspaces,
    api: api.times,
    statements: api.statements,
    page: page.times,
    pageStatements: page.statements,
    html: page.bytes,
    paints,
  };
}
