import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Caller } from "@/lib/identity/find-caller";
import { type JobView, readJob } from "./job-view";

const EVERY_MS = 1_000;
/** A browser opens a stream anew by itself; an endless one would keep the rights of its beginning. */
const LONGEST_MS = 60_000;
/** Proxies end connections that say nothing for a while. */
const SAY_SOMETHING_EVERY = 15;

/** An event of a stream (HTML standard, section 9.2). */
const eventText = (name: string, value: unknown) => `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;

/** What a stream says of a job: how far it is, and the flows of which something has changed since. */
function newsOf(job: JobView, before: JobView | null): object | null {
  const known = new Map(before?.items.map((item, place) => [place, JSON.stringify(item)]));
  const items = job.items.flatMap((item, place) =>
    known.get(place) === JSON.stringify(item) ? [] : [{ ...item, place }],
  );
  const isSame = before !== null && items.length === 0 && before.state === job.state;
  return isSame ? null : { ...job, items };
}

/**
 * Says how a job goes on, as server-sent events named `job`: at first all of it, then what has changed, until it has ended.
 * Who is not a member any more gets nothing further when they ask again.
 *
 * @param first the job as it is now
 */
export async function* jobNews(caller: Caller, first: JobView): AsyncGenerator<string> {
  let before: JobView | null = null;
  let job = first;
  for (let second = 0; second * EVERY_MS < LONGEST_MS; second++) {
    const news = newsOf(job, before);
    if (news !== null) yield eventText("job", news);
    else if (second % SAY_SOMETHING_EVERY === 0) yield ": still here\n\n";
    before = job;
    const isAtWork = job.items.some(({ state }) => state === "running");
    if ((job.state === "done" || job.state === "cancelled") && !isAtWork) return;
    await pause(EVERY_MS);
    job = await readJob(caller, first.id);
  }
}
