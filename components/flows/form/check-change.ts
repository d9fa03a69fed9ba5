import { type Problem, problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";

export type ChangeCheck =
  | { state: "succeeded" | "failed" | "pending" | "unknown" }
  | { state: "not_checked"; problem: Problem };

const WORDS = {
  succeeded: "The change was made.",
  failed: "The change was not made. You can try it again.",
  pending: "The change is still under way.",
  unknown:
    "It still cannot be said whether the change was made. Nobody needs to do anything yet; check again later.",
};

/** Has the upstream read again to find out what became of a change. */
export async function checkChange(workspaceApiPath: string, changeId: string): Promise<ChangeCheck> {
  const answer = await sendRequest<{ state?: string; outcome?: string }>(
    "POST",
    `${workspaceApiPath}/changes/${changeId}/resolve`,
  );
  if (!answer.ok) return { state: "not_checked", problem: answer.problem };
  const state = answer.data?.state ?? answer.data?.outcome;
  return { state: state === "succeeded" || state === "failed" || state === "pending" ? state : "unknown" };
}

/** Puts what a check found into a sentence. */
export function checkText(check: ChangeCheck): string {
  return check.state === "not_checked" ? problemText(check.problem) : WORDS[check.state];
}
