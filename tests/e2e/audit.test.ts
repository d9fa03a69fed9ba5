import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AuditorScene, NEW_GREETING, openAuditorScene } from "@/tests/support/auditor-scene";
import { chips, eventRows, openLog, titleOf } from "@/tests/support/auditor-steps";
import { watchComplaints } from "@/tests/support/browser";
import { changeFlow } from "@/tests/support/editor-scene";
import { Keyboard } from "@/tests/support/keyboard";

/** An auditor searches the log, follows new events, and passes findings on. */
let scene: AuditorScene;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  scene = await openAuditorScene();
  page = scene.page;
  complaints = watchComplaints(page);
});
afterAll(() => scene?.close());

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const search = (of: Page) => of.getByRole("searchbox", { name: /^Search names/ });

test("the author of last week's welcome message is found in four interactions", async () => {
  await openLog(page, scene.log);
  const interactions: string[] = [];
  const act = async (what: string, doing: Promise<unknown>) => {
    interactions.push(what);
    await doing;
  };
  await act("the week", button("Last week").click());
  await act("into the search", search(page).click());
  await act("the flow's name", page.keyboard.type("front desk"));
  const found = eventRows(page).filter({ hasText: "the custom welcome message" });
  await act("the event", titleOf(found).click());

  expect(interactions.length).toBeLessThanOrEqual(4);
  expect(await titleOf(found).textContent()).toContain(
    "Tom Okafor changed the call flow Front desk: the custom welcome message",
  );
  await found.getByText("Callers asked for the opening hours").waitFor();
  expect(await titleOf(found).locator("time").getAttribute("datetime")).toBe(scene.greetedAt.toISOString());
  expect(await found.locator("ins").allInnerTexts()).toEqual(["We are open until six. "]);
});

test("the address leads another person to the same findings", async () => {
  await expect.poll(() => eventRows(page).count()).toBe(1);
  expect(await chips(page).allInnerTexts()).toHaveLength(2);
  const toms = await scene.openPage(scene.tom);
  await openLog(toms, page.url());
  expect(await search(toms).inputValue()).toBe("front desk");
  expect(await eventRows(toms).allInnerTexts()).toHaveLength(1);
  expect(await chips(toms).allInnerTexts()).toEqual(await chips(page).allInnerTexts());
  await toms.context().close();
});

test("an event has a page of its own, and from there is a way back to the log", async () => {
  await eventRows(page)
    .getByRole("link", { name: /own page/ })
    .click();
  await page.getByRole("heading", { level: 1, name: /^Tom Okafor changed the call flow/ }).waitFor();
  expect(await page.locator("ins").allInnerTexts()).toEqual(["We are open until six. "]);
  await page.goBack();
  await expect.poll(() => chips(page).count()).toBe(2);
  await button("Clear all").click();
  await expect.poll(() => chips(page).count()).toBe(0);
});

test("a second person's events are announced and move nothing, until the reader requests them", async () => {
  await openLog(page, scene.log);
  await eventRows(page).nth(12).scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollBy({ top: 300, behavior: "instant" }));
  // Only the text inside the window counts.
  const view = () =>
    page.evaluate(() => ({
      scrolled: window.scrollY,
      first: document.querySelector("#audit-events summary")?.getBoundingClientRect().top,
    }));
  const text = await eventRows(page).first().textContent();
  const before = await view();
  expect(before.scrolled).toBeGreaterThan(0);
  await changeFlow(scene.tom, scene.frontDesk, { description: "Answers the main line" });
  const news = button("1 new event");
  await news.waitFor();
  expect(await view()).toEqual(before);
  expect(await eventRows(page).first().textContent()).toBe(text);

  await news.click();
  await eventRows(page).first().getByText("Front desk: the description").waitFor();
  await expect.poll(() => news.count()).toBe(0);
  expect((await view()).scrolled).toBe(0);
});

test("a search is kept under a name, and opened again another day", async () => {
  await openLog(page, `${scene.log}?period=last-week&zone=Europe/Berlin&q=front+desk`);
  await button("Views").click();
  await page.getByRole("textbox", { name: "Save the present search as" }).fill("Greetings");
  await button("Save").click();
  await page.getByRole("link", { name: "Greetings" }).waitFor();
  await page.keyboard.press("Escape");
  await openLog(page, scene.log);
  await button("Views").click();
  await page.getByRole("link", { name: "Greetings" }).click();
  await expect.poll(() => chips(page).count()).toBe(2);
  await expect.poll(() => eventRows(page).count()).toBe(1);
  await button("Greetings").waitFor();
});

test("a bar of the chart leads to the events of its day", async () => {
  await openLog(page, `${scene.log}?period=last-week&zone=Europe/Berlin`);
  await button(/^Activity/).click();
  const days = page.getByRole("toolbar", { name: /^Days/ }).getByRole("button");
  await expect.poll(() => days.count()).toBe(7);
  await days.nth(2).click();
  await expect.poll(() => eventRows(page).count()).toBe(1);
  await eventRows(page).getByText("the custom welcome message").waitFor();
});

test("with a keyboard alone a field is chosen, the event opened, and the filter taken away", async () => {
  await openLog(page, scene.log);
  const keys = new Keyboard(page);
  await keys.use(page.getByRole("combobox", { name: "Field" }));
  await keys.type("welcome");
  await page.getByRole("option", { name: "Welcome message Welcome", exact: true }).waitFor();
  await keys.press("Enter");
  await expect.poll(() => chips(page).allInnerTexts()).toEqual(["Field: Welcome message"]);
  const found = eventRows(page).filter({ hasText: "Tom Okafor" });
  await keys.use(titleOf(found));
  await found.getByText(NEW_GREETING.slice(-20)).first().waitFor();
  await keys.goTo(chips(page), "Shift+Tab");
  await keys.press("Enter");
  await keys.arriveAt(search(page));
  await expect.poll(() => chips(page).count()).toBe(0);
  await keys.arriveAt(search(page));
});

test("an editor sees the events of flows, and none about people and keys", async () => {
  const toms = await scene.openPage(scene.tom);
  await openLog(toms, scene.log);
  await toms.getByText("What was done to this workspace's flows").waitFor();
  const shown = await eventRows(toms).allTextContents();
  expect(shown.length).toBeGreaterThan(0);
  for (const text of shown) expect(text).toMatch(/call flow|message flow/);
  await openLog(page, `${scene.log}?action=binding.add`);
  await eventRows(page).filter({ hasText: "added Tom Okafor as an editor" }).waitFor();
  await toms.goto(page.url());
  await toms.getByText("No event matches").waitFor();
  await toms.context().close();
});

test("none of it made the browser complain", () => {
  expect(complaints).toEqual([]);
});
