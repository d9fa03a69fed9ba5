import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AuditorScene, NEW_GREETING, openAuditorScene } from "@/tests/support/auditor-scene";
import {
  activityButton,
  chips,
  eventRows,
  filtersInWords,
  openLog,
  pageLinkOf,
  titleOf,
} from "@/tests/support/auditor-steps";
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
  await act("the period", page.getByRole("button", { name: "Period" }).click());
  await act("the week", button("Last week").click());
  await act("the search and the flow's name", page.keyboard.type("/front desk"));
  const found = eventRows(page).filter({ hasText: "the custom welcome message" });
  await act("the event", titleOf(found).click());

  expect(interactions.length).toBeLessThanOrEqual(4);
  expect(await titleOf(found).textContent()).toContain(
    "Tom Okafor changed the call flow Front desk: the custom welcome message",
  );
  await found.getByText("Callers asked for the opening hours").waitFor();
  expect(await pageLinkOf(found).locator("time").getAttribute("datetime")).toBe(
    scene.greetedAt.toISOString(),
  );
  expect(await found.locator("ins").allInnerTexts()).toEqual(["We are open until six. "]);
});

test("the address leads another person to the same findings", async () => {
  await expect.poll(() => eventRows(page).count()).toBe(1);
  expect(await filtersInWords(page)).toHaveLength(1);
  const toms = await scene.openPage(scene.tom);
  await openLog(toms, page.url());
  expect(await search(toms).inputValue()).toBe("front desk");
  expect(await eventRows(toms).allInnerTexts()).toHaveLength(1);
  expect(await filtersInWords(toms)).toEqual(await filtersInWords(page));
  await toms.context().close();
});

test("an event has a page of its own, and from there is a way back to the log", async () => {
  await eventRows(page)
    .getByRole("link", { name: /own page/ })
    .click();
  await page.getByRole("heading", { level: 1, name: /^Tom Okafor changed the call flow/ }).waitFor();
  expect(await page.locator("ins").allInnerTexts()).toEqual(["We are open until six. "]);
  await page.goBack();
  await expect.poll(() => chips(page).count()).toBe(1);
  await expect.poll(() => search(page).inputValue()).toBe("front desk");
  await button("Clear all").click();
  await expect.poll(() => chips(page).count()).toBe(0);
  await expect.poll(() => search(page).inputValue()).toBe("");
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
  await page.getByRole("button", { name: /^Remove the filter Period: Last week, / }).waitFor();
  await expect.poll(() => search(page).inputValue()).toBe("front desk");
  await expect.poll(() => eventRows(page).count()).toBe(1);
  await button("Greetings").waitFor();
});

test("a bar of the chart leads to the events of its day", async () => {
  await openLog(page, `${scene.log}?period=last-week&zone=Europe/Berlin`);
  await activityButton(page).click();
  const days = page.getByRole("toolbar", { name: /^Days/ }).getByRole("button");
  // The charts and their numbers come with the first press.
  await days.nth(6).waitFor();
  expect(await days.count()).toBe(7);
  await days.nth(2).click();
  await expect.poll(() => eventRows(page).count()).toBe(1);
  await eventRows(page).getByText("the custom welcome message").waitFor();
  await button("Close the charts").click();
  await expect.poll(() => activityButton(page).getAttribute("aria-expanded")).toBe("false");
});

test("with a keyboard alone a field is chosen, the event opened, and the filter taken away", async () => {
  await openLog(page, scene.log);
  const keys = new Keyboard(page);
  await keys.use(page.getByRole("combobox", { name: "Field" }));
  await keys.type("welcome");
  await page.getByRole("option", { name: "Welcome message Welcome", exact: true }).waitFor();
  await keys.press("Enter");
  await expect.poll(() => filtersInWords(page)).toEqual(["Field: Welcome message"]);
  const found = eventRows(page).filter({ hasText: "Tom Okafor" });
  await keys.use(titleOf(found));
  await found.getByText(NEW_GREETING.slice(-20)).first().waitFor();
  await keys.goTo(chips(page), "Shift+Tab");
  await keys.press("Enter");
  await expect.poll(() => chips(page).count()).toBe(0);
  await keys.arriveAt(page.getByRole("combobox", { name: "Field" }));
});

