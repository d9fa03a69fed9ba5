import type { ItemView, JobView } from "@/lib/jobs/job-view";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import { changedWord, throughWords } from "../words/job-words";

/** The parts of a job's bar, in their order. */
const PARTS = [
  { name: "done", colour: "bg-primary" },
  { name: "look", colour: "bg-lamp" },
  { name: "failed", colour: "bg-destructive" },
  { name: "left", colour: "bg-lamp-off" },
] as const;

type Part = (typeof PARTS)[number]["name"];

/** In which part of the bar a flow is. */
function partOf({ state }: ItemView): Part {
  if (state === "succeeded") return "done";
  if (state === "left_out" || state === "unknown") return "look";
  return state === "failed" ? "failed" : "left";
}

function countParts(items: readonly ItemView[]): Record<Part, number> {
  const counts: Record<Part, number> = { done: 0, look: 0, failed: 0, left: 0 };
  for (const item of items) counts[partOf(item)]++;
  return counts;
}

/** How far a job is: a bar, the same in words, and what it waits for. */
export function JobProgress({ job }: { job: JobView }) {
  const counts = countParts(job.items);
  const words: Record<Part, string> = {
    done: `${counts.done} ${changedWord(job).toLowerCase()}`,
    look: `${counts.look} left alone or not known`,
    failed: `${counts.failed} not changed`,
    left: `${counts.left} ${job.endedAt === null ? "waiting" : "not begun"}`,
  };
  const through = throughWords(job);
  return (
    <div className="flex flex-col gap-3">
      <Card className="flex flex-col gap-3 p-4 sm:p-5">
        <p role="status" className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
          <span className="text-lg font-semibold">{through}</span>
          <span className="text-muted-foreground">
            {job.endedAt === null ? "It goes on when you leave this page or close the browser." : null}
          </span>
        </p>
        <div
          role="progressbar"
          aria-label="Progress"
          aria-valuemin={0}
          aria-valuemax={job.total}
          aria-valuenow={job.total - job.left}
          aria-valuetext={through}
          className="flex h-2 overflow-hidden rounded-full bg-muted ring-1 ring-input ring-inset"
        >
          {PARTS.map(({ name, colour }) => (
            <div
              key={name}
              className={colour}
              style={{ width: `${(counts[name] / Math.max(1, job.total)) * 100}%` }}
            />
          ))}
        </div>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {PARTS.filter(({ name }) => counts[name] > 0).map(({ name, colour }) => (
            <li key={name} className="flex items-center gap-2">
              <span aria-hidden className={`size-2 rounded-full ${colour}`} />
              {words[name]}
            </li>
          ))}
        </ul>
      </Card>
      <Waiting job={job} />
    </div>
  );
}

/** The workspaces of a job that wait, each with the moment at which it goes on. */
function Waiting({ job }: { job: JobView }) {
  const waits = new Map<string, string>();
  if (job.state === "running")
    for (const { workspace, waitsUntil } of job.items)
      if (waitsUntil !== null) waits.set(workspace, waitsUntil);
  if (waits.size === 0) return null;
  return (
    <Notice tone="info" title="It waits for Trillet">
      <ul>
        {[...waits].map(([workspace, until]) => (
          <li key={workspace}>
            <span className="font-medium">{workspace}</span> goes on <TimeAgo at={until} />: its request
            budget is used up, or somebody else is saving a flow. Other workspaces are not held up.
          </li>
        ))}
      </ul>
    </Notice>
  );
}
