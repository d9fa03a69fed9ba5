import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EditorScene, openEditorScene } from "@/tests/support/editor-scene";
import type { HttpClient } from "@/tests/support/http-client";

/** What an agency's lead does across clients, in steps: a step is a press, a choice, or a text that is typed. */
let scene: EditorScene;
const OLD = "+41 44 555 01 77";
const NEW = "+41 44 555 01 99";
let paths: string[];

async function makeFlow(client: HttpClient, slug: string, name: string): Promise<string> {
  const path = `/${slug}/call-flows`;
  const prompt = `Be kind.\nTell callers to ring ${OLD} at night.`;
  const { status, json } = await client.call<{ id: string }>("POST", `/api/workspaces${path}`, {
    body: { name, direction: "outbound", promptType: "simple", prompt },
    headers: { "idempotency-key": randomUUID() },
  });
  expect(status).toBe(201);
  return `${path}/${json.id}`;
}

beforeAll(async () => {
  scene = await openEditorScene();
  paths = [
    await makeFlow(scene.tom, scene.slugs.dental, "Night line of one client"),
    await makeFlow(scene.tom, scene.slugs.home, "Night line of another"),
  ];
});
afterAll(() => scene?.close());

/** Counts what a person does. */
function counter() {
  let steps = 0;
  const step = async (act: Promise<unknown>) => {
    steps++;
    await act;
  };
  return {
    press: (target: Locator) => step(target.click()),
    type: (target: Locator, text: string) => step(target.fill(text)),
    choose: (target: Locator, label: string) => step(target.selectOption({ label })),
    steps: () => steps,
  };
}

async function openFirstPage(): Promise<Page> {
  const page = await scene.openPage(scene.maya);
  await page.goto("/", { waitUntil: "networkidle" });
  await page.locator("aside button:enabled", { hasText: "Switch workspace" }).waitFor();
  return page;
}

test("the clients that still say an old phone number are found, and changed in at most eight steps", async () => {
  const page = await openFirstPage();
  const lead = counter();
  await lead.press(page.getByRole("link", { name: "Find and replace" }));
  await lead.type(page.getByLabel("Find", { exact: true }), OLD);
  await lead.type(page.getByLabel("Replace with"), NEW);
  await page.getByText("2 replacements in 2 flows of 2 workspaces").waitFor();
  await lead.press(page.getByRole("button", { name: /^Preview 2 flows/ }));
  const dialog = page.getByRole("dialog", { name: "2 replacements in 2 flows" });
  await lead.type(dialog.getByRole("textbox", { name: /^Reason/ }), "New number");
  await lead.press(dialog.getByRole("button", { name: /^Replace in 2 flows/ }));
  await page.getByRole("heading", { level: 1, name: `${OLD} → ${NEW}` }).waitFor();
  await page.getByText("2 replaced").waitFor();
  expect(lead.steps()).toBeLessThanOrEqual(8);
  for (const path of paths) {
    const { json } = await scene.maya.call<{ prompt: string }>("GET", `/api/workspaces${path}`);
    expect(json.prompt).toBe(`Be kind.\nTell callers to ring ${NEW} at night.`);
  }
  await page.context().close();
});

test("what a colleague did this week is three steps away", async () => {
  const page = await openFirstPage();
  const lead = counter();
  await lead.press(page.getByRole("link", { name: "Activity", exact: true }));
  await lead.choose(page.getByRole("combobox", { name: "Person" }), scene.people.tom.name);
  await lead.choose(page.getByRole("combobox", { name: "Time" }), "Last 7 days");
  await page.waitForURL(/period=/);
  const events = page.locator("main").getByRole("listitem");
  await expect.poll(() => events.count()).toBe(2);
  for (const words of await events.allInnerTexts()) expect(words).toContain("Night line of");
  expect(lead.steps()).toBe(3);
  await page.context().close();
});

test("workspaces can be shown by group, each with what is wrong in it, and the address keeps that", async () => {
  const owner = await scene.portal.signedIn();
  const body = { name: "Clinics of the agency", workspaces: [scene.slugs.dental], members: [] };
  const group = await owner.call<{ id: string }>("POST", "/api/groups", { body });
  expect(group.status).toBe(201);
  const page = await openFirstPage();
  const table = page.getByRole("table");
  expect(await table.getByRole("rowheader").count()).toBe(0);
  await page.getByRole("combobox", { name: "Display" }).selectOption({ label: "By group" });
  await page.waitForURL(/by=group/);
  const isGrouped = () => expect.poll(() => table.getByRole("rowheader").allInnerTexts());
  const headings = [
    expect.stringMatching(/^Clinics of the agency\s+1 workspace/),
    expect.stringMatching(/^In no group/),
  ];
  await isGrouped().toEqual(headings);
  // The clinic stands under its group's heading, before the one of those without a group.
  const first = table.getByRole("rowgroup").filter({ hasText: "Clinics of the agency" });
  expect(await first.locator(`a[href="${scene.callFlows}"]`).count()).toBe(1);
  expect(await first.locator(`a[href="/${scene.slugs.home}/call-flows"]`).count()).toBe(0);
  await page.reload();
  await isGrouped().toEqual(headings);
  await page.context().close();
  expect((await owner.call("DELETE", `/api/groups/${group.json.id}`)).status).toBe(204);
});
