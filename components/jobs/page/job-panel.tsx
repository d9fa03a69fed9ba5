"use client";

import { Pause, Play, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { JobControl } from "@/lib/jobs/control-job";
import type { JobView } from "@/lib/jobs/job-view";
import { problemText } from "../../http/problem";
import { ProblemNotice } from "../../http/problem-notice";
import { sendRequest } from "../../http/send-request";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { noteStartedJob } from "../tray/started-jobs";
import { JobItems } from "./job-items";
import { JobProgress } from "./job-progress";
import { useJobNews } from "./use-job-news";

interface JobPanelProps {
  loaded: JobView;
  names: Record<string, string>;
}

/** A job while it is worked on, and what people may do with it. */
export function JobPanel({ loaded, names }: JobPanelProps) {
  const job = useJobNews(loaded);
  return (
    <div className="flex flex-col gap-5">
      {job.mayControl ? <JobControls job={job} /> : null}
      <JobProgress job={job} />
      <JobItems job={job} names={names} />
    </div>
  );
}

function JobControls({ job }: { job: JobView }) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const [asked, setAsked] = useState<JobControl | null>(null);
  const path = `/api/jobs/${job.id}`;
  const failed = job.items.filter(({ state }) => state === "failed").length;

  async function control(what: JobControl) {
    setAsked(what);
    const answer = await send("POST", `${path}/${what}`);
    if (!answer.ok) return;
    noteStartedJob();
    router.refresh();
  }

  async function cancel(): Promise<string | null> {
    const answer = await sendRequest("POST", `${path}/cancel`);
    if (!answer.ok) return problemText(answer.problem);
    router.refresh();
    return null;
  }

  const button = (what: JobControl) => ({
    busy: busy && asked === what,
    onClick: () => void control(what),
  });
  return (
    <>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {job.state === "running" ? (
          <Button variant="outline" {...button("pause")}>
            <Pause aria-hidden />
            Pause
          </Button>
        ) : null}
        {job.state === "paused" ? (
          <Button {...button("resume")}>
            <Play aria-hidden />
            Go on
          </Button>
        ) : null}
        {job.endedAt === null ? (
          <ConfirmDialog
            trigger={<Button variant="outline">Stop</Button>}
            title="Stop this job?"
            description="What was changed stays as it is, and is listed here. What was not begun is not sent, and this job can't go on afterwards."
            confirmLabel="Stop the job"
            destructive
            onConfirm={cancel}
          />
        ) : null}
        {failed > 0 && job.state !== "cancelled" ? (
          <Button variant="outline" {...button("retry")}>
            <RotateCcw aria-hidden />
            {failed === 1 ? "Do the failed one again" : `Do the ${failed} failed ones again`}
          </Button>
        ) : null}
      </div>
      <ProblemNotice problem={problem} />
    </>
  );
}
