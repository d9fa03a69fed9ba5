"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { TransferPreview } from "@/lib/transfers/preview-transfer";
import { counted } from "../../flows/words/counted";
import { givenReason, ReasonField } from "../../flows/write/reason-field";
import { ProblemNotice } from "../../http/problem-notice";
import { useKeyedRequest } from "../../http/use-keyed-request";
import { noteStartedJob } from "../../jobs/tray/started-jobs";
import { Button } from "../../ui/button";
import { StepBar } from "../../ui/step-bar";
import { giveUpUnsaved } from "../../ui/unsaved-changes";
import { isMoved, isStarted } from "../words/transfer-shapes";
import {
  type CopyChoices,
  type CopyScene,
  type CopyWorkspace,
  isPuttingBack,
  transferBody,
} from "./copy-choices";
import { hindranceOf, type PreviewTotals, totalsOf, withoutItems } from "./preview-totals";
import type { PreviewState } from "./use-transfer-preview";

interface PreviewBarProps {
  scene: CopyScene;
  targets: readonly CopyWorkspace[];
  choices: CopyChoices;
  onChange: (choices: CopyChoices) => void;
  state: PreviewState;
  /** Null while there is none of these targets. */
  preview: TransferPreview | null;
  /** Called with the preview of now where something has moved since the one that was seen. */
  onStale: (preview: TransferPreview) => void;
  /** Null where no step comes before. */
  onBack: (() => void) | null;
}

/** Sends a copy under a key that is kept for a repetition, and leads to its receipt. */
function useCopying({ scene, targets, choices, preview, onStale }: PreviewBarProps) {
  const router = useRouter();
  const { busy, problem, post, clear } = useKeyedRequest();

  async function copy(why: { reason?: string }) {
    if (!preview) return;
    const slugs = targets.map(({ slug }) => slug);
    const body = { ...transferBody(scene, slugs, choices), fingerprint: preview.fingerprint };
    const answer = await post("/api/transfers", { body, ...why, answer: isStarted });
    if (answer.ok) {
      noteStartedJob();
      giveUpUnsaved();
      return router.push(`/copies/${encodeURIComponent(answer.data.id)}`);
    }
    if (answer.problem.code === "stale" && isMoved(answer.problem) && answer.problem.preview) {
      clear();
      onStale(answer.problem.preview);
    }
  }
  return { busy, problem, copy };
}

/** What will be sent, in words. */
function sentWords({ requests, minutes }: PreviewTotals): string {
  if (requests === 0) return "Nothing is sent to Trillet.";
  return `${counted(requests, "request")} to Trillet, about ${counted(minutes, "minute")}. Each flow gets its own entry in the history.`;
}

/** Names the button that begins it. */
function wordsOf(scene: CopyScene, totals: PreviewTotals | null): string {
  if (totals?.flows === 0) return "Finish, nothing to send";
  const flows = counted(totals?.flows ?? 0, "flow");
  return isPuttingBack(scene) ? `Put back ${flows}` : `Copy ${flows}`;
}

/** What is left to decide, the reason, and the button that begins the copy. */
export function PreviewBar(props: PreviewBarProps) {
  const { scene, targets, choices, onChange, state, preview, onBack } = props;
  const { busy, problem, copy } = useCopying(props);
  const [reason, setReason] = useState("");
  const required = targets.some(({ requireReason }) => requireReason);
  const why = givenReason(reason);
  const totals = preview ? totalsOf(preview) : null;
  const hindrance = totals ? hindranceOf(totals) : "Working it out";
  const lacksReason = required && why.reason === undefined;

  function leaveOutBlocked() {
    const slugs = targets.map(({ slug }) => slug);
    if (totals) onChange(withoutItems(scene, slugs, choices, totals.blocked));
  }

  return (
    <>
      <ProblemNotice problem={problem} />
      <StepBar
        label="What will be copied"
        title={hindrance ?? (state.isCurrent ? "Everything is decided" : "Working it out")}
        actions={
          <>
            <div className="min-w-48 flex-1">
              <ReasonField id="copy-reason" value={reason} onChange={setReason} required={required} compact />
            </div>
            {onBack === null ? null : (
              <Button variant="ghost" disabled={busy} onClick={onBack}>
                Back
              </Button>
            )}
            {totals?.blocked.length ? (
              <Button variant="outline" disabled={busy} onClick={leaveOutBlocked}>
                Leave out what is blocked
              </Button>
            ) : null}
          </>
        }
        next={{
          words: wordsOf(scene, totals),
          busy,
          disabled: hindrance !== null || !state.isCurrent || lacksReason,
          onGo: () => void copy(why),
        }}
      >
        {totals ? (
          <p>
            {sentWords(totals)}
            {lacksReason && hindrance === null ? " A workspace asks for a reason." : ""}
          </p>
        ) : null}
      </StepBar>
    </>
  );
}
