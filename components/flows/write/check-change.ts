import { CHANGE_STATES, type ChangeState, changeState } from "@/lib/flows/model/change-state";
import { type Problem, problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";

type ChangeCheck = { state: ChangeState } | { state: "not_checked"; problem: Problem };

const TRIES = 4;
const LONGEST_WAIT_SECONDS = 5;

/** Resolves one change, once. */
async function askOnce(path: string): Promise<ChangeCheck> {
  const answer = await sendRequest<{ state?: string }>("POST", path);
  if (!answer.ok) return { state: "not_checked", problem: answer.problem };
  return { state: changeState(answer.data?.state) ?? "unknown" };
}

/**
 * Has the upstream read again to find out what became of a change. While Switchboard itself is looking at that
 * change it asks again, as often and as late as the server says, for up to about 15 seconds.
 */
export async function checkChange(workspaceApiPath: string, changeId: string): Promise<ChangeCheck> {
  const path = `${workspaceApiPath}/changes/${changeId}/resolve`;
  for (let tried = 1; ; tried++) {
    const found = await askOnce(path);
    const busy = found.state === "not_checked" && found.problem.code === "change_in_progress";
    if (!busy || tried === TRIES) return found;
    const wait = Math.min(found.problem.retryAfterSeconds ?? LONGEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS);
    await new Promise((resume) => setTimeout(resume, wait * 1000));
  }
}

/** Puts what a check found into a sentence. */
export function checkText(check: ChangeCheck): string {
  return check.state === "not_checked" ? problemText(check.problem) : CHANGE_STATES[check.state].sentence;
}
