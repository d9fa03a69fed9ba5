"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useState } from "react";
import { flowPathSegment } from "@/lib/flows/model/flow";
import { DiffFrame, Line } from "../flows/diff/diff-lines";
import { RequestPreview } from "../flows/review/request-preview";
import { counted } from "../flows/words/counted";
import { givenReason, ReasonField } from "../flows/write/reason-field";
import { object, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useKeyedRequest } from "../http/use-keyed-request";
import { WorkspaceMark } from "../shell/marks";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { EnterHint } from "../ui/enter-hint";
import { GivenName } from "../ui/given-name";
import { Notice } from "../ui/notice";
import { type Choice, chosenFlows, chosenHits, jobItems, type Totals } from "./choice";
import type { ReplaceWorkspace } from "./hit-groups";
import { type Labels, placeWords, shown } from "./hit-texts";
import type { FlowToReplace, HitToReplace } from "./preview-shape";
import { type FieldChoice, type ReplaceQuery, replacementOf } from "./replace-address";

export interface ReplaceDialogProps {
  query: ReplaceQuery;
  choices: readonly FieldChoice[];
  workspaces: readonly ReplaceWorkspace[];
  flows: readonly FlowToReplace[];
  choice: Choice;
  totals: Totals;
  labels: Labels;
  onClose: () => void;
}

const isJob = object<{ id: string }>({ id: text });

const REASON = "replace-reason";

const FIRST = 20;
const MORE = 50;

/** Shows each flow before and after, asks for a reason, and starts the job. */
export function ReplaceDialog(props: ReplaceDialogProps) {
  const { query, choices, workspaces, flows, choice, totals, labels, onClose } = props;
  const router = useRouter();
  const { busy, problem, post } = useKeyedRequest();
  const [reason, setReason] = useState("");
  const [room, setRoom] = useState(FIRST);
  const chosen = chosenFlows(choice, flows);
  const required = workspaces.some(
    ({ slug, requireReason }) => requireReason && chosen.some(({ workspace }) => workspace === slug),
  );
  const why = givenReason(reason);
  const isReady = !busy && !(required && why.reason === undefined);

  async function start() {
    const body = {
      type: "replace_text",
      replacement: replacementOf(query, choices),
      items: jobItems(choice, flows),
    };
    const answer = await post("/api/jobs", { body, ...why, answer: isJob });
    if (answer.ok) router.push(`/jobs/${encodeURIComponent(answer.data.id)}`);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !isReady) return;
    event.preventDefault();
    void start();
  }

  const words = `Replace in ${counted(totals.flows, "flow")}`;
  const left = chosen.length - room;
  return (
    <Dialog open busy={busy} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`${counted(totals.hits, "replacement")} in ${counted(totals.flows, "flow")}`}
        description="Live at once, flow by flow, for the next call or message."
        className="max-w-3xl"
        onKeyDown={onKeyDown}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(REASON)?.focus();
        }}
        footer={
          <div className="flex flex-wrap items-start justify-end gap-2">
            <div className="min-w-0 flex-1 basis-56">
              <ReasonField id={REASON} value={reason} onChange={setReason} required={required} compact />
            </div>
            <Button variant="outline" disabled={busy} onClick={onClose}>
              Back
            </Button>
            <Button busy={busy} disabled={!isReady && !busy} onClick={() => void start()}>
              {words}
              <EnterHint />
            </Button>
          </div>
        }
      >
        <div className="flex flex-col gap-4">
          <ProblemNotice problem={problem} />
          <Before chosen={chosen} />
          {chosen.slice(0, room).map((flow) => (
            <FlowDiff
              key={`${flow.workspace} ${flow.kind} ${flow.id}`}
              flow={flow}
              workspace={workspaces.find(({ slug }) => slug === flow.workspace)}
              hits={chosenHits(choice, flow)}
              labels={labels}
              body={{
                replacement: replacementOf(query, choices),
                ifMatch: flow.etag,
                hits: jobItems(choice, [flow])[0]?.hits ?? null,
              }}
            />
          ))}
          {left > 0 ? (
            <Button variant="link" className="self-start" onClick={() => setRoom(room + MORE)}>
              {counted(left, "more flow")}
            </Button>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** What somebody should know first: flows that were changed outside, and those that are being changed. */
function Before({ chosen }: { chosen: readonly FlowToReplace[] }) {
  const drifted = chosen.filter(({ drift }) => drift);
  const busy = chosen.filter((flow) => flow.busy);
  if (drifted.length + busy.length === 0) return null;
  return (
    <Notice tone="warn" title="Before you replace">
      <ul className="list-disc pl-4">
        {drifted.length > 0 ? (
          <li>
            {counted(drifted.length, "flow was", "flows were")} changed in Trillet, and nobody has agreed to
            that: <FlowLinks flows={drifted} />
          </li>
        ) : null}
        {busy.length > 0 ? (
          <li>
            {counted(busy.length, "flow is", "flows are")} being changed, and may be left out:{" "}
            <FlowLinks flows={busy} />
          </li>
        ) : null}
      </ul>
    </Notice>
  );
}

const FEW = 3;

function FlowLinks({ flows }: { flows: readonly FlowToReplace[] }) {
  return (
    <>
      {flows.slice(0, FEW).map(({ workspace, kind, id, name }, at) => (
        <span key={`${workspace} ${id}`}>
          {at > 0 ? ", " : ""}
          <AppLink
            href={`/${workspace}/${flowPathSegment(kind)}/${id}`}
            target="_blank"
            className="font-medium underline"
          >
            <GivenName>{name || "Flow without a name"}</GivenName>
          </AppLink>
        </span>
      ))}
      {flows.length > FEW ? ` and ${flows.length - FEW} more` : ""}
    </>
  );
}

interface FlowDiffProps {
  flow: FlowToReplace;
  workspace: ReplaceWorkspace | undefined;
  hits: readonly HitToReplace[];
  labels: Labels;
  /** Of the preview of its request. */
  body: unknown;
}

function FlowDiff({ flow, workspace, hits, labels, body }: FlowDiffProps) {
  const path = `/api/workspaces/${flow.workspace}/${flowPathSegment(flow.kind)}/${flow.id}/replacement/preview`;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h3 className="flex min-w-0 items-center gap-2 text-sm">
        {workspace ? (
          <>
            <WorkspaceMark
              name={workspace.name}
              colour={workspace.colour}
              className="size-5 text-[0.5625rem]"
            />
            <span className="truncate text-muted-foreground">
              <GivenName>{workspace.name}</GivenName>
            </span>
          </>
        ) : null}
        <span className="truncate font-semibold">
          <GivenName>{flow.name || "Flow without a name"}</GivenName>
        </span>
      </h3>
      <DiffFrame>
        {hits.map((hit) => (
          <div key={hit.id} className="border-b last:border-b-0">
            <p className="bg-muted px-3 font-sans text-muted-foreground">{placeWords(hit, labels)}</p>
            <Line kind="removed" n={hit.line}>
              {shown(hit.before)}
              <del className="rounded-xs bg-diff-del-mark no-underline">{shown(hit.match)}</del>
              {shown(hit.after)}
            </Line>
            <Line kind="added" n={hit.line}>
              {shown(hit.before)}
              <ins className="rounded-xs bg-diff-add-mark no-underline">{shown(hit.replacement)}</ins>
              {shown(hit.after)}
            </Line>
          </div>
        ))}
      </DiffFrame>
      <RequestPreview path={path} body={body} />
    </div>
  );
}
