import type { ItemView, JobView } from "@/lib/jobs/job-view";
import { Notice } from "../../ui/notice";
import { ProgressCard } from "../../ui/progress-card";
import { TimeAgo } from "../../ui/time-ago";
import { changedWord, doneWord, throughWords } from "../words/job-words";

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
    failed: `${counts.failed} not ${doneWord(job)}`,
    left: `${counts.left} ${job.endedAt === null ? "waiting" : "not begun"}`,
  };
  const through = throughWords(job);
  return (
    <div className="flex flex-col gap-3">
      <ProgressCard
        title={through}
        valueText={through}
        through={job.total - job.left}
        total={job.total}
        isOver={job.endedAt !== null}
        parts={PARTS.map((part) => ({ ...part, count: counts[part.name], words: words[part.name] }))}
      />
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
