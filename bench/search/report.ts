import { PAGE, type SearchTimes } from "./searches";

/** What was measured in one database. */
export interface MeasuredDatabase {
  name: string;
  flows: number;
  workspaces: number;
  /** In bytes. */
  space: { texts: number; terms: number };
  measured: { caller: string; searches: SearchTimes[] }[];
}

const number = (value: number) => value.toLocaleString("en");
const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const megabytes = (bytes: number) => number(Math.round(bytes / 1e6));

function table({ caller, searches }: MeasuredDatabase["measured"][number]): string[] {
  return [
    `A caller who is bound to ${caller}:`,
    "",
    "| search | p50 ms | p95 ms | max ms | found on the page |",
    "|---|---|---|---|---|",
    ...searches.map(
      ({ name, times, found }) =>
        `| ${name} | ${ms(times.median)} | ${ms(times.p95)} | ${ms(times.max)} | ${found.toFixed(1)} |`,
    ),
    "",
  ];
}

/** The report of one run. */
export function report(facts: readonly string[], databases: readonly MeasuredDatabase[]): string {
  const parts = databases.flatMap((database) => [
    `## ${number(database.flows)} flows in ${number(database.workspaces)} workspaces, ${database.name}`,
    "",
    ...database.measured.flatMap(table),
    `Texts take ${megabytes(database.space.texts)} MB, the index of their terms ${megabytes(database.space.terms)} MB.`,
    "",
  ]);
  return [
    "# Searching flows",
    "",
    `Made by \`npm run bench:search\`. One search is what \`GET /api/search\` does for a page of ${PAGE} once it knows its caller: the`,
    "places in the index, the texts of the found flows, hits with what is around them. Each of the runs is about other words,",
    "as often as texts have them; a flow has some 450 words. The searches take turns.",
    "",
    ...facts.map((fact) => `- ${fact}`),
    "",
    ...parts,
  ].join("\n");
}
