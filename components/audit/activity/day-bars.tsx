"use client";

import type { ActivityDay } from "@/lib/audit/activity/activity";
import { type AuditOutcome, OUTCOME_NAMES, OUTCOMES } from "@/lib/audit/events/outcomes";
import { cn } from "../../ui/class-names";
import { longDay, shortDay } from "../timeline/day-words";
import { barParts, countWords, eventsOfDay, scaleEnd } from "./bar-shape";
import { useRovingFocus } from "./use-roving-focus";

/**
 * The drawing of each outcome. Patterns distinguish them, not colours alone: plain, cross-hatched by a dark edge,
 * stripes to either side.
 */
const OUTCOME_FILLS: Record<AuditOutcome, string> = {
  succeeded: "bg-primary/65",
  failed: "bg-destructive",
  denied:
    "bg-[repeating-linear-gradient(45deg,var(--destructive)_0_2px,var(--destructive-wash)_2px_5px)] ring-1 ring-destructive ring-inset",
  unknown:
    "bg-[repeating-linear-gradient(-45deg,var(--warning)_0_2px,var(--warning-wash)_2px_5px)] ring-1 ring-warning ring-inset",
};

interface DayBarsProps {
  days: ActivityDay[];
  onChoose: (day: string) => void;
}

/** Events of each day as stacked bars. A bar leads to its day. */
export function DayBars({ days, onChoose }: DayBarsProps) {
  const { onKeyDown, stop } = useRovingFocus(days.map((_, place) => place));
  const end = scaleEnd(Math.max(...days.map(eventsOfDay), 0));
  const first = days[0];
  const last = days.at(-1);
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="text-sm font-semibold">Events per day</h3>
        <Legend />
      </div>
      <div className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div
          aria-hidden
          className="flex flex-col justify-between text-right text-xs text-muted-foreground tabular-nums"
        >
          <span className="-translate-y-2">{end}</span>
          <span className="translate-y-1">0</span>
        </div>
        <div
          role="toolbar"
          aria-label="Days: choose one to see its events"
          aria-orientation="horizontal"
          onKeyDown={onKeyDown}
          className="flex h-32 items-stretch border-t border-b border-t-border/60 border-b-input"
        >
          {days.map((day, place) => (
            <button
              key={day.day}
              type="button"
              {...stop(place)}
              aria-label={`${longDay(day.day)}: ${countWords(day.counts)}`}
              title={`${longDay(day.day)}: ${countWords(day.counts)}`}
              onClick={() => onChoose(day.day)}
              className="flex min-w-0 flex-1 flex-col-reverse overflow-hidden px-px hover:bg-muted focus-visible:outline-offset-0"
            >
              {barParts(day, end).map(({ outcome, share }) => (
                <span
                  key={outcome}
                  style={{ height: `${share}%` }}
                  className={cn("mx-auto block w-full max-w-8", OUTCOME_FILLS[outcome])}
                />
              ))}
            </button>
          ))}
        </div>
        <span />
        <div aria-hidden className="mt-1 flex justify-between text-xs text-muted-foreground">
          <span>{first ? shortDay(first.day) : ""}</span>
          <span>{last && last !== first ? shortDay(last.day) : ""}</span>
        </div>
      </div>
    </div>
  );
}

function Legend() {
  return (
    <ul aria-label="Outcomes" className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted-foreground">
      {OUTCOME_NAMES.map((outcome) => (
        <li key={outcome} className="flex items-center gap-1.5">
          <span aria-hidden className={cn("size-3 rounded-xs", OUTCOME_FILLS[outcome])} />
          {OUTCOMES[outcome].label}
        </li>
      ))}
    </ul>
  );
}
