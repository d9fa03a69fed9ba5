"use client";

import type { HeatFlow, HeatMap, HeatPerson } from "@/lib/audit/activity/activity-heat-map";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { cn } from "../../ui/class-names";
import { heatLevel } from "./bar-shape";
import { useRovingFocus } from "./use-roving-focus";

interface HeatGridProps {
  heatMap: HeatMap;
  onChoose: (choice: { actor?: string; target?: string }) => void;
}

const FILLS = ["", "bg-primary/10", "bg-primary/18", "bg-primary/26", "bg-primary/35"] as const;
const CELL = "grid h-8 w-full min-w-9 place-items-center rounded-sm text-xs tabular-nums";

/** The filter needs an id, and a cell without events has nothing to show. */
const isChoice = (person: HeatPerson, events: number) => person.actor !== null && events > 0;

/** Counts of events by flow and person. Each cell shows its number, also as a shade, and leads to its events. */
export function HeatGrid({ heatMap, onChoose }: HeatGridProps) {
  const { flows, people, cells, moreFlows, morePeople } = heatMap;
  const columns = people.length + (morePeople > 0 ? 1 : 0);
  const places = flows.flatMap((_, row) =>
    people.flatMap((person, column) =>
      isChoice(person, cells[row]?.[column] ?? 0) ? [row * columns + column] : [],
    ),
  );
  const { onKeyDown, stop } = useRovingFocus(places, columns);
  const most = Math.max(...flows.flatMap((_, row) => (cells[row] ?? []).slice(0, people.length)), 0);
  return (
    <section
      aria-label="Flows and people"
      className="min-w-0 overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      <h3 className="text-sm font-semibold">Who worked on which flow</h3>
      <table className="mt-2 border-separate border-spacing-0.5 text-sm" onKeyDown={onKeyDown}>
        <caption className="sr-only">Events by flow and person. Arrow keys lead from cell to cell.</caption>
        <thead>
          <tr>
            <th scope="col" className="text-left text-xs font-medium text-muted-foreground">
              Flow
            </th>
            {people.map(({ name, actor }) => (
              <th
                key={actor ?? name}
                scope="col"
                className="max-w-20 px-1 align-bottom text-xs font-medium text-muted-foreground"
              >
                <span className="line-clamp-2 wrap-anywhere" title={name}>
                  {name}
                </span>
              </th>
            ))}
            {morePeople > 0 ? (
              <th scope="col" className="px-1 text-xs font-medium whitespace-nowrap text-muted-foreground">
                {morePeople} more
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, place) => (
            <HeatRow
              key={flows[place]?.id ?? "more"}
              flow={flows[place] ?? null}
              moreFlows={moreFlows}
              people={people}
              row={row}
              most={most}
              stopAt={(column) => stop(place * columns + column)}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeatRowProps {
  /** Null for the row that sums up the rest. */
  flow: HeatFlow | null;
  moreFlows: number;
  people: HeatPerson[];
  row: number[];
  most: number;
  stopAt: (column: number) => ReturnType<ReturnType<typeof useRovingFocus>["stop"]>;
  onChoose: HeatGridProps["onChoose"];
}

function HeatRow({ flow, moreFlows, people, row, most, stopAt, onChoose }: HeatRowProps) {
  const name = flow ? flow.name || flow.id : moreFlows === 1 ? "1 more flow" : `${moreFlows} more flows`;
  return (
    <tr>
      <th scope="row" className="max-w-44 pr-2 text-left font-normal">
        <span className="block truncate" title={name}>
          {name}
        </span>
      </th>
      {row.map((events, column) => {
        const person = people[column];
        const fill = flow && person ? FILLS[heatLevel(events, most)] : "";
        // A sum of several flows or people is no filter, so it is no button either.
        const leads = flow && person && isChoice(person, events);
        return (
          <td key={person?.actor ?? person?.name ?? "more"} className="p-0">
            {leads ? (
              <button
                type="button"
                {...stopAt(column)}
                aria-label={`${name}, ${person.name}: ${eventsWords(events)}`}
                onClick={() => onChoose({ actor: person.actor ?? "", target: flow.id })}
                className={cn(CELL, fill, "hover:ring-2 hover:ring-ring hover:ring-inset")}
              >
                {events}
              </button>
            ) : (
              <span className={cn(CELL, fill, events === 0 && "bg-muted/50 text-muted-foreground")}>
                {events}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
