"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { sendRequest } from "../../http/send-request";
import { AppLink } from "../../ui/app-link";
import { ProgressBar } from "../../ui/progress-bar";
import { type FollowedJob, followedJob, followedJobs } from "../words/job-shapes";
import { jobPath, jobTitle, throughWords } from "../words/job-words";
import { startedJobs } from "./started-jobs";

const EVERY_MS = 2_000;

async function openJobs(signal: AbortSignal): Promise<FollowedJob[] | null> {
  const answer = await sendRequest("GET", "/api/jobs?open=1", {
    answer: followedJobs,
    signal,
    background: true,
  });
  return answer.ok ? answer.data.items : null;
}

/** The jobs that have ended since they were last shown, as they ended. */
async function endedJobs(before: readonly FollowedJob[], open: readonly FollowedJob[], signal: AbortSignal) {
  const gone = before.filter(({ id, endedAt }) => endedAt === null && open.every((job) => job.id !== id));
  const answers = await Promise.all(
    gone.map(({ id }) =>
      sendRequest("GET", `/api/jobs/${id}`, { answer: followedJob, signal, background: true }),
    ),
  );
  return answers.flatMap((answer) => (answer.ok ? [answer.data] : []));
}

/** What is known after another look; null where nobody could or had to look. */
async function lookAgain(before: readonly FollowedJob[], signal: AbortSignal) {
  const open = document.visibilityState === "hidden" ? null : await openJobs(signal);
  if (open === null) return null;
  const ended = await endedJobs(before, open, signal);
  const kept = before.filter(({ endedAt }) => endedAt !== null);
  return { jobs: [...open, ...ended, ...kept], hasEnded: ended.length > 0, isOver: open.length === 0 };
}

/** Follows the reader's jobs until none is open. Those that ended stay until they are put away. */
function useFollowedJobs() {
  const router = useRouter();
  const started = useSyncExternalStore(startedJobs.subscribe, startedJobs.read, () => 0);
  const [jobs, setJobs] = useState<FollowedJob[]>([]);
  const present = useRef(jobs);
  const show = (next: FollowedJob[]) => {
    present.current = next;
    setJobs(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a job that was started is looked for at once.
  useEffect(() => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const seen = await lookAgain(present.current, gone.signal);
      if (gone.signal.aborted) return;
      if (seen !== null) show(seen.jobs);
      // The page may show flows that were changed.
      if (seen?.hasEnded) router.refresh();
      if (!seen?.isOver) timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [started, router]);
  return { jobs, putAway: (id: string) => show(present.current.filter((job) => job.id !== id)) };
}

/** How far the reader's jobs are, on every page. */
export function JobTray() {
  const { jobs, putAway } = useFollowedJobs();
  if (jobs.length === 0) return null;
  return (
    <section
      aria-label="Jobs"
      className="fixed right-4 bottom-4 z-30 flex w-72 max-w-[calc(100vw-2rem)] flex-col divide-y rounded-lg border bg-popover text-popover-foreground shadow-lg"
    >
      {jobs.slice(0, 3).map((job) => (
        <TrayJob key={job.id} job={job} onPutAway={() => putAway(job.id)} />
      ))}
      {jobs.length > 3 ? (
        <AppLink href="/jobs" className="px-3 py-2 text-sm hover:text-link hover:underline">
          {`${jobs.length - 3} more`}
        </AppLink>
      ) : null}
    </section>
  );
}

function endWords({ state, done, failed }: FollowedJob): string {
  const all = [`${done} done`, ...(failed > 0 ? [`${failed} to look at`] : [])].join(", ");
  return state === "cancelled" ? `Stopped: ${all}` : all;
}

function TrayJob({ job, onPutAway }: { job: FollowedJob; onPutAway: () => void }) {
  const title = jobTitle(job);
  const { total, left, endedAt, state } = job;
  return (
    <div className="flex flex-col gap-1.5 px-3 py-2.5">
      <div className="flex items-center gap-2">
        <AppLink
          href={jobPath(job)}
          className="min-w-0 flex-1 truncate rounded-sm text-sm font-medium hover:text-link hover:underline"
        >
          {title}
        </AppLink>
        {endedAt === null ? (
          <span className="text-xs text-muted-foreground">
            {state === "paused" ? "Paused" : throughWords(job)}
          </span>
        ) : (
          <button
            type="button"
            aria-label={`Put away ${title}`}
            onClick={onPutAway}
            className="grid size-6 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
          >
            <X aria-hidden className="size-4" />
          </button>
        )}
      </div>
      {endedAt === null ? (
        <ProgressBar label={title} percent={((total - left) / Math.max(1, total)) * 100} />
      ) : (
        <p role="status" className="text-xs text-muted-foreground">
          {endWords(job)}
        </p>
      )}
    </div>
  );
}
