import type { Locator, Page } from "playwright-core";

/** Opens a log's page, and waits until it can be used. */
export async function openLog(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("search button[aria-pressed]:enabled").first().waitFor({ state: "attached" });
}

/** The rows of the list, newest first. */
export const eventRows = (page: Page): Locator => page.locator("#audit-events li > details");
/** The line of an event, which opens it. */
export const titleOf = (row: Locator): Locator => row.locator("> summary");
/** The filters in use, in words. */
export const chips = (page: Page): Locator => page.getByRole("button", { name: /^Remove the filter/ });
