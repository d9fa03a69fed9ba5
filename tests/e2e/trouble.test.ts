import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { addPerson, MAYA } from "@/tests/support/add-person";
import { openBrowser, openContext, signInByForm } from "@/tests/support/browser";
import {
  descriptionField,
  openReview,
  review,
  sendEdits,
  waitUntilSaved,
} from "@/tests/support/editor-steps";
import type { HttpClient } from "@/tests/support/http-client";
import { askSandbox, sandboxWrites } from "@/tests/support/sandbox-control";
import { type Portal, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** What a person sees, and keeps, when something breaks in the middle of their work. */
const LIST = "/harbour-dental/call-flows";
const UPSTREAM_FLOWS = "/v1/api/call-flows";

let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let portal: Portal;
let browser: Browser;
let maya: HttpClient;
let page: Page;

beforeAll(async () => {
  folder = await temporaryDataDir();
  const limits = { SANDBOX_REQUESTS_PER_MINUTE: "0", UPSTREAM_REQUESTS_PER_MINUTE: "1000" };
  [portal, browser] = await Promise.all([
    startPortal(folder.path, { ...limits, UPSTREAM_TIMEOUT_MS: "5000" }),
    openBrowser(),
  ]);
  maya = await addPerson(await portal.signedIn(), MAYA, { "harbour-dental": "editor" });
  page = await (await openContext(browser, portal.url)).newPage();
  await signInByForm(page, MAYA.email, MAYA.password);
  await page.goto(LIST);
  await page.getByRole("link", { name: "Front desk" }).click();
  await page.getByRole("heading", { level: 1, name: "Front desk" }).waitFor();
});
afterEach(async () => {
  await askSandbox(portal.controlUrl, "DELETE", "/faults");
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await folder.remove();
});

const saveButton = () => page.getByRole("button", { name: "Save changes" });
const alert = () => page.getByRole("main").getByRole("alert");
const fault = (rule: Record<string, unknown>) => askSandbox(portal.controlUrl, "POST", "/faults", rule);

test("a double click on save writes once", async () => {
  await askSandbox(portal.controlUrl, "DELETE", "/log");
  await fault({ match: { method: "PUT" }, kind: "delay", ms: 500, when: "before" });
  await descriptionField(page).fill("Written once");
  await openReview(page);
  await review(page).getByRole("button", { name: "Save" }).dblclick();
  await waitUntilSaved(page);
  expect(await sandboxWrites(portal.controlUrl)).toHaveLength(1);
});

test("a session that ended while somebody typed costs them no word", async () => {
  await descriptionField(page).fill("Typed before the session ended");
  expect((await maya.call("DELETE", "/api/sessions?others=1")).status).toBe(200);
  await sendEdits(page);
  await alert().getByText("Your session has ended").waitFor();
  expect(await descriptionField(page).inputValue()).toBe("Typed before the session ended");

  const [beside] = await Promise.all([
    page.context().waitForEvent("page"),
    alert().getByRole("link", { name: "sign in in another tab" }).click(),
  ]);
  await beside.waitForLoadState();
  await signInByForm(beside, MAYA.email, MAYA.password);
  await beside.close();
  await sendEdits(page);
  await waitUntilSaved(page);
  expect(await descriptionField(page).inputValue()).toBe("Typed before the session ended");
});

test("a change without an answer is said to be open, can't be sent again, and is settled by a look", async () => {
  await askSandbox(portal.controlUrl, "DELETE", "/log");
  await fault({ match: { method: "PUT" }, kind: "hang", apply: true });
  await descriptionField(page).fill("Applied without a word");
  await sendEdits(page);
  await expect.poll(async () => (await sandboxWrites(portal.controlUrl)).length).toBe(1);
  // From here on the upstream can't be read either, so nobody can tell whether the change was made.
  await fault({ match: { method: "GET" }, kind: "reset", when: "before", times: 0 });
  await alert().getByText("It is not known yet whether this change was made").waitFor();
  expect(await saveButton().isDisabled()).toBe(true);
  expect(await descriptionField(page).inputValue()).toBe("Applied without a word");

  await askSandbox(portal.controlUrl, "DELETE", "/faults");
  await alert().getByRole("button", { name: "Check now" }).click();
  await page.getByText("The change was made").waitFor({ timeout: 30_000 });
  await waitUntilSaved(page);
  expect(await sandboxWrites(portal.controlUrl)).toHaveLength(1);
  await page.reload();
  await expect.poll(() => descriptionField(page).inputValue()).toBe("Applied without a word");
  expect(await page.getByRole("button", { name: "Check now" }).count()).toBe(0);
});

test("while the upstream is down, flows are still shown as they were seen last", async () => {
  await fault({ match: { path: UPSTREAM_FLOWS }, kind: "reset", when: "before", times: 0 });
  await page.reload();
  await page.getByText("Below is what Switchboard saw last").waitFor();
  await expect.poll(() => descriptionField(page).inputValue()).toBe("Applied without a word");
  await page.goto(`${LIST}`);
  await page.getByRole("link", { name: "Front desk" }).waitFor();
});
