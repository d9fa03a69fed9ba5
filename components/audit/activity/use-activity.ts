"use client";

import { useEffect, useState } from "react";
import type { AuditActivity } from "@/lib/audit/activity/activity";
import { flag, listOf, number, object, orNull, text } from "../../http/answer-shape";
import type { Problem } from "../../http/problem";
import { sendRequest } from "../../http/send-request";

const counts = object<AuditActivity["days"][number]["counts"]>({
  succeeded: number,
  failed: number,
  denied: number,
  unknown: number,
});
const activity = object<AuditActivity>({
  zone: text,
  days: listOf(object<AuditActivity["days"][number]>({ day: text, counts })),
  shortened: flag,
  heatMap: object<AuditActivity["heatMap"]>({
    flows: listOf(
      object<AuditActivity["heatMap"]["flows"][number]>({ kind: text, id: text, name: text, events: number }),
    ),
    people: listOf(
      object<AuditActivity["heatMap"]["people"][number]>({ actor: orNull(text), name: text, events: number }),
    ),
    cells: listOf(listOf(number)),
    moreFlows: number,
    morePeople: number,
  }),
  people: listOf(
    object<AuditActivity["people"][number]>({
      actor: orNull(text),
      name: text,
      counts,
      flows: number,
      lastHour: text,
    }),
  ),
});

interface Loaded {
  address: string;
  activity: AuditActivity | null;
  problem: Problem | null;
}

/** Loads the activity behind an address; null loads nothing. The last one stays visible until the next has arrived. */
export function useActivity(address: string | null) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [attempts, setAttempts] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt requests the same address again.
  useEffect(() => {
    if (address === null) return;
    let ended = false;
    void sendRequest("GET", address, { answer: activity }).then((answer) => {
      if (ended) return;
      if (answer.ok) setLoaded({ address, activity: answer.data, problem: null });
      else setLoaded((last) => ({ address, activity: last?.activity ?? null, problem: answer.problem }));
    });
    return () => {
      ended = true;
    };
  }, [address, attempts]);

  return {
    activity: loaded?.activity ?? null,
    problem: loaded?.address === address ? loaded?.problem : null,
    loading: loaded?.address !== address,
    retry: () => setAttempts(attempts + 1),
  };
}
