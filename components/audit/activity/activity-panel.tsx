"use client";

import { RotateCcw, X } from "lucide-react";
import dynamic from "next/dynamic";
import type { AuditActivity } from "@/lib/audit/activity/activity";
import { ProblemNotice } from "../../http/problem-notice";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/card";
import type { AuditQuery } from "../filters/audit-query";
import { useAuditParams } from "../filters/use-audit-params";
import { daySpan } from "../timeline/day-words";
import { activityAddress, leftAside } from "./activity-request";
import { useActivity } from "./use-activity";
import { useActivityOpen } from "./use-activity-open";

/** The panel is folded at first, so its charts are no part of the page's first load. */
const Charts = dynamic(() => import("./charts").then((module) => module.Charts), { loading: Waiting });

interface ActivityPanelProps {
  /** The events' address under `/api`. */
  apiPath: string;
  query: AuditQuery;
}

/** A log's counts by time and person, folded until the reader opens them. */
export function ActivityPanel({ apiPath, query }: ActivityPanelProps) {
  const { zone } = useAuditParams();
  const [open, setOpen] = useActivityOpen();
  const counted = useActivity(open ? activityAddress(apiPath, query, zone) : null);
  if (!open) return null;
  return (
    <section aria-label="Activity" className="mb-3 rounded-lg border bg-card shadow-xs">
      <div className="flex items-center gap-2 py-1.5 pr-2 pl-4">
        <h2 className="text-sm font-semibold">Activity</h2>
        {counted.activity ? <Span activity={counted.activity} /> : null}
        <Button
          variant="ghost"
          size="icon-sm"
          className="ml-auto"
          aria-label="Close the charts"
          onClick={() => setOpen(false)}
        >
          <X aria-hidden />
        </Button>
      </div>
      <Counts {...counted} aside={leftAside(query)} />
    </section>
  );
}

function Counts({
  activity,
  problem,
  loading,
  retry,
  aside,
}: ReturnType<typeof useActivity> & { aside: string | null }) {
  return (
    <div id="audit-activity" aria-busy={loading} className="border-t px-4 py-4">
      {activity?.shortened ? (
        <p className="mb-3 text-sm text-muted-foreground">
          The period is longer than 92 days; these are its last ones.
        </p>
      ) : null}
      {aside ? <p className="mb-3 text-sm text-muted-foreground">{aside}</p> : null}
      {problem ? (
        <div className="flex flex-col items-start gap-2">
          <ProblemNotice problem={problem} />
          <Button size="sm" variant="outline" onClick={retry}>
            <RotateCcw aria-hidden />
            Try again
          </Button>
        </div>
      ) : null}
      {activity ? <Charts activity={activity} faded={loading} /> : problem ? null : <Waiting />}
    </div>
  );
}

function Span({ activity: { days } }: { activity: AuditActivity }) {
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  if (!first || !last) return null;
  return <span className="min-w-0 truncate text-xs text-muted-foreground">{daySpan(first, last)}</span>;
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading the activity" className="flex flex-col gap-4">
      <Skeleton className="h-32 w-full" />
      <Skeleton className="h-24 w-2/3" />
    </div>
  );
}
