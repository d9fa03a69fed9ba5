"use client";

import { History } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { listOf, object, optional } from "../../http/answer-shape";
import { Button } from "../../ui/button";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { toast } from "../../ui/toast";
import { givenReason, ReasonField } from "../write/reason-field";
import { useFlowWrite, type WriteOutcome } from "../write/use-flow-write";
import { RefusedNotice } from "../write/write-notices";
import { isRestorePlan, type RestorePlan, RestorePreview, unrestored } from "./restore-preview";
import { type LoadedAnswer, LoadFailed, Loading, useAnswer } from "./use-answer";

interface RestoreDialogProps {
  apiPath: string;
  etag: string;
  revision: number;
  requireReason: boolean;
  /** The button that opens the dialog, where it is another one than in the history. */
  trigger?: ReactNode;
}

interface RestoreAnswer {
  notRestored: RestorePlan["notRestored"] | undefined;
}

const restored = object<RestoreAnswer>({ notRestored: optional(listOf(unrestored)) });

/** Names the fields that were not restored although the preview had not said so; null for none. */
function surprise(answer: RestoreAnswer | null, plan: RestorePlan): string | null {
  const announced = new Set(plan.notRestored.map(({ path }) => path));
  const more = (answer?.notRestored ?? []).filter(({ path }) => !announced.has(path));
  return more.length === 0 ? null : more.map(({ why }) => why).join(". ");
}

/** Restores an earlier state of a flow, after a preview of the fields that it writes and those that it can't. */
export function RestoreDialog({ apiPath, etag, revision, requireReason, trigger }: RestoreDialogProps) {
  const router = useRouter();
  const { write, busy, outcome, setOutcome } = useFlowWrite();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const planPath = open ? `${apiPath}/revisions/${revision}/restore-plan` : null;
  const { answer: plan, again } = useAnswer(planPath, isRestorePlan);

  async function restore(shown: RestorePlan) {
    const sent = { body: { revision }, ifMatch: etag, ...givenReason(reason) };
    const answer = await write("POST", `${apiPath}/restore`, { ...sent, answer: restored });
    if (!answer.ok) return;
    const more = surprise(answer.data, shown);
    if (more) toast.warning(`State #${revision} is back, except for some fields: ${more}`);
    else toast.success(`State #${revision} is back`);
    setOpen(false);
    router.refresh();
  }

  function changeOpen(next: boolean) {
    setOpen(next);
    // An unknown outcome stays in view, because sending again could restore twice.
    if (next && outcome.kind !== "unknown") setOutcome({ kind: "none" });
  }

  return (
    <Dialog open={open} busy={busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>{trigger ?? <HistoryTrigger />}</DialogTrigger>
      <DialogContent
        title={`Restore state #${revision}`}
        description="This is a new change: nothing is erased from the history."
        className="max-w-2xl"
      >
        <RestoreBody
          plan={plan}
          revision={revision}
          outcome={outcome}
          requireReason={requireReason}
          reason={reason}
          onReason={setReason}
          onAgain={again}
        />
        <RestoreFooter
          plan={plan}
          busy={busy}
          locked={outcome.kind === "unknown" || (requireReason && reason.trim() === "")}
          onRestore={(shown) => void restore(shown)}
        />
      </DialogContent>
    </Dialog>
  );
}

function HistoryTrigger(props: React.ComponentProps<typeof Button>) {
  return (
    <Button variant="outline" size="sm" {...props}>
      <History aria-hidden />
      Restore this state
    </Button>
  );
}

interface RestoreBodyProps {
  plan: LoadedAnswer<RestorePlan>;
  revision: number;
  outcome: WriteOutcome;
  requireReason: boolean;
  reason: string;
  onReason: (reason: string) => void;
  onAgain: () => void;
}

function RestoreBody(props: RestoreBodyProps) {
  const { plan, revision, outcome, requireReason, reason, onReason, onAgain } = props;
  if (plan.state === "loading") return <Loading>Working out what would change</Loading>;
  if (plan.state === "failed") return <LoadFailed problem={plan.problem} onAgain={onAgain} />;
  return (
    <div className="flex flex-col gap-4">
      <RestorePreview plan={plan.data} revision={revision} />
      {plan.data.changes.length > 0 ? (
        <ReasonField
          id={`restore-reason-${revision}`}
          value={reason}
          onChange={onReason}
          required={requireReason}
        />
      ) : null}
      <RestoreOutcome outcome={outcome} />
    </div>
  );
}

interface RestoreFooterProps {
  plan: LoadedAnswer<RestorePlan>;
  busy: boolean;
  locked: boolean;
  onRestore: (plan: RestorePlan) => void;
}

function RestoreFooter({ plan, busy, locked, onRestore }: RestoreFooterProps) {
  const shown = plan.state === "loaded" ? plan.data : null;
  const nothing = shown !== null && shown.changes.length === 0;
  return (
    <DialogActions busy={busy} cancel={nothing ? "Close" : "Cancel"}>
      {nothing ? null : (
        <Button
          busy={busy}
          disabled={shown === null || locked}
          onClick={() => (shown ? onRestore(shown) : undefined)}
        >
          Restore
        </Button>
      )}
    </DialogActions>
  );
}

function RestoreOutcome({ outcome }: { outcome: WriteOutcome }) {
  return (
    <>
      {outcome.kind === "refused" ? <RefusedNotice problem={outcome.problem} rest={outcome.rest} /> : null}
      {outcome.kind === "conflict" ? (
        <Notice tone="warn" role="alert" title="The flow has changed since this page was loaded">
          Close this, reload the page, and look at its present state first.
        </Notice>
      ) : null}
      {outcome.kind === "unknown" ? (
        <Notice tone="warn" role="alert" title="It is not known yet whether this was done">
          Do not send it again. The flow&rsquo;s page shows the open change and lets you check it.
        </Notice>
      ) : null}
    </>
  );
}
