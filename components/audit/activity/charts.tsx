"use client";

import type { AuditActivity } from "@/lib/audit/activity/activity";
import { cn } from "../../ui/class-names";
import { useAuditParams } from "../filters/use-audit-params";
import { eventsOfDay } from "./bar-shape";
import { DayBars } from "./day-bars";
import { HeatGrid } from "./heat-grid";
import { PeopleTable } from "./people-table";

/** The charts of a period: events by day, by flow and person, by person. */
export function Charts({ activity, faded }: { activity: AuditActivity; faded: boolean }) {
  const { change, changeTime } = useAuditParams();
  const { days, heatMap, people, zone } = activity;
  const nothing = days.every((day) => eventsOfDay(day) === 0);
  return (
    <div className={cn("flex flex-col gap-6 transition-opacity", faded && "opacity-60")}>
      <DayBars days={days} onChoose={(day) => changeTime({ from: day, to: day, zone })} />
      {nothing ? <p className="text-sm text-muted-foreground">Nothing happened in these days.</p> : null}
      {heatMap.flows.length > 0 ? <HeatGrid heatMap={heatMap} onChoose={change} /> : null}
      {people.length > 0 ? <PeopleTable people={people} zone={zone} onChoose={change} /> : null}
    </div>
  );
}
