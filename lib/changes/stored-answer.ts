import { Problem, problemDocument } from "@/lib/problems/problem";

/**
 * The answer to a write, as it is kept in the journal: a request that is repeated with the same key gets it again.
 * The body is text, since the database would reorder a JSON object's members.
 */
export interface StoredAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An answer that says what went wrong. `requestId` is that of the first request, also in a replay. */
export function problemAnswer(problem: Problem, requestId: string): StoredAnswer {
  return {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", ...problem.headers },
    body: JSON.stringify(problemDocument(problem, requestId)),
  };
}

/** The answer for a change that was sent and whose outcome nobody knows yet. Never a cue to retry. */
export function outcomeUnknown(changeId: string): Problem {
  return new Problem(
    "outcome_unknown",
    "The change was sent, and the upstream's answer was lost. Don't send it again: it is being looked up",
    { extra: { changeId } },
  );
}
