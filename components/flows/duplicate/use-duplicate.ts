"use client";

import { useRef, useState } from "react";
import { sendRequest } from "../../http/send-request";
import { useUnsavedWarning } from "../../shell/use-unsaved-warning";
import { type Attempt, attemptFor } from "../form/attempt-key";
import { type DuplicatePlan, type DuplicateStage, runDuplicate } from "./run-duplicate";

type Wanted = Pick<DuplicatePlan, "apiPath" | "sourceId" | "wishes" | "reason">;

/** One copy from the page's side: how far it is, and starting it. */
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
