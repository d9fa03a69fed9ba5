import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AUDIT_VISITS, type AuditVisit } from "@/tests/support/audit-visits";
import { type AuditorScene, openAuditorScene } from "@/tests/support/auditor-scene";
import { openContext, takeSession, watchComplaints } from "@/tests/support/browser";
import { expectNoBarriers } from "@/tests/support/dresses";

/** The audit log's pages in every state: no barriers in any dress, nothing to scroll sideways, no complaint. */
let scene: AuditorScene;
let contexts: Record<AuditVisit["as"], BrowserContext>;

beforeAll(async () => {
  scene = await openAuditorScene();
  const contextOf = async (client: AuditorScene["owner"]) => {
    const context = await openContext(scene.browser, scene.portal.url);
    await takeSession(context, client);
    return context;
  };
  contexts = {
    reader: await contextOf(scene.vera),
    auditor: await contextOf(scene.maya),
    admin: await contextOf(scene.owner),
  };
});
afterAll(() => scene?.close());

test.each(AUDIT_VISITS)("$name: no barriers, it fits, and nothing complains", async (visit) => {
  const page = await contexts[visit.as].newPage();
  const complaints = watchComplaints(page);
  await visit.open(page, { log: scene.log, admin: scene.owner });
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  await expectNoBarriers(page);
  expect(complaints.filter((line) => !line.includes(`a status of ${visit.refusal}`))).toEqual([]);
  await page.close();
});
