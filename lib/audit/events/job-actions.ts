import { action } from "./action";
import { ENTITY } from "./ocsf";

const JOB = { chains: "portal", group: "Jobs", target: ["job"], unnamed: "a job" } as const;
const FLOWS = { flows: { kind: "count", label: "Flows", required: true } } as const;

/** The actions on jobs. What a job does to a flow is an event of its own, with the job's id as its correlation id. */
export const JOB_ACTIONS = {
  "job.start": action({
    ...JOB,
    label: "Job started",
    done: "started",
    attempt: "start",
    ocsf: ENTITY.Create,
    detail: FLOWS,
    sentence: ({ detail: { flows } }) =>
      flows === undefined ? null : `started a job on ${flows === 1 ? "one flow" : `${flows} flows`}`,
  }),
  "job.pause": action({
    ...JOB,
    label: "Job paused",
    done: "paused",
    attempt: "pause",
    ocsf: ENTITY.Update,
    detail: {},
  }),
  "job.resume": action({
    ...JOB,
    label: "Job resumed",
    done: "resumed",
    attempt: "resume",
    ocsf: ENTITY.Update,
    detail: {},
  }),
  "job.cancel": action({
    ...JOB,
    label: "Job stopped",
    done: "stopped",
    attempt: "stop",
    ocsf: ENTITY.Update,
    detail: {},
  }),
  "job.retry": action({
    ...JOB,
    label: "Job repeated",
    done: "had what failed done again in",
    attempt: "repeat",
    ocsf: ENTITY.Update,
    detail: FLOWS,
  }),
};
