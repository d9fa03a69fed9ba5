import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { AppLink } from "../../ui/app-link";
import { SectionCard } from "../../ui/card";
import { Moment } from "../../ui/moment";
import { Notice } from "../../ui/notice";
import { RetentionForm } from "./retention-form";

export interface RetentionCardProps {
  /** The number of days for which events are kept; null: for ever. */
  keepDays: number | null;
  retired: { through: number; at: string } | null;
  /** Since when an event that is old enough to be removed waits for a webhook; null when none does. */
  delayedSince: string | null;
  deliveriesPath: string;
  /**
   * The addresses of the rule and of the events under `/api`; null where the reader may not set the rule, or nobody
   * can.
   */
  form: { settingsPath: string; apiPath: string } | null;
}

/** The retention rule, and the removed events. */
export function RetentionCard({ keepDays, retired, delayedSince, deliveriesPath, form }: RetentionCardProps) {
  return (
    <SectionCard
      title="Retention"
      description="Events may only be removed by age, from the oldest on, as whole ranges that a checkpoint covers. Their signed root stays, so that the rest can still be verified."
    >
      <div className="flex flex-col gap-4 text-sm">
        <p>
          {keepDays === null
            ? "Events are kept for ever."
            : `Events are kept for ${keepDays} days, then removed.`}{" "}
          {retired ? (
            <>
              So far {eventsWords(retired.through)} {retired.through === 1 ? "was" : "were"} removed, up to #
              {retired.through}, last on <Moment at={retired.at} />.
            </>
          ) : (
            "None was removed so far."
          )}
        </p>
        {delayedSince ? (
          <Notice tone="warn" title="Removal waits for a delivery">
            An event of <Moment at={delayedSince} /> has not reached a webhook yet, so it and those after it
            stay.{" "}
            {form ? (
              <AppLink href={deliveriesPath} className="text-link underline">
                See what is on its way
              </AppLink>
            ) : (
              "An admin of this workspace can see to that."
            )}
          </Notice>
        ) : null}
        {form ? <RetentionForm {...form} keepDays={keepDays} removed={retired?.through ?? 0} /> : null}
      </div>
    </SectionCard>
  );
}
