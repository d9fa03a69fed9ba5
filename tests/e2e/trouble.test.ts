import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openContext, signInByForm } from "@/tests/support/browser";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import {
  descriptionField,
  openReview,
  review,
  sendEdits,
  waitUntilSaved,
} from "@/tests/support/editor-steps";
import { askSandbox, sandboxWrites } from "@/tests/support/sandbox-control";

/** A person's view, and their text, when something breaks in the middle of their work. */
const UPSTREAM_FLOWS = "/v1/api/call-flows";

let scene: EditorScene;
let controlUrl: string;
let page: Page;

beforeAll(async () => {
  scene = await openEditorScene();
  controlUrl = scene.portal.controlUrl;
  page = await (await openContext(scene.browser, scene.portal.url)).newPage();
  await signIn(page);
  await page.goto(scene.callFlows);
  await page.getByRole("link", { name: "Front desk" }).click();
  await page.getByRole("heading", { level: 1, name: "Front desk" }).waitFor();
});
afterEach(async () => {
  await askSandbox(controlUrl, "DELETE", "/faults");
});
afterAll(() => scene?.close());

const signIn = (tab: Page) => signInByForm(tab, scene.people.maya.email, scene.people.maya.password);
const saveButton = () => page.getByRole("button", { name: "Review and save" });
const alert = () => page.getByRole("main").getByRole("alert");
const fault = (rule: Record<string, unknown>) => askSandbox(controlUrl, "POST", "/faults", rule);

test("a double click on save writes once", async () => {
  await askSandbox(controlUrl, "DELETE", "/log");
  await fault({ match: { method: "PUT" }, kind: "delay", ms: 500, when: "before" });
  await descriptionField(page).fill("Written once");
  await openReview(page);
  await review(page).getByRole("button", { name: "Save" }).dblclick();
  await waitUntilSaved(page);
  expect(await sandboxWrites(controlUrl)).toHaveLength(1);
});

test("a session that ended while somebody typed costs them no word", async () => {
  await descriptionField(page).fill("Typed before the session ended");
  expect((await scene.maya.call("DELETE", "/api/sessions?others=1")).status).toBe(200);
  await sendEdits(page);
  await alert().getByText("Your session has ended").waitFor();
  expect(await descriptionField(page).inputValue()).toBe("Typed before the session ended");

  const [beside] = await Promise.all([
    page.context().waitForEvent("page"),
    alert().getByRole("link", { name: "sign in in another tab" }).click(),
  ]);
  await beside.waitForLoadState();
  await signIn(beside);
  await beside.close();
  await sendEdits(page);
  await waitUntilSaved(page);
  expect(await descriptionField(page).inputValue()).toBe("Typed before the session ended");
});

test("a change without an answer is shown as open, can't be sent again, and is settled by a check", async () => {
  await askSandbox(controlUrl, "DELETE", "/log");
  await fault({ match: { method: "PUT" }, kind: "hang", apply: true });
  await descriptionField(page).fill("Applied without a word");
  await sendEdits(page);
  await expect.poll(async () => (await sandboxWrites(controlUrl)).length).toBe(1);
  // From here on the upstream can't be read either, so nobody knows whether the change was made.
  await fault({ match: { method: "GET" }, kind: "reset", when: "before", times: 0 });
  await alert().getByText("It is not known yet whether this change was made").waitFor();
  expect(await saveButton().isDisabled()).toBe(true);
  expect(await descriptionField(page).inputValue()).toBe("Applied without a word");

  await askSandbox(controlUrl, "DELETE", "/faults");
  await alert().getByRole("button", { name: "Check now" }).click();
  await page.getByText("The change was made").waitFor({ timeout: 30_000 });
  await waitUntilSaved(page);
  expect(await sandboxWrites(controlUrl)).toHaveLength(1);
  await page.reload();
  await expect.poll(() => descriptionField(page).inputValue()).toBe("Applied without a word");
  expect(await page.getByRole("button", { name: "Check now" }).count()).toBe(0);
});

test("while the upstream is down, flows are still shown as they were seen last", async () => {
  await fault({ match: { path: UPSTREAM_FLOWS }, kind: "reset", when: "before", times: 0 });
  await page.reload();
  await page.getByText("Below is what Switchboard saw last").waitFor();
  await expect.poll(() => descriptionField(page).inputValue()).toBe("Applied without a word");
  await page.goto(scene.callFlows);
  await page.getByRole("link", { name: "Front desk" }).waitFor();
});
