"use client";

import { ChevronRight } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { listOf, object, orNull, text } from "../../http/answer-shape";
import { type Problem, problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { TimeAgo } from "../../ui/time-ago";
import { ChangeList } from "../diff/change-list";
import { HistoryTools } from "./history-tools";
import { RestoreDialog } from "./restore-dialog";
import { isRevision, type Revision, revisionSentence } from "./revision-words";

interface FlowHistoryProps {
  /** The flow's address under `/api`. */
  apiPath: string;
  etag: string;
  mayRestore: boolean;
  requireReason: boolean;
  first: { items: Revision[]; nextCursor: string | null };
}

const isRevisionList = object<FlowHistoryProps["first"]>({
  items: listOf(isRevision),
  nextCursor: orNull(text),
});

/** The changes of a flow with their authors and times, newest first. */
export function FlowHistory({ apiPath, etag, mayRestore, requireReason, first }: FlowHistoryProps) {
  const [older, setOlder] = useState<Revision[]>([]);
  const [cursor, setCursor] = useState(first.nextCursor);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const newestShown = first.items[0]?.n;
  const seen = new Set(first.items.map(({ n }) => n));
  const revisions = [...first.items, ...older.filter(({ n }) => !seen.has(n))];

  async function loadOlder() {
    setBusy(true);
    setProblem(null);
    const answer = await sendRequest(
      "GET",
      `${apiPath}/revisions?limit=20&cursor=${encodeURIComponent(cursor ?? "")}`,
      { answer: isRevisionList },
    );
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    setOlder([...older, ...answer.data.items]);
    setCursor(answer.data.nextCursor);
  }

  if (revisions.length === 0) {
    return <p className="text-sm text-muted-foreground">Nothing is recorded about this flow yet.</p>;
  }
  return (
    <>
      {newestShown && mayRestore ? (
        <ChosenState apiPath={apiPath} etag={etag} newest={newestShown} requireReason={requireReason} />
      ) : null}
      {newestShown ? <HistoryTools apiPath={apiPath} newest={newestShown} known={revisions} /> : null}
      <ol className="flex flex-col">
        {revisions.map((revision) => (
          <RevisionItem
            key={revision.n}
            revision={revision}
            restore={
              mayRestore && revision.n !== newestShown ? (
                <RestoreDialog
                  apiPath={apiPath}
                  etag={etag}
                  revision={revision.n}
                  requireReason={requireReason}
                />
              ) : null
            }
          />
        ))}
      </ol>
      {cursor ? (
        <Button variant="outline" size="sm" className="mt-3" busy={busy} onClick={() => void loadOlder()}>
          Show older
        </Button>
      ) : null}
      {problem ? (
        <p role="alert" className="mt-2 text-sm text-destructive">
          {problemText(problem)}
        </p>
      ) : null}
    </>
  );
}

const DOTS: Record<string, string> = { change: "bg-primary", drift: "bg-lamp", import: "bg-lamp-off" };

function RevisionItem({ revision, restore }: { revision: Revision; restore: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <li className="relative border-l pb-4 pl-5 last:border-transparent last:pb-0">
      <span
        aria-hidden
        className={cn(
          "absolute top-1.5 -left-[5px] size-2.5 rounded-full ring-4 ring-background",
          DOTS[revision.source] ?? "bg-lamp-off",
        )}
      />
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className="group">
        <summary className="flex list-none items-start gap-2 rounded-md [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="mt-0.5 size-4 shrink-0 text-muted-foreground transition-transform group-open:rotate-90"
          />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{revisionSentence(revision)}</span>
            <span className="text-muted-foreground">
              , <TimeAgo at={revision.at} />
            </span>
            {revision.reason ? (
              <span className="block text-sm text-muted-foreground">Why: {revision.reason}</span>
            ) : null}
          </span>
          {revision.source === "drift" ? <Badge tone="warn">Outside</Badge> : null}
          <span className="font-mono text-xs leading-5 text-muted-foreground">#{revision.n}</span>
        </summary>
        {open ? (
          <div className="mt-3 ml-6 rounded-lg border bg-card p-4">
            <ChangeList changes={revision.changes} initial={revision.n === 1} />
            {restore ? <div className="mt-4 border-t pt-3">{restore}</div> : null}
          </div>
        ) : null}
      </details>
    </li>
  );
}

interface ChosenStateProps {
  apiPath: string;
  etag: string;
  newest: number;
  requireReason: boolean;
}

/** An earlier state that the address names (`state=3`), ready to be restored. Links in the audit log lead here. */
function ChosenState({ apiPath, etag, newest, requireReason }: ChosenStateProps) {
  const chosen = Number(useSearchParams().get("state"));
  if (!Number.isInteger(chosen) || chosen < 1 || chosen >= newest) return null;
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-muted/40 px-4 py-3">
      <p className="text-sm">
        You came here for <strong>state #{chosen}</strong>. Restoring shows first what it would change.
      </p>
      <RestoreDialog apiPath={apiPath} etag={etag} revision={chosen} requireReason={requireReason} />
    </div>
  );
}
