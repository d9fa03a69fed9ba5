import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, MAYA, withOwnAddress } from "@/tests/support/add-person";
import { closeContexts, openContext, sharedBrowser, takeSession } from "@/tests/support/browser";
import { changeFlow } from "@/tests/support/editor-scene";
import type { HttpClient } from "@/tests/support/http-client";
import { ownWorkspaces, type SharedPortal, sharedPortal } from "@/tests/support/shared-portal";

/** What an agency's lead does to copy flows to clients, in presses and choices. */
const NAME = "Night line for all clients";
let portal: SharedPortal;
let lead: HttpClient;
let page: Page;
let from: string;
let targets: string[];
let flow: string;

beforeAll(async () => {
  portal = await sharedPortal();
  const owner = await portal.signedIn();
  const [one, two] = [await ownWorkspaces(portal, owner), await ownWorkspaces(portal, owner)];
  from = one.dental;
  targets = [one.home, two.dental, two.home];
  const roles = Object.fromEntries([from, ...targets].map((slug) => [slug, "editor" as const]));
  lead = await addPerson(owner, withOwnAddress(MAYA), roles);
  const made = await lead.call<{ id: string }>("POST", `/api/workspaces/${from}/call-flows`, {
    body: {
      name: NAME,
      direction: "outbound",
      promptType: "simple",
      prompt: "Answer for Harbour Dental at night.",
    },
    headers: { "idempotency-key": randomUUID() },
  });
  expect(made.status).toBe(201);
  flow = `/${from}/call-flows/${made.json.id}`;
  for (const slug of targets) {
    const words = [{ from: "Harbour Dental", to: `The client ${slug}` }];
    const saved = await lead.call("PUT", `/api/workspaces/${slug}/maps/${from}`, {
      body: { version: 0, words },
    });
    expect(saved.status).toBe(200);
  }
  const context = await openContext(await sharedBrowser(), portal.url);
  await takeSession(context, lead);
  page = await context.newPage();
});
afterAll(async () => closeContexts(await sharedBrowser()));

/** Counts what a person does. */
function counter() {
  let clicks = 0;
  return {
    press: async (target: Locator) => {
      clicks++;
      await target.click();
    },
    clicks: () => clicks,
  };
}

/** Goes on to the preview, over the matching where it is offered. */
async function toPreview(person: ReturnType<typeof counter>): Promise<void> {
  const next = page.getByRole("button", { name: /^Next: (matching|preview)/ });
  const heading = page.getByRole("heading", { name: "What will be sent" });
  for (let step = 0; step < 2 && !(await heading.isVisible()); step++) {
    await person.press(next.first());
    await page
      .getByRole("heading", { name: /^(What will be sent|What it becomes there)/ })
      .or(heading)
      .first()
      .waitFor();
  }
  await heading.waitFor();
}

/** The path of the flow of that name in a target, of which there is one. */
async function madeIn(slug: string): Promise<string> {
  const list = `/${slug}/call-flows`;
  const { json } = await lead.call<{ items: { id: string; name: string }[] }>(
    "GET",
    `/api/workspaces${list}?q=Night`,
  );
  const [made, ...others] = json.items.filter(({ name }) => name === NAME);
  expect(others).toEqual([]);
  return `${list}/${made?.id}`;
}

/** What the flow says in each target. */
async function prompts(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const slug of targets) {
    const { json } = await lead.call<{ prompt: string }>("GET", `/api/workspaces${await madeIn(slug)}`);
    found[slug] = json.prompt;
  }
  return found;
}

test("a flow comes to three clients in at most ten clicks, each in its own words", async () => {
  await page.goto(`/${from}/call-flows?q=Night`, { waitUntil: "networkidle" });
  const person = counter();
  await person.press(page.getByRole("checkbox", { name: new RegExp(NAME) }));
  await person.press(page.getByRole("link", { name: /^Copy to workspaces/ }));
  await page.getByRole("heading", { level: 1, name: "Copy to workspaces" }).waitFor();
  const boxes = page.getByRole("checkbox", { name: /^Copy to / });
  for (let place = 0; place < targets.length; place++) await person.press(boxes.nth(place));
  await toPreview(person);
  await person.press(page.getByRole("button", { name: /^Copy 3 flows/ }));
  await page.waitForURL(/\/copies\//);
  expect(person.clicks()).toBeLessThanOrEqual(10);
  await expect
    .poll(prompts)
    .toEqual(Object.fromEntries(targets.map((slug) => [slug, `Answer for The client ${slug} at night.`])));
});

test("its improvements follow in at most eight clicks, with one conflict decided", async () => {
  const [first = ""] = targets;
  await changeFlow(lead, await madeIn(first), { prompt: "Their own words." });
  await changeFlow(lead, flow, { prompt: "Answer for Harbour Dental at night and on Sundays." });
  await page.goto(flow, { waitUntil: "networkidle" });
  const person = counter();
  await person.press(page.getByRole("link", { name: /^Bring 3 copies up to date/ }));
  await page.getByRole("heading", { level: 1, name: "Copy to workspaces" }).waitFor();
  await toPreview(person);
  await person.press(page.getByRole("radio", { name: /^As at / }).first());
  await person.press(page.getByRole("button", { name: /^Copy 2 flows/ }));
  await page.waitForURL(/\/copies\//);
  expect(person.clicks()).toBeLessThanOrEqual(8);
  await expect.poll(prompts).toEqual({
    ...Object.fromEntries(
      targets.map((slug) => [slug, `Answer for The client ${slug} at night and on Sundays.`]),
    ),
    [first]: "Their own words.",
  });
});
