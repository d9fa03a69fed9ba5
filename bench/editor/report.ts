import type { FirstLoad } from "../harness/first-load";
import { summarise } from "../harness/summary";

export interface Interaction {
  name: string;
  /** From the event to the next frame, in milliseconds. */
  ms: number[];
}

export interface EditorMeasurements {
  machine: string;
  /** The others are compared with the first entry. */
  loads: ReadonlyMap<string, FirstLoad>;
  interactions: Interaction[];
  /** With the browser's processor slowed down. */
  navigation: { slowdown: number; aimingMs: number; ways: Interaction[] };
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(0);

function loadRows(loads: ReadonlyMap<string, FirstLoad>): string[] {
  const [reference] = loads.values();
  if (!reference) throw new Error("no page was measured");
  return [...loads].map(([name, { scripts, transferred, decoded }]) => {
    const ratio = (transferred / reference.transferred).toFixed(2);
    return `| ${name} | ${scripts} | ${kilobytes(transferred)} | ${kilobytes(decoded)} | ${ratio} |`;
  });
}

function interactionRows(interactions: Interaction[]): string[] {
  return interactions.map(({ name, ms }) => {
    const { count, median, p95, max } = summarise(ms);
    return `| ${name} | ${count} | ${median.toFixed(0)} | ${p95.toFixed(0)} | ${max.toFixed(0)} |`;
  });
}

/** Returns the report as Markdown. */
export function report({ machine, loads, interactions, navigation }: EditorMeasurements): string {
  return [
    "# What the flow editors cost a browser",
    "",
    "Made by `npm run bench:editor`; every number comes from one run on one machine.",
    "",
    `Machine: ${machine}. Portal: built, as \`npm start\` runs it.`,
    "",
    "## Scripts on the first visit",
    "",
    "Nothing cached, nothing touched or scrolled. Kilobytes of 1,000 bytes; transferred is compressed.",
    "",
    "| page | scripts | transferred kB | as run kB | transferred, ratio to the empty page |",
    "|---|---|---|---|---|",
    ...loadRows(loads),
    "",
    "## Navigation",
    "",
    `With a processor that is ${navigation.slowdown} times slower. Milliseconds from the click on a link until the browser has painted`,
    "the next page's frame (its heading, or what takes its place while it loads), and a field or a row that can be used.",
    `The pointer is on the link for ${navigation.aimingMs} ms before. A way is the first time in a browser that has no scripts of the next page yet.`,
    "",
    "| way | times | median | 95 % | longest |",
    "|---|---|---|---|---|",
    ...interactionRows(navigation.ways),
    "",
    "## Interactions",
    "",
    "Milliseconds from a key press or a click until the browser has painted what came of it.",
    "",
    "| interaction | times | median | 95 % | longest |",
    "|---|---|---|---|---|",
    ...interactionRows(interactions),
    "",
  ].join("\n");
}
