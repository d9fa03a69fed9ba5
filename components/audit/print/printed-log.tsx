import type { AuditEventView } from "@/lib/audit/event";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { momentText } from "@/lib/time/moment-words";
import type { KnownNames } from "../../flows/diff/value-text";
import { longDay } from "../timeline/day-words";
import { printDays } from "./print-days";
import { PrintedEvent } from "./printed-event";

interface PrintedLogProps {
  /** The workspace's name. */
  workspace: string;
  /** The filters in words; empty for the whole log. */
  filters: { label: string; text: string }[];
  /** The time zone whose days and times are printed. */
  zone: string;
  /** The events in any order, at most as many as one print has. */
  events: AuditEventView[];
  /** Whether more events match than are printed; then these are the newest ones. */
  hasMore: boolean;
  /** Whether the reader sees events about flows only. */
  flowEventsOnly: boolean;
  printedBy: { name: string; email: string };
  printedAt: Date;
  /** Names of agents by id. */
  names: KnownNames;
  /** The newest event of the whole chain; null when there is none. */
  head: { sequence: number; hash: string } | null;
  /** The newest signed checkpoint, as it was signed; null when there is none to show. */
  checkpoint: string | null;
}

/** A printed log, black on white: the search, the reader, the events by day, and their proof. */
export function PrintedLog(props: PrintedLogProps) {
  const { workspace, events, zone, flowEventsOnly, names, head, checkpoint } = props;
  return (
    <article data-printed="" className="rounded-lg border bg-card p-6 text-card-foreground sm:p-8">
      <h1 className="text-2xl font-semibold">{workspace}: audit log</h1>
      <Particulars {...props} />
      {events.length === 0 ? (
        <p className="mt-6">No event matches.</p>
      ) : (
        printDays(events, zone).map((day) => <Day key={day.day} {...day} zone={zone} names={names} />)
      )}
      <section aria-labelledby="proof" className="mt-8 break-inside-avoid border-t pt-4 text-sm">
        <h2 id="proof" className="text-base font-semibold">
          Proof
        </h2>
        <p className="mt-1">
          Every event carries the hash of the one before it.
          {flowEventsOnly ? " Only events about flows are printed here; the chain holds others too." : ""}
        </p>
        {head ? (
          <p className="mt-2 wrap-anywhere">
            Newest event of the chain when this was printed: #{head.sequence},{" "}
            <span className="font-mono text-xs">{head.hash}</span>
          </p>
        ) : null}
        {checkpoint ? (
          <>
            <p className="mt-2">Newest signed checkpoint:</p>
            <pre className="mt-1 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
              {checkpoint}
            </pre>
          </>
        ) : null}
      </section>
    </article>
  );
}

/** The facts about the printout itself. */
function Particulars({ filters, zone, events, hasMore, printedBy, printedAt }: PrintedLogProps) {
  const count = eventsWords(events.length);
  const kept = filters.map(({ label, text }) => `${label}: ${text}`);
  const facts = [
    ["Filter", kept.length > 0 ? kept.join("; ") : "None: every event"],
    ["Times", zone],
    [
      "Events",
      hasMore ? `The newest ${count}. More match: narrow the period to print the older ones.` : count,
    ],
    ["Printed", `${momentText(printedAt.getTime(), zone)}, by ${printedBy.name} (${printedBy.email})`],
  ];
  return (
    <dl className="mt-3 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[6rem_minmax(0,1fr)]">
      {facts.map(([label, text]) => (
        <div key={label} className="contents">
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="wrap-anywhere max-sm:mb-1.5">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

interface DayProps extends Pick<PrintedLogProps, "events" | "zone" | "names"> {
  day: string;
}

function Day({ day, events, zone, names }: DayProps) {
  const label = longDay(day);
  const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone });
  return (
    <section aria-label={label} className="mt-7">
      <h2 className="break-after-avoid pb-2 text-lg font-semibold">{label}</h2>
      <ol className="border-b">
        {events.map((event) => (
          <PrintedEvent
            key={event.id}
            event={event}
            time={clock.format(Date.parse(event.occurredAt))}
            zone={zone}
            names={names}
          />
        ))}
      </ol>
    </section>
  );
}
