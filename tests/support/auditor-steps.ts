import type { Locator, Page } from "playwright-core";

/** The button that a log's chart of days is. */
export const activityButton = (page: Page): Locator =>
  page.getByRole("button", { name: /^Activity of 30 days/ });

/** Opens a log's page, and waits until it can be used. */
export async function openLog(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("search button[aria-haspopup=dialog]:enabled").first().waitFor({ state: "attached" });
}

/** The rows of the list, newest first. */
export const eventRows = (page: Page): Locator => page.locator("#audit-events li > details");
/** The line of an event, which opens it. */
export const titleOf = (row: Locator): Locator => row.locator("> summary");
/** The link to an event's own page, which is its time. */
export const pageLinkOf = (row: Locator): Locator => row.locator("xpath=..").locator("> a");
/** The crosses of the filters that are set. */
export const chips = (page: Page): Locator => page.getByRole("button", { name: /^Remove the filter/ });

/** The filters that are set, in words. */
export async function filtersInWords(page: Page): Promise<string[]> {
  const names = await chips(page).evaluateAll((all) =>
    all.map((chip) => chip.getAttribute("aria-label") ?? ""),
  );
  return names.map((name) => name.replace("Remove the filter ", ""));
}

/** Opens one of the log's further tools. */
export async function openTool(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "More tools" }).click();
  await page.getByRole("menuitem", { name }).click();
}
