import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBarriers, sidewaysOverflow, watchComplaints } from "@/tests/support/browser";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import { prepareStage, type Stage } from "@/tests/support/editor-stage";
import { EDITOR_VISITS } from "@/tests/support/editor-visits";

/** The editors of a flow in every state: no barriers in any dress, nothing to scroll sideways, no complaint. */
let scene: EditorScene;
let stage: Stage;

beforeAll(async () => {
  scene = await openEditorScene();
  stage = { portal: scene.portal, colleague: scene.tom, pathOf: scene.pathOf };
  await prepareStage(stage);
});
afterAll(() => scene?.close());

/** In the dark only the colours are others; on a phone everything but them. */
const DRESSES = [
  { colorScheme: "light", width: 1280, kind: "all" },
  { colorScheme: "dark", width: 1280, kind: "colours alone" },
  { colorScheme: "light", width: 390, kind: "all but colours" },
] as const;

/** Changes the dress of a page where it stands: to open each state once more would take longer than to look at it. */
async function dress(page: Page, colorScheme: "light" | "dark", width: number): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 844 });
  const isDark = () => page.locator("html").evaluate((root) => root.classList.contains("dark"));
  await expect.poll(isDark).toBe(colorScheme === "dark");
  // What began to fade is ended, or colours would be looked at on their way; waiting for it would take for ever where
  // it is out of sight. Some things have no end, such as a cursor that blinks.
  await page.evaluate(() => {
    const ending = ({ effect }: Animation) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY;
    for (const animation of document.getAnimations().filter(ending)) animation.finish();
  });
}

test.each(EDITOR_VISITS)("$name: no barriers, it fits, and nothing complains", async (visit) => {
  // A browser of its own: what is typed here is kept on the device, and would be there at the next visit.
  const page = await scene.openPage(scene.maya);
  const complaints = watchComplaints(page);
  await visit.open(page, stage);
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  for (const { colorScheme, width, kind } of DRESSES) {
    await dress(page, colorScheme, width);
    expect(await findBarriers(page, kind), `${colorScheme}, ${width} px`).toEqual([]);
    expect(await sidewaysOverflow(page), `${colorScheme}, ${width} px`).toBe(0);
  }
  expect(complaints.filter((line) => !line.includes(`a status of ${visit.refusal}`))).toEqual([]);
  await page.context().close();
});
