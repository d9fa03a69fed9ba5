"use client";

import { useEffect, useState } from "react";
import type { ItemView, JobView } from "@/lib/jobs/job-view";
import { isJsonObject } from "@/lib/json/json-value";

/** What a stream says of a job: all of it, but only the flows of which something has changed. */
type News = Omit<JobView, "items"> & { items: (ItemView & { place: number })[] };

function isNews(value: unknown): value is News {
  return isJsonObject(value) && typeof value.total === "number" && Array.isArray(value.items);
}

function readNews(data: unknown): News | null {
  try {
    const value: unknown = JSON.parse(String(data));
    return isNews(value) ? value : null;
  } catch {
    return null;
  }
}

/** Returns a job with what a stream said of it. */
export function withNews(job: JobView, { items, ...rest }: News): JobView {
  const next = [...job.items];
  for (const { place, ...item } of items) next[place] = item;
  return { ...job, ...rest, items: next };
}

/**
 * Follows a job by its stream while it is open. The browser opens a stream anew that ends or breaks off.
 * @param loaded the job as the page came with it, or as a request has answered since
 */
export function useJobNews(loaded: JobView): JobView {
  const [job, setJob] = useState(loaded);
  const [before, setBefore] = useState(loaded);
  if (before !== loaded) {
    setBefore(loaded);
    setJob(loaded);
  }
  const isOver = job.endedAt !== null && job.items.every(({ state }) => state !== "running");
  const { id } = job;
  useEffect(() => {
    if (isOver) return;
    const source = new EventSource(`/api/jobs/${id}/events`);
    source.addEventListener("job", ({ data }) => {
      const news = readNews(data);
      if (news !== null) setJob((present) => withNews(present, news));
    });
    return () => source.close();
  }, [id, isOver]);
  return job;
}
