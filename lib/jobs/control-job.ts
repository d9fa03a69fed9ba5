import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import type { Caller } from "@/lib/identity/find-caller";
import { Problem } from "@/lib/problems/problem";
import { JOB_STATE_NAMES, JOB_STATES, type JobState, type JobType } from "./job-states";
import { type JobView, readJob } from "./job-view";
import { forgetNewFlows } from "./new-flows";
import { runJobsSoon } from "./run-jobs";
import { recordTransferEnd } from "./transfer-end";

interface ControlFacts {
  /** The states in which a job can take it. */
  from: readonly JobState[];
  to: JobState;
}

/** What people may do with a job that was started. What is being sent at that moment is finished in any case. */
export const JOB_CONTROLS = {
  pause: { from: ["running"], to: "paused" },
  resume: { from: ["paused"], to: "running" },
  cancel: { from: ["running", "paused"], to: "cancelled" },
  /** Does again what has failed. What was left alone or isn't known stays: both need somebody to see the flow first. */
  retry: { from: ["done", "running", "paused"], to: "running" },
} as const satisfies Record<string, ControlFacts>;

export type JobControl = keyof typeof JOB_CONTROLS;

const stateRow = z.object({ state: z.enum(JOB_STATE_NAMES) });

async function changeItems(tx: Transaction, jobId: string, control: JobControl): Promise<number> {
  if (control === "cancel")
    return await tx.$executeRaw`
      UPDATE "JobItem" SET "state" = 'cancelled', "endedAt" = now() WHERE "jobId" = ${jobId}::uuid AND "state" = 'waiting'`;
  if (control === "retry")
    return await tx.$executeRaw`
      UPDATE "JobItem" SET "state" = 'waiting', "attempt" = "attempt" + 1, "problem" = NULL, "changeId" = NULL, "endedAt" = NULL,
        "notBefore" = NULL
      WHERE "jobId" = ${jobId}::uuid AND "state" = 'failed'`;
  return 0;
}

async function recordControl(
  tx: Transaction,
  id: string,
  control: JobControl,
  { by, changed }: { by: ActedBy; changed: number },
): Promise<void> {
  if (control === "cancel") await recordTransferEnd(tx, id);
  const target = { type: "job", id, name: null } as const;
  const event = { ...by, workspaceId: null, outcome: "succeeded", target } as const;
  if (control === "retry")
    await recordEvent(tx, { ...event, action: "job.retry", detail: { flows: changed } });
  else await recordEvent(tx, { ...event, action: `job.${control}`, detail: {} });
}

/**
 * Pauses a job, lets it go on, cancels it, or has what failed done again. What it is already is no error.
 * @throws Problem `not_found`, `not_allowed`, or `conflict` for a job that can't take it any more
 */
export async function controlJob(
  caller: Caller,
  id: string,
  control: JobControl,
  by: ActedBy,
): Promise<JobView> {
  const { mayControl, type } = await readJob(caller, id);
  if (!mayControl)
    throw new Problem(
      "not_allowed",
      "Only whoever started this job, or an admin of all its workspaces, may do this (permission: workspace.update)",
    );
  if (control === "retry" && type === ("transfer_flows" satisfies JobType))
    throw new Problem("conflict", "Go on with a new transfer: what failed is previewed again first");
  const { from, to } = JOB_CONTROLS[control];
  await database().$transaction(async (tx) => {
    const [row] = await queryRows(tx, "the state of a job", stateRow)`
      SELECT "state" FROM "Job" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
    const state = row?.state ?? "done";
    const takes: readonly JobState[] = from;
    if (!takes.includes(state)) {
      if (state === to) return;
      throw new Problem("conflict", `This job is ${JOB_STATES[state].label.toLowerCase()}`);
    }
    const changed = await changeItems(tx, id, control);
    if (control === "retry" && changed === 0) throw new Problem("conflict", "Nothing of this job has failed");
    await tx.job.update({
      where: { id },
      data: { state: to, endedAt: to === "cancelled" ? new Date() : null },
    });
    await recordControl(tx, id, control, { by, changed });
    await forgetNewFlows(tx, id);
  });
  runJobsSoon();
  return await readJob(caller, id);
}