test("the first event begins within 300 pixels, and is reached and opened by single keys", async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLog(page, `${scene.log}?period=last-week&zone=Europe/Berlin`);
  const top = () =>
    eventRows(page)
      .first()
      .evaluate((row) => row.getBoundingClientRect().top);
  expect(await top()).toBeLessThan(300);
  const keys = new Keyboard(page);
  await keys.press("j");
  await keys.arriveAt(titleOf(eventRows(page).first()));
  await keys.press("j", "j", "k");
  await keys.arriveAt(titleOf(eventRows(page).nth(1)));
  await keys.press("Enter");
  await eventRows(page).nth(1).getByRole("button", { name: "Copy link" }).waitFor();
  // The next campaign of the four is not the next row.
  await keys.press("[");
  await keys.arriveAt(titleOf(eventRows(page).nth(5)));
  await keys.press("]");
  await keys.arriveAt(titleOf(eventRows(page).nth(1)));
  await keys.press("/");
  await keys.arriveAt(search(page));
});

test("only what went wrong has a badge", async () => {
  await openLog(page, scene.log);
  await scene.tom.call("PATCH", `/api/workspaces${scene.log.replace(/\/audit$/, "")}`, {
    body: { name: "Mine" },
  });
  await openLog(page, `${scene.log}?outcome=denied`);
  await titleOf(eventRows(page).first()).getByText("Not allowed", { exact: true }).waitFor();
  await openLog(page, `${scene.log}?outcome=succeeded`);
  expect(await eventRows(page).count()).toBeGreaterThan(0);
  expect(await page.locator("#audit-events").getByText("Succeeded", { exact: true }).count()).toBe(0);
});

test("a period without events leads to a wider one", async () => {
  await openLog(page, `${scene.log}?from=2020-01-01&to=2020-01-03&zone=Europe/Berlin`);
  await page.getByText("Nothing in these days").waitFor();
  await page.getByRole("link", { name: "Look at all days" }).click();
  await eventRows(page).first().waitFor();
});

test("every time of a page is by one clock, and UTC is in tooltips only", async () => {
  await openLog(page, scene.log);
  await page.getByText("times in Berlin").waitFor();
  await titleOf(eventRows(page).first()).click();
  await eventRows(page).first().getByText("When").waitFor();
  const utc = page.locator("main").getByText(/\bUTC\b/);
  expect(await utc.count()).toBe(0);
  expect(await eventRows(page).first().locator("dd time").first().getAttribute("title")).toMatch(
    /Berlin\n.* UTC$/,
  );
  for (const path of ["integrity", "print?period=last-week&zone=Europe/Berlin"]) {
    await page.goto(`${scene.log}/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(() => utc.count()).toBe(0);
  }
});

test("from an event's page the brackets lead through the events of the same flow", async () => {
  await openLog(page, `${scene.log}?target=other-1`);
  const addressOf = (place: number) => pageLinkOf(eventRows(page).nth(place)).getAttribute("href");
  const [newest, before] = [await addressOf(0), await addressOf(1)];
  await page.goto(newest ?? "");
  await page.getByRole("link", { name: "Earlier" }).waitFor();
  expect(await page.getByRole("link", { name: "Later" }).count()).toBe(0);
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  await page.keyboard.press("[");
  await page.waitForURL((url) => url.pathname === before);
  await page.getByRole("link", { name: "Later" }).waitFor();
  await expect.poll(() => page.locator("[data-waking]").count()).toBe(0);
  await page.keyboard.press("]");
  await page.waitForURL((url) => url.pathname === newest);
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
