"use client";

import { ShieldAlert, ShieldCheck } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { anything, listOf, number, object, recordOf, text } from "../../http/answer-shape";
import { sendRequest } from "../../http/send-request";
import { AppLink } from "../../ui/app-link";
import { cn } from "../../ui/class-names";
import { TimeAgo } from "../../ui/time-ago";

interface ProofStateProps {
  /** The events' address under `/api`. */
  apiPath: string;
  logPath: string;
  /** The number of the newest event. */
  head: number;
}

interface Verification {
  sequence: number;
  occurredAt: string;
  detail: Record<string, unknown>;
}

const verifications = object<{ items: Verification[] }>({
  items: listOf(
    object<Verification>({ sequence: number, occurredAt: text, detail: recordOf<unknown>(anything) }),
  ),
});

/** Among this many verifications there is one with a result, unless somebody gave up again and again. */
const AT_MOST = 5;

/**
 * How far a log was verified, in a line that leads to its integrity. The page does not wait for it: the last
 * verification is requested when the events are shown.
 */
export function ProofState({ apiPath, logPath, head }: ProofStateProps) {
  const [last, setLast] = useState<Verification | null | undefined>();
  useEffect(() => {
    let ended = false;
    void sendRequest("GET", `${apiPath}?action=audit.verify&limit=${AT_MOST}`, {
      answer: verifications,
    }).then((answer) => {
      // A verification that was refused or given up says nothing about the log.
      if (!ended && answer.ok) setLast(answer.data.items.find(({ detail }) => "firstBad" in detail) ?? null);
    });
    return () => {
      ended = true;
    };
  }, [apiPath]);
  const { isBad, words } = proofWords(head, last);
  const Icon = isBad ? ShieldAlert : ShieldCheck;
  return (
    <AppLink
      href={`${logPath}/integrity`}
      className={cn(
        "flex min-h-6 items-center gap-1.5 rounded-sm text-xs hover:underline",
        isBad ? "font-medium text-destructive" : "text-muted-foreground hover:text-foreground",
      )}
    >
      <Icon aria-hidden className={cn("size-3.5 shrink-0", last && !isBad && "text-success")} />
      <span>{words}</span>
    </AppLink>
  );
}

function proofWords(
  head: number,
  last: Verification | null | undefined,
): { isBad: boolean; words: ReactNode } {
  const count = eventsWords(head);
  if (last === undefined) return { isBad: false, words: count };
  if (last === null) return { isBad: false, words: `${count}, not verified yet` };
  const { firstBad } = last.detail;
  const when = <TimeAgo at={last.occurredAt} />;
  if (typeof firstBad === "number")
    return {
      isBad: true,
      words: (
        <>
          A fault was found at event #{firstBad}, {when}
        </>
      ),
    };
  const scope = last.sequence >= head ? "all verified" : `verified up to #${last.sequence}`;
  return {
    isBad: false,
    words: (
      <>
        {count}, {scope} {when}
      </>
    ),
  };
}
