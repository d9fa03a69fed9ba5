"use client";

import { useState } from "react";
import type { ReceiptItem, TaskView } from "@/lib/jobs/transfer-receipt";
import type { Problem } from "../../http/problem";
import { ProblemNotice } from "../../http/problem-notice";
import { sendRequest } from "../../http/send-request";
import { SectionCard } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { TimeAgo } from "../../ui/time-ago";
import { useHydrated } from "../../ui/use-hydrated";
import { isTask } from "../words/transfer-shapes";
import { type Names, nameIn } from "./receipt-text";

interface TaskListProps {
  transferId: string;
  items: readonly ReceiptItem[];
  names: Names;
  onTicked: (task: TaskView) => void;
}

/** The work that no request can do, to be ticked off. Nothing where there is none. */
export function TaskList({ transferId, items, names, onTicked }: TaskListProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  // What was pressed shows at once, while its answer is on its way.
  const [pressed, setPressed] = useState<Readonly<Record<string, boolean>>>({});
  const hydrated = useHydrated();
  const all = items.flatMap((item) => item.tasks.map((task) => ({ item, task })));
  if (all.length === 0) return null;
  const done = all.filter(({ task }) => task.doneAt !== null).length;

  async function tick({ id }: TaskView, isDone: boolean) {
    setPressed((all) => ({ ...all, [id]: isDone }));
    const path = `/api/transfers/${transferId}/tasks/${id}`;
    const answer = await sendRequest("PUT", path, { body: { done: isDone }, answer: isTask });
    setPressed(({ [id]: _, ...rest }) => rest);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) onTicked(answer.data);
  }

  return (
    <SectionCard title="To do by hand in Trillet" description={`${done} of ${all.length} done`}>
      <ProblemNotice problem={problem} />
      <ul className="flex flex-col gap-2.5">
        {all.map(({ item, task }) => (
          <li key={task.id}>
            <label className="flex cursor-pointer items-start gap-2.5 text-sm">
              <input
                type="checkbox"
                checked={pressed[task.id] ?? task.doneAt !== null}
                disabled={!hydrated}
                onChange={(event) => void tick(task, event.target.checked)}
                className="mt-0.5 size-4 shrink-0 accent-primary"
              />
              <span className="min-w-0 wrap-anywhere">
                <span className={task.doneAt === null ? "font-medium" : "text-muted-foreground"}>
                  <GivenName>{nameIn(names, item.workspace)}</GivenName>, <GivenName>{item.name}</GivenName>
                </span>
                <span className="block">{task.words}</span>
                {task.doneAt === null ? null : (
                  <span className="block text-muted-foreground">
                    {task.doneBy === null ? "Seen in Trillet" : <GivenName>{task.doneBy}</GivenName>}{" "}
                    <TimeAgo at={task.doneAt} />
                  </span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
