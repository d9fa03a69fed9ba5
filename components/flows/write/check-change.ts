import { CHANGE_STATES, type ChangeState, changeState } from "@/lib/flows/model/change-state";
import { listOf, object, orNull, text } from "../../http/answer-shape";
import { type Problem, problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";

type ChangeCheck = { state: ChangeState } | { state: "not_checked"; problem: Problem };

const MOST_ATTEMPTS = 4;
const LONGEST_WAIT_SECONDS = 5;

const resolved = object({ state: text });

/** Sends one request to check a change. */
async function checkOnce(path: string): Promise<ChangeCheck> {
  const answer = await sendRequest("POST", path, { answer: resolved });
  if (!answer.ok) return { state: "not_checked", problem: answer.problem };
  return { state: changeState(answer.data.state) ?? "unknown" };
}

/**
 * Lets the server read the upstream again to find out the outcome of a change. While Switchboard itself is checking the
 * change, the check is repeated after the server's own pauses, for up to about 15 seconds.
 */
export async function checkChange(workspaceApiPath: string, changeId: string): Promise<ChangeCheck> {
  const path = `${workspaceApiPath}/changes/${changeId}/resolve`;
  for (let attempt = 1; ; attempt++) {
    const found = await checkOnce(path);
    const busy = found.state === "not_checked" && found.problem.code === "change_in_progress";
    if (!busy || attempt === MOST_ATTEMPTS) return found;
    const wait = Math.min(found.problem.retryAfterSeconds ?? LONGEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS);
    await new Promise((resume) => setTimeout(resume, wait * 1000));
  }
}

const openChanges = object({ items: listOf(object({ id: text })), nextCursor: orNull(text) });

/**
 * Whether Switchboard has found the outcome of a change by itself. Only the portal's own list is read, so this costs
 * nothing of the upstream's request limit.
 */
export async function isSettled(workspaceApiPath: string, changeId: string): Promise<boolean> {
  const answer = await sendRequest("GET", `${workspaceApiPath}/changes`, { answer: openChanges });
  if (!answer.ok || answer.data.nextCursor !== null) return false;
  return answer.data.items.every(({ id }) => id !== changeId);
}

/** Says the result of a check in a sentence. */
export function checkText(check: ChangeCheck): string {
  return check.state === "not_checked" ? problemText(check.problem) : CHANGE_STATES[check.state].sentence;
}
