"use client";

import { CalendarRange } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { zonePlace } from "@/lib/time/moment-words";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/card";
import { queryPeriod } from "./audit-query";
import { PERIODS } from "./periods";
import { useAuditParams } from "./use-audit-params";

/** Few readers need other days, and the list of all time zones comes with them. */
const CustomPeriod = lazy(() =>
  import("./custom-period").then((module) => ({ default: module.CustomPeriod })),
);

/** Sets a period by one press, or days and times of a zone. */
export function PeriodChoice({ onDone }: { onDone: () => void }) {
  const { params, zone, change, changeTime } = useAuditParams();
  const chosen = queryPeriod(params);
  const custom = !chosen && Boolean(params.from || params.to);
  const [open, setOpen] = useState(custom);
  return (
    <div className="flex flex-col gap-3 p-3">
      <fieldset className="flex min-w-0 flex-col gap-0.5">
        <legend className="sr-only">Period</legend>
        {PERIODS.map(({ id, label }) => (
          <Button
            key={id}
            size="sm"
            variant={chosen === id ? "secondary" : "ghost"}
            aria-pressed={chosen === id}
            className="justify-start"
            onClick={() => {
              if (chosen === id) change({ period: null });
              else changeTime({ period: id });
              onDone();
            }}
          >
            {label}
          </Button>
        ))}
        <Button
          size="sm"
          variant={custom ? "secondary" : "ghost"}
          aria-expanded={open}
          aria-controls="audit-custom-period"
          className="justify-start"
          onClick={() => setOpen(!open)}
        >
          <CalendarRange aria-hidden />
          Other days
        </Button>
      </fieldset>
      {open ? (
        <Suspense fallback={<Skeleton className="h-64 w-full" />}>
          <CustomPeriod
            key={`${params.from}|${params.to}|${zone}`}
            from={params.from ?? ""}
            to={params.to ?? ""}
            zone={zone}
            onApply={(time) => {
              changeTime(time);
              onDone();
            }}
          />
        </Suspense>
      ) : (
        <p className="text-xs text-muted-foreground">Days of {zonePlace(zone)}.</p>
      )}
    </div>
  );
}
