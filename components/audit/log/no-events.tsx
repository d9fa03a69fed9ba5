import { ScrollText, SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/card";
import { listAddress, paramPairs, type SearchParams } from "../../lists/list-address";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { type AuditFilterName, filtersInUse, queryPeriod } from "../filters/audit-query";
import type { PeriodId } from "../filters/periods";

interface NoEventsProps {
  pathname: string;
  params: SearchParams;
  /** Whether this is not the first page. An address may name a place before which no event is kept any more. */
  later: boolean;
}

const NOTHING: Record<PeriodId, string> = {
  today: "Nothing today",
  yesterday: "Nothing yesterday",
  "last-7-days": "Nothing in these 7 days",
  "last-week": "Nothing last week",
  "last-30-days": "Nothing in these 30 days",
};

/** Periods that end today, each with the next wider one. */
const WIDER: Partial<Record<PeriodId, { id: PeriodId; label: string }>> = {
  today: { id: "last-7-days", label: "Look at the last 7 days" },
  "last-7-days": { id: "last-30-days", label: "Look at the last 30 days" },
};

const isTime = (name: AuditFilterName) => name === "period" || name === "from" || name === "to";

/** Says why a list is empty, and leads to what there is. */
export function NoEvents({ pathname, params, later }: NoEventsProps) {
  if (later) {
    return (
      <EmptyState icon={ScrollText} title="Nothing older">
        No event before this place matches, or retention has removed it.
      </EmptyState>
    );
  }
  const used = filtersInUse(params);
  if (used.length === 0) {
    return (
      <EmptyState icon={ScrollText} title="Nothing has happened yet">
        Every change and every attempt is recorded here.
      </EmptyState>
    );
  }
  const period = queryPeriod(params);
  const timed = used.some(isTime);
  const onlyTime = used.every(isTime);
  const wider = period ? WIDER[period] : undefined;
  const to = (changes: Record<string, string | null>) => listAddress(pathname, paramPairs(params), changes);
  return (
    <EmptyState
      icon={SearchX}
      title={onlyTime ? (period ? NOTHING[period] : "Nothing in these days") : "No event matches"}
      actions={
        <>
          {wider ? <Way href={to({ period: wider.id })}>{wider.label}</Way> : null}
          {timed ? <Way href={to({ period: null, from: null, to: null })}>Look at all days</Way> : null}
          {onlyTime ? null : <Way href={pathname}>Show all</Way>}
        </>
      }
    >
      {onlyTime
        ? "Nobody did anything here in that time."
        : "Try another word or period, or take a filter away."}
    </EmptyState>
  );
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <AppLink href={href} className={buttonVariants({ variant: "outline", size: "sm" })}>
      {children}
    </AppLink>
  );
}
