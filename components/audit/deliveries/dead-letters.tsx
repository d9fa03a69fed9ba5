"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import type { AuditDeliveryView } from "@/lib/audit/delivery/list-deliveries";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { number, object } from "../../http/answer-shape";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { useReaderZone } from "../../ui/reader-zone";
import { TimeAgo } from "../../ui/time-ago";
import { toast } from "../../ui/toast";
import { eventPath } from "../event/event-links";
import { eventSentence } from "../event/sentence";

interface DeadLettersProps {
  deliveries: AuditDeliveryView[];
  /** The number of all such events, of which the first ones are shown. */
  total: number;
  /** The webhook's address under `/api`. */
  path: string;
  host: string;
  logPath: string;
}

const resentCount = object({ resent: number });

/** The events that a receiver never accepted, with buttons to send them again. */
export function DeadLetters({ deliveries, total, path, host, logPath }: DeadLettersProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();

  async function resend(delivery?: string) {
    const body = delivery ? { delivery } : {};
    const answer = await send("POST", `${path}/deliveries/resend`, { body, answer: resentCount });
    if (!answer.ok) return;
    const { resent } = answer.data;
    toast.success(`${eventsWords(resent)} ${resent === 1 ? "is on its" : "are on their"} way again`);
    router.refresh();
  }

  return (
    <div className="mt-4 border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">Not delivered</h3>
        <Button variant="outline" size="sm" busy={busy} onClick={() => void resend()}>
          {busy ? null : <RotateCcw aria-hidden />}
          Send all again
        </Button>
      </div>
      <ProblemNotice problem={problem} />
      <ul aria-label={`Events that ${host} did not take`} className="mt-2 divide-y">
        {deliveries.map((delivery) => (
          <li key={delivery.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
            <div className="min-w-0 flex-1 basis-60 text-sm">
              <DeadEvent delivery={delivery} logPath={logPath} />
              <p className="text-muted-foreground wrap-anywhere">
                {delivery.lastError ?? "No attempt succeeded"} (
                {delivery.attempts === 1 ? "1 try" : `${delivery.attempts} tries`}), given up{" "}
                <TimeAgo at={delivery.dueAt} />
              </p>
            </div>
            <Button
              variant="ghost"
              size="sm"
              disabled={busy}
              aria-label={`Send again: event ${delivery.sequence}`}
              onClick={() => void resend(delivery.id)}
            >
              Send again
            </Button>
          </li>
        ))}
      </ul>
      {total > deliveries.length ? (
        <p className="mt-1 text-sm text-muted-foreground">
          These are the first {deliveries.length} of {total}.
        </p>
      ) : null}
    </div>
  );
}

function DeadEvent({ delivery, logPath }: { delivery: AuditDeliveryView; logPath: string }) {
  const zone = useReaderZone();
  const { event, missing, sequence } = delivery;
  const number = <span className="font-mono text-xs text-muted-foreground">#{sequence}</span>;
  if (!event)
    return (
      <p>
        {number}{" "}
        {missing === "removed"
          ? "An event that retention has removed"
          : "An event that can’t be read any more: verify the log"}
      </p>
    );
  return (
    <p className="wrap-anywhere">
      {number}{" "}
      <AppLink href={eventPath({ logPath }, event)} className="rounded-sm text-link hover:underline">
        {eventSentence(event, zone)}
      </AppLink>
    </p>
  );
}
