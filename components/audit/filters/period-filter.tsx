"use client";

import { CalendarRange } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../../ui/button";
import { queryPeriod } from "./audit-query";
import { CustomPeriod } from "./custom-period";
import { PERIODS } from "./periods";
import { useAuditParams } from "./use-audit-params";

/** Sets a period by one press, or days and times of a zone. */
export function PeriodFilter({ beside }: { beside?: ReactNode }) {
  const { params, zone, change, changeTime } = useAuditParams();
  const chosen = queryPeriod(params);
  const [open, setOpen] = useState(false);
  const custom = !chosen && Boolean(params.from || params.to);
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5">
        <legend className="sr-only">Period</legend>
        {PERIODS.map(({ id, label }) => (
          <Button
            key={id}
            size="sm"
            variant={chosen === id ? "secondary" : "outline"}
            aria-pressed={chosen === id}
            className={chosen === id ? "ring-2 ring-ring ring-inset" : undefined}
            onClick={() => (chosen === id ? change({ period: null }) : changeTime({ period: id }))}
          >
            {label}
          </Button>
        ))}
        <Button
          size="sm"
          variant={custom ? "secondary" : "outline"}
          aria-expanded={open}
          aria-controls="audit-custom-period"
          className={custom ? "ring-2 ring-ring ring-inset" : undefined}
          onClick={() => setOpen(!open)}
        >
          <CalendarRange aria-hidden />
          Other days
        </Button>
        <span className="mx-1 text-sm text-muted-foreground">Days of {zone.replaceAll("_", " ")}</span>
        {beside}
      </fieldset>
      {open ? (
        <CustomPeriod
          key={`${params.from}|${params.to}|${zone}`}
          from={params.from ?? ""}
          to={params.to ?? ""}
          zone={zone}
          onApply={(time) => changeTime(time)}
        />
      ) : null}
    </div>
  );
}
