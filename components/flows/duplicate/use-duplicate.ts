"use client";

import { useRef, useState } from "react";
import { patchPaths } from "@/lib/flows/requests/apply-patch";
import { anything, listOf, object, orNull, recordOf, text } from "../../http/answer-shape";
import { type Attempt, attemptFor, isUnanswered } from "../../http/attempt";
import type { Problem } from "../../http/problem";
import { type Answer, checkedAnswer, type RequestOptions, sendRequest } from "../../http/send-request";
import { useUnsavedWarning } from "../../ui/unsaved-changes";

interface DuplicateAnswer {
  id: string;
  later: Record<string, unknown> | null;
  notCopied: { path: string; why: string }[];
}

const isDuplicate = object<DuplicateAnswer>({
  id: text,
  later: orNull(recordOf(anything)),
  notCopied: listOf(object<DuplicateAnswer["notCopied"][number]>({ path: text, why: text })),
});

/** Sends a request to the portal, as `sendRequest` does. */
export type Send = (
  method: "POST" | "PATCH",
  path: string,
  options: RequestOptions,
) => Promise<Answer<unknown>>;

export interface DuplicatePlan {
  /** The flows' address under `/api`. */
  apiPath: string;
  sourceId: string;
  options: { name: string; isActive: boolean; direction?: string };
  reason: string | undefined;
  /** The Idempotency-Keys of the two writes, which have one correlation id in the audit log. */
  keys: { create: string; update: string };
  correlationId: string;
}

/** The progress or the end of a duplicate. */
export type DuplicateStage =
  | { kind: "idle" }
  | { kind: "creating" }
  | { kind: "finishing" }
  /** There is no copy. `again`: the same request may be sent again under its own key. */
  | { kind: "refused"; problem: Problem; again: boolean }
  /** The create was sent, and it is not known yet whether there is a copy. */
  | { kind: "unknown" }
  /** There is a copy, without the fields that only an update can set. */
  | { kind: "partial"; id: string; missing: string[]; problem: Problem }
  | { kind: "done"; id: string; notCopied: DuplicateAnswer["notCopied"] };

function failed(problem: Problem): DuplicateStage {
  if (problem.code === "outcome_unknown") return { kind: "unknown" };
  return { kind: "refused", problem, again: isUnanswered(problem) };
}

/**
 * Makes a copy of a flow: one create, then one update for the fields that no create can set. The copy stays when the
 * update fails, since the upstream deletes nothing; the result then names the missing fields.
 * @returns the last stage
 */
export async function runDuplicate(
  plan: DuplicatePlan,
  send: Send,
  report: (stage: DuplicateStage) => void,
): Promise<DuplicateStage> {
  const { apiPath, sourceId, options, keys, ...both } = plan;
  report({ kind: "creating" });
  const answer = await send("POST", `${apiPath}/${encodeURIComponent(sourceId)}/duplicate`, {
    body: options,
    idempotencyKey: keys.create,
    ...both,
  });
  const made = checkedAnswer(answer, isDuplicate);
  if (!made.ok) return failed(made.problem);
  const { id, later, notCopied } = made.data;
  if (later === null) return { kind: "done", id, notCopied };
  report({ kind: "finishing" });
  const finished = await send("PATCH", `${apiPath}/${encodeURIComponent(id)}`, {
    body: later,
    ...(made.etag ? { ifMatch: made.etag } : {}),
    idempotencyKey: keys.update,
    ...both,
  });
  return finished.ok
    ? { kind: "done", id, notCopied }
    : { kind: "partial", id, missing: patchPaths(later), problem: finished.problem };
}

type Wanted = Pick<DuplicatePlan, "apiPath" | "sourceId" | "options" | "reason">;

/** One copy for the page: its stage, and the function that starts it. */
export function useDuplicate() {
  const unanswered = useRef<Attempt | null>(null);
  const [stage, setStage] = useState<DuplicateStage>({ kind: "idle" });
  const busy = stage.kind === "creating" || stage.kind === "finishing";
  useUnsavedWarning(busy);

  async function duplicate(wanted: Wanted): Promise<DuplicateStage> {
    const { key, content } = attemptFor(unanswered.current, JSON.stringify(wanted));
    const plan = { ...wanted, keys: { create: key, update: `${key}-rest` }, correlationId: key };
    const end = await runDuplicate(
      plan,
      (method, path, options) => sendRequest(method, path, options),
      setStage,
    );
    unanswered.current = end.kind === "refused" && end.again ? { key, content } : null;
    setStage(end);
    return end;
  }

  return { stage, busy, duplicate, forget: () => setStage({ kind: "idle" }) };
}
