import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext, takeSession, watchComplaints } from "@/tests/support/browser";
import { expectNoBarriers } from "@/tests/support/dresses";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import { prepareStage, type Stage } from "@/tests/support/editor-stage";
import { EDITOR_VISITS } from "@/tests/support/editor-visits";

/** The editors of a flow in every state: no barriers in any dress, nothing to scroll sideways, no complaint. */
let scene: EditorScene;
let stage: Stage;
let context: BrowserContext;

beforeAll(async () => {
  scene = await openEditorScene();
  stage = { ...scene, colleague: scene.tom };
  await prepareStage(stage);
  context = await openContext(scene.browser, scene.portal.url);
  await takeSession(context, scene.maya);
});
afterAll(() => scene?.close());

/** Opens a page without the drafts of earlier visits, which are kept on the device. */
async function openForgetfulPage(): Promise<Page> {
  const page = await context.newPage();
  const debuggerOfPage = await context.newCDPSession(page);
  const storage = { origin: scene.portal.url, storageTypes: "local_storage" };
  await debuggerOfPage.send("Storage.clearDataForOrigin", storage);
  await debuggerOfPage.detach();
  return page;
}

test.each(EDITOR_VISITS)("$name: no barriers, it fits, and nothing complains", async (visit) => {
  const page = await openForgetfulPage();
  const complaints = watchComplaints(page);
  await visit.open(page, stage);
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  await expectNoBarriers(page);
  expect(complaints.filter((line) => !line.includes(`a status of ${visit.refusal}`))).toEqual([]);
  await page.close();
});
