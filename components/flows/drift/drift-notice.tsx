"use client";

import { Check, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { TextFilter } from "@/lib/audit/filter";
import type { FlowDrift } from "@/lib/mirror/drift";
import { ProblemNotice } from "../../http/problem-notice";
import { useRequest } from "../../http/use-request";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import { toast } from "../../ui/toast";
import { ChangeList } from "../diff/change-list";
import { RestoreDialog } from "../history/restore-dialog";
import { counted } from "../words/counted";

interface DriftNoticeProps {
  /** The flow's address under `/api`. */
  apiPath: string;
  workspaceSlug: string;
  etag: string;
  drift: FlowDrift;
  mayEdit: boolean;
  requireReason: boolean;
}

/**
 * Says that a flow was changed outside Switchboard and shows the differences. An editor can keep the new state or put
 * the accepted one back. Renders nothing where there is nothing to decide.
 */
export function DriftNotice(props: DriftNoticeProps) {
  const { drift, apiPath, workspaceSlug } = props;
  const { state, accepted, current, changes } = drift;
  if (state !== "changed_upstream" && state !== "changed_in_both") return null;
  if (current === null || accepted?.n === current.n) return <UnreadUpdate />;
  return (
    <Notice
      tone="warn"
      title="This flow was changed outside Switchboard"
      actions={props.mayEdit ? <DriftActions {...props} current={current} /> : null}
    >
      <p>
        Noticed <TimeAgo at={current.at} />, as state #{current.n}.
        {accepted ? (
          <>
            {" "}
            The last state known from here is #{accepted.n}
            {accepted.by ? <> by {accepted.by.name}</> : null}, <TimeAgo at={accepted.at} />.
          </>
        ) : null}
        {state === "changed_in_both" ? " You have edits of your own that do not start from it." : null}
      </p>
      {changes.length > 0 ? <Differences changes={changes} /> : null}
      <p className="mt-1.5">
        <AppLink
          href={`/${workspaceSlug}/audit?${new URLSearchParams(aboutFlow(apiPath))}`}
          className="text-link underline underline-offset-4"
        >
          Everything recorded about this flow
        </AppLink>
      </p>
    </Notice>
  );
}

function aboutFlow(apiPath: string): { [Name in TextFilter]?: string } {
  return { target: apiPath.slice(apiPath.lastIndexOf("/") + 1) };
}

/** Says that the flow's list entry is newer than the stored state, because the flow could not be read since. */
function UnreadUpdate() {
  return (
    <Notice tone="warn" title="This flow was updated outside Switchboard">
      Trillet lists a later update than the state shown here, and the flow could not be read since. Reload the
      page to see what changed.
    </Notice>
  );
}

function Differences({ changes }: { changes: FlowDrift["changes"] }) {
  return (
    <details className="mt-2">
      <summary className="w-fit rounded-sm font-medium">
        What differs: {counted(changes.length, "field")}
      </summary>
      <div className="mt-2 rounded-lg border bg-card p-3 text-card-foreground">
        <ChangeList changes={changes} />
      </div>
    </details>
  );
}

type DriftActionsProps = DriftNoticeProps & { current: { n: number } };

function DriftActions({ apiPath, etag, drift, requireReason, current }: DriftActionsProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const [kept, setKept] = useState(false);
  const { accepted } = drift;

  async function keepTheirs() {
    const body = { revision: current.n, keep: "theirs" };
    const answer = await send("POST", `${apiPath}/drift`, { body });
    if (!answer.ok) return;
    setKept(true);
    toast.success("The change made outside is kept");
    router.refresh();
  }

  return (
    <>
      <Button size="sm" variant="outline" busy={busy || kept} onClick={() => void keepTheirs()}>
        {busy || kept ? null : <Check aria-hidden />}
        Keep theirs
      </Button>
      {accepted ? (
        <RestoreDialog
          apiPath={apiPath}
          etag={etag}
          revision={accepted.n}
          requireReason={requireReason}
          trigger={
            <Button size="sm" variant="outline">
              <Undo2 aria-hidden />
              Put ours back
            </Button>
          }
        />
      ) : null}
      {problem ? (
        <div className="basis-full">
          <ProblemNotice problem={problem} />
        </div>
      ) : null}
    </>
  );
}
