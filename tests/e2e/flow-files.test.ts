import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, MAYA, withOwnAddress } from "@/tests/support/add-person";
import { closeContexts, openContext, sharedBrowser, takeSession } from "@/tests/support/browser";
import type { HttpClient } from "@/tests/support/http-client";
import { ownWorkspaces, type SharedPortal, sharedPortal } from "@/tests/support/shared-portal";

const NAMES = ["Files: desk", "Files: night", "files: DESK"];
let portal: SharedPortal;
let mover: HttpClient;
let page: Page;
let from: string;
let to: string;

beforeAll(async () => {
  portal = await sharedPortal();
  const owner = await portal.signedIn();
  const { dental, home } = await ownWorkspaces(portal, owner);
  [from, to] = [dental, home];
  mover = await addPerson(owner, withOwnAddress(MAYA), { [from]: "viewer", [to]: "editor" });
  for (const name of NAMES) {
    const made = await owner.call("POST", `/api/workspaces/${from}/call-flows`, {
      body: {
        ...{ name, direction: "outbound", promptType: "simple", prompt: `Speak as ${name}.` },
        webhooks: [
          { name: "Book", url: "https://example.com/book", headers: { "X-Key": "secret-of-dental" } },
        ],
      },
      headers: { "idempotency-key": randomUUID() },
    });
    expect(made.status).toBe(201);
  }
  const context = await openContext(await sharedBrowser(), portal.url);
  await takeSession(context, mover);
  page = await context.newPage();
});
afterAll(async () => closeContexts(await sharedBrowser()));

test("three flows of a list are a zip, which another workspace takes in, with its own secrets", async () => {
  await page.goto(`/${from}/call-flows?q=Files`, { waitUntil: "networkidle" });
  await page.getByRole("checkbox", { name: "Select all flows on this page" }).check();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const zip = await download;
  expect(zip.suggestedFilename()).toMatch(new RegExp(`^${from} call flows .*\\.zip$`));

  await page.goto(`/${to}/call-flows`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Bring in flows" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Bring in flows" }).waitFor();
  await page.getByLabel("Choose files of flows").setInputFiles(await zip.path());
  const list = page.getByRole("list", { name: "Flows to bring in" });
  await list.waitFor();
  expect(await list.locator("> li").count()).toBe(3);
  for (const field of await page.getByLabel(/^Header X-Key/).all()) await field.fill("secret-of-home");
  await page.getByRole("button", { name: "Bring in 3 flows" }).click();
  await page.waitForURL(/\/jobs\//);
  await page.getByText("3 of 3", { exact: true }).first().waitFor();

  await page.goto(`/${to}/call-flows?q=Files`, { waitUntil: "networkidle" });
  const rows = await page.locator("[data-row] [data-row-link]").allTextContents();
  expect(rows.toSorted()).toEqual(NAMES.toSorted());
  const { json } = await mover.call<{ items: { id: string; isActive: boolean }[] }>(
    "GET",
    `/api/workspaces/${to}/call-flows?q=Files`,
  );
  for (const { isActive } of json.items) expect(isActive).toBe(false);
});

test("a flow's page saves it as a file of its name, also for a viewer", async () => {
  await page.goto(`/${from}/call-flows?q=night`, { waitUntil: "networkidle" });
  await page.locator("[data-row] [data-row-link]").first().click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export as a file" }).click();
  expect((await download).suggestedFilename()).toBe("Files night.json");
});
