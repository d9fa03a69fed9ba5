import type { Page } from "playwright-core";
import { expect } from "vitest";
import { findBarriers, sidewaysOverflow } from "./browser";

/** In the dark only the colours are others; on a phone everything but them. */
const DRESSES = [
  { colorScheme: "light", width: 1280, kind: "all" },
  { colorScheme: "dark", width: 1280, kind: "colours alone" },
  { colorScheme: "light", width: 390, kind: "all but colours" },
] as const;

/** Changes the dress of an open page: opening each state once more would take longer than the check. */
async function dress(page: Page, colorScheme: "light" | "dark", width: number): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 844 });
  const isDark = () => page.locator("html").evaluate((root) => root.classList.contains("dark"));
  await expect.poll(isDark).toBe(colorScheme === "dark");
  // Fades are ended, or colours would be checked in between; waiting for them would take for ever where
  // it is out of sight. Some things have no end, such as a cursor that blinks.
  await page.evaluate(() => {
    const ending = ({ effect }: Animation) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY;
    for (const animation of document.getAnimations().filter(ending)) animation.finish();
  });
}

/**
 * Expects a page to have no barriers, and to fit its window, in light and dark and on a phone.
 * @param state what is open on the page, for the message of a failure
 */
export async function expectNoBarriers(page: Page, state = "the page"): Promise<void> {
  for (const { colorScheme, width, kind } of DRESSES) {
    await dress(page, colorScheme, width);
    expect(await findBarriers(page, kind), `${state}: ${colorScheme}, ${width} px`).toEqual([]);
    expect(await sidewaysOverflow(page), `${state}: ${colorScheme}, ${width} px`).toBe(0);
  }
}
