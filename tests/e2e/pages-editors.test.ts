import { afterAll, beforeAll, expect, test } from "vitest";
import { watchComplaints } from "@/tests/support/browser";
import { expectNoBarriers } from "@/tests/support/dresses";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import { prepareStage, type Stage } from "@/tests/support/editor-stage";
import { EDITOR_VISITS } from "@/tests/support/editor-visits";

/** The editors of a flow in every state: no barriers in any dress, nothing to scroll sideways, no complaint. */
let scene: EditorScene;
let stage: Stage;

beforeAll(async () => {
  scene = await openEditorScene();
  stage = { ...scene, colleague: scene.tom };
  await prepareStage(stage);
});
afterAll(() => scene?.close());

test.each(EDITOR_VISITS)("$name: no barriers, it fits, and nothing complains", async (visit) => {
  // A browser of its own: what is typed here is kept on the device, and would be there at the next visit.
  const page = await scene.openPage(scene.maya);
  const complaints = watchComplaints(page);
  await visit.open(page, stage);
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  await expectNoBarriers(page);
  expect(complaints.filter((line) => !line.includes(`a status of ${visit.refusal}`))).toEqual([]);
  await page.context().close();
});
