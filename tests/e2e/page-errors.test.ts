import { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { embeddedDatabaseUrl } from "@/lib/db/embedded-database";
import { openBrowser, openContext, signInByForm } from "@/tests/support/browser";
import { OWNER, type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** A page that the server can't make: what a person sees, and what an operator finds by it. */
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await temporaryDataDir();
  [portal, browser] = await Promise.all([startPortal(folder.path, { PORTAL_DEMO: "0" }), openBrowser()]);
  page = await (await openContext(browser, portal.url)).newPage();
  await signInByForm(page, OWNER.email, OWNER.password);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await folder?.remove();
});

/** The lines of the log that are about a page that failed. */
const failures = () =>
  portal
    .stdout()
    .split("\n")
    .filter((line) => line.includes('"digest"'))
    .map((line): Record<string, unknown> => JSON.parse(line));

test("the number on a page that failed is in one line of the log, with the answer's id", async () => {
  const database = new Client({ connectionString: await embeddedDatabaseUrl(portal.dataDir) });
  await database.connect();
  await database.query('ALTER TABLE "ProviderDomain" RENAME TO "Elsewhere"');
  await database.end();
  const answer = await page.goto("/security/providers");
  await page.getByRole("heading", { level: 1, name: "This page could not be shown" }).waitFor();
  const digest = await page.getByRole("alert").locator("code").textContent();
  await expect.poll(failures).toHaveLength(1);
  const [line] = failures();
  expect(line).toMatchObject({
    level: 50,
    requestId: answer?.headers()["x-request-id"],
    digest,
    method: "GET",
    page: "/security/providers",
    error: expect.stringContaining("P20"),
  });
});
