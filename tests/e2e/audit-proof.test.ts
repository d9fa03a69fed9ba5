import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AuditorScene, openAuditorScene } from "@/tests/support/auditor-scene";
import { eventRows, openLog, openTool, titleOf } from "@/tests/support/auditor-steps";
import { watchComplaints } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import { temporaryDataDir } from "@/tests/support/start-portal";
import { verifyOffline } from "@/tests/support/verifier";

/** An auditor proves that nobody tampered with the log; other roles may not. */
let scene: AuditorScene;
let page: Page;
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
let complaints: string[];

beforeAll(async () => {
  scene = await openAuditorScene();
  page = scene.page;
  complaints = watchComplaints(page);
  // A dialog of the operating system can't be driven: as in a browser without it, the page makes a download.
  await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  folder = await temporaryDataDir();
});
afterAll(async () => {
  await scene?.close();
  await folder?.remove();
});

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });

/** Presses something that starts a download, and returns the path of the file. */
async function download(press: Locator): Promise<string> {
  const coming = page.waitForEvent("download");
  await press.click();
  const file = await coming;
  const path = join(folder.path, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

/** A slow connection, so that progress can be seen. */
async function slowDown(bytesPerSecond: number): Promise<() => Promise<void>> {
  const debuggerOfPage = await page.context().newCDPSession(page);
  await debuggerOfPage.send("Network.enable");
  const limit = (latency: number, downloadThroughput: number) =>
    debuggerOfPage.send("Network.emulateNetworkConditions", {
      offline: false,
      latency,
      downloadThroughput,
      uploadThroughput: -1,
    });
  await limit(100, bytesPerSecond);
  return async () => {
    await limit(0, -1);
    await debuggerOfPage.detach();
  };
}

test("an event is proven in words, and its proof verifies without the portal", async () => {
  await openLog(page, `${scene.log}?field=/customWelcomeMessage`);
  const row = eventRows(page).filter({ hasText: "Tom Okafor" });
  await titleOf(row).click();
  await row.getByRole("link", { name: /own page/ }).click();
  await button("Prove this event").click();
  await page.getByText(/^Event #\d+ is part of the signed log$/).waitFor();
  await page.getByText(/^The checkpoint of .* covers it: \d+ steps of hashing lead/).waitFor();
  const proof = await download(page.getByRole("link", { name: "Download proof" }));
  const { code, said } = await verifyOffline(proof);
  expect(said).toContain("GOOD BY ITSELF");
  expect(code).toBe(0);
});

let key: string;

test("the log is verified while one watches, and the page remembers when and by whom", async () => {
  await openLog(page, scene.log);
  await openTool(page, "Integrity");
  await page.getByText("Nobody has verified it here yet.").waitFor();
  const speedUp = await slowDown(5_000);
  await button("Verify now").press("Enter");
  await page.getByRole("progressbar", { name: "Verification" }).waitFor();
  await speedUp();
  await page.getByText("The log is unbroken").waitFor();
  expect(await page.locator(":focus").textContent()).toBe("Verify now");
  await page.getByText(/Last verified .* by Maya Lindqvist: no fault was found/).waitFor();
  key = await download(page.getByRole("link", { name: "Download", exact: true }));
  expect(await readFile(key, "utf8")).toMatch(/^-----BEGIN PUBLIC KEY-----/);
});

test("an export arrives while its progress is shown, and verifies with the key from the page", async () => {
  await openLog(page, `${scene.log}?q=front+desk`);
  await button("Export").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Only events that match your filters").waitFor();
  await dialog.getByText("“front desk”").waitFor();
  await page.keyboard.press("Escape");

  await openLog(page, scene.log);
  await button("Export").click();
  await dialog.getByText("The whole log is exported").waitFor();
  const speedUp = await slowDown(20_000);
  const coming = download(dialog.getByRole("button", { name: "Export", exact: true }));
  const bar = dialog.getByRole("progressbar", { name: /^Export as/ });
  await expect.poll(() => bar.getAttribute("value"), { timeout: 10_000 }).toMatch(/^[1-9]/);
  await speedUp();
  const file = await coming;
  await dialog.getByText(/^\d+ events exported$/).waitFor();
  const { code, said } = await verifyOffline(file, "--key", key);
  expect(said).toContain("GOOD: everything that was checked holds.");
  expect(code).toBe(0);
});

test("a spreadsheet has its proof beside it", async () => {
  await openLog(page, `${scene.log}?period=last-week&zone=Europe/Berlin`);
  await button("Export").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "CSV" }).check();
  const csv = await download(dialog.getByRole("button", { name: "Export", exact: true }));
  const proof = await download(dialog.getByRole("link", { name: "Download the proof" }));
  const { code, said } = await verifyOffline(csv, "--proof", proof, "--key", key);
  expect(said).toContain("GOOD: everything that was checked holds.");
  expect(code).toBe(0);
});

test.each([
  ["a viewer", "vera"],
  ["an editor", "tom"],
] as const)("%s reads, but can neither export nor verify, whichever way", async (_, who) => {
  const client: HttpClient = scene[who];
  const theirs = await scene.openPage(client);
  await openLog(theirs, scene.log);
  await theirs.getByRole("button", { name: "More tools" }).click();
  await theirs.getByRole("menuitem", { name: "Print" }).waitFor();
  for (const tool of ["Export", "Integrity", "Deliveries"]) {
    const named = theirs
      .getByRole("link", { name: tool })
      .or(theirs.getByRole("button", { name: tool }))
      .or(theirs.getByRole("menuitem", { name: tool }));
    expect(await named.count(), tool).toBe(0);
  }
  await theirs.goto(`${scene.log}/integrity`);
  await theirs.getByRole("heading", { level: 1 }).waitFor();
  expect(await theirs.getByRole("button", { name: "Verify now" }).count()).toBe(0);
  await theirs.context().close();
  for (const path of ["export?format=ndjson", "export?format=proof", "verify"]) {
    const { status, json } = await client.call<{ code: string }>("GET", `${scene.events}/${path}`);
    expect({ path, status, code: json?.code }).toEqual({ path, status: 403, code: "not_allowed" });
  }
});

test("none of it made the browser complain", () => {
  expect(complaints).toEqual([]);
});
