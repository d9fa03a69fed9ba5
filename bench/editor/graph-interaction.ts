import type { Page } from "playwright-core";

const ROUNDS = 5;

interface Measured {
  name: string;
  /** One number for each round: how long the page was busy at most, in milliseconds. */
  ms: number[];
}

/**
 * Measures how soon a graph editor answers. Each action's time is the longest that an event took until the screen showed
 * its effect (Event Timing), or the longest gap between two frames meanwhile, where that was longer.
 *
 * The page must show one graph editor, as a picture, with a large graph (see `largeGraph`); it is edited and left so.
 */
export async function measureGraphInteraction(page: Page): Promise<Measured[]> {
  await page.locator(".react-flow__node").first().waitFor();
  await page.evaluate(watchBusyTime);
  const results: Measured[] = [];
  for (const [name, prepare, act] of ACTIONS) {
    const ms: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await prepare(page, round);
      ms.push(await busyTime(page, () => act(page, round)));
    }
    results.push({ name, ms });
  }
  return results;
}

type Step = (page: Page, round: number) => Promise<void>;
const nothing: Step = async () => {};

const ACTIONS: [name: string, prepare: Step, act: Step][] = [
  ["select a node", nothing, clickVisibleNode],
  ["open a neighbour's details", clickVisibleNode, openNeighbour],
  ["pan", nothing, pan],
  ["zoom", nothing, (page, round) => press(page, round % 2 === 0 ? "Zoom out" : "Zoom in")],
  ["show the whole graph", (page) => press(page, "Zoom in"), (page) => press(page, "Show the whole graph")],
  ["select a node in the whole graph", nothing, clickVisibleNode],
  ["pan the whole graph", nothing, pan],
  ["zoom the whole graph", nothing, (page, round) => press(page, round % 2 === 0 ? "Zoom out" : "Zoom in")],
  ["add a node", fillNewNode, (page) => press(page, "Add")],
  ["type in a node's data", clickVisibleNode, typeData],
  ["undo", nothing, (page) => press(page, "Undo")],
  ["show as a list", (page) => showAs(page, "Graph"), (page) => showAs(page, "List")],
  ["open a node's details in the list", nothing, openListed],
  ["show as a picture again", (page) => showAs(page, "List"), (page) => showAs(page, "Graph")],
];

/** By selector, not by role: a search for roles in a list of hundreds keeps the page busy, and would be measured. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator(`button[aria-label="${name}"], button:text-is("${name}")`).first().click();
}

async function showAs(page: Page, view: "Graph" | "List"): Promise<void> {
  await press(page, view);
  await page
    .locator(view === "Graph" ? ".react-flow__node" : "ol > li")
    .first()
    .waitFor();
}

/** Clicks a node whose middle is inside the picture and not covered by its buttons or the small map. */
async function clickVisibleNode(page: Page, round: number): Promise<void> {
  const points = await page.evaluate(() =>
    [...document.querySelectorAll(".react-flow__node")].flatMap((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      const [middle, centre] = [x + width / 2, y + height / 2];
      return node.contains(document.elementFromPoint(middle, centre)) ? [{ x: middle, y: centre }] : [];
    }),
  );
  const point = points[round % points.length];
  if (!point) throw new Error("no node can be clicked");
  await page.mouse.click(point.x, point.y);
}

async function openNeighbour(page: Page): Promise<void> {
  await page.getByRole("region", { name: "Details" }).locator("li button").first().click();
}

async function pan(page: Page, round: number): Promise<void> {
  const box = await page.locator(".react-flow__pane").boundingBox();
  if (!box) throw new Error("there is no picture to pan");
  const [x, y] = [box.x + box.width - 12, box.y + 12];
  const by = round % 2 === 0 ? -1 : 1;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by * 160, y - by * 120, { steps: 20 });
  await page.mouse.up();
}

async function fillNewNode(page: Page): Promise<void> {
  await press(page, "Add node");
  await page.getByRole("group", { name: "New node" }).getByLabel("Type").fill("prompt");
}

async function typeData(page: Page, round: number): Promise<void> {
  await page.getByLabel("Data (JSON)").fill(`{ "prompt": "Round ${round}" }`);
}

async function openListed(page: Page, round: number): Promise<void> {
  await page
    .locator("ol > li > button")
    .nth(round * 20)
    .click();
}

interface BusyWindow extends Window {
  busy?: { longest: number; restart: () => void };
}

/**
 * Runs in the page: notes the slowest event and the longest gap between frames since the last restart. Its functions
 * are methods: a script runner that keeps function names would wrap any other in a helper that the page doesn't have.
 */
function watchBusyTime(): void {
  const busy = {
    longest: 0,
    lastFrame: 0,
    restart() {
      busy.longest = 0;
      busy.lastFrame = performance.now();
    },
    note(duration: number) {
      busy.longest = Math.max(busy.longest, duration);
    },
    frame(now: number) {
      busy.note(now - busy.lastFrame);
      busy.lastFrame = now;
      requestAnimationFrame(busy.frame);
    },
  };
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) busy.note(duration);
  });
  observer.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  requestAnimationFrame(busy.frame);
  (window as BusyWindow).busy = busy;
}

async function busyTime(page: Page, act: () => Promise<void>): Promise<number> {
  await settled(page);
  await page.evaluate(() => (window as BusyWindow).busy?.restart());
  await act();
  await settled(page);
  return await page.evaluate(() => Math.round((window as BusyWindow).busy?.longest ?? 0));
}

/** Waits for three frames and an idle moment: by then the observer has received every event. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));
  });
}
