"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import type { FieldError } from "@/lib/json/json-pointer";
import type { JsonObject } from "@/lib/json/json-value";
import { ProblemNotice } from "../../http/problem-notice";
import { useKeyedRequest } from "../../http/use-keyed-request";
import { noteStartedJob } from "../../jobs/tray/started-jobs";
import { startedJob } from "../../jobs/words/job-shapes";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { Notice } from "../../ui/notice";
import { ProgressBar } from "../../ui/progress-bar";
import { giveUpUnsaved, useUnsavedWarning } from "../../ui/unsaved-changes";
import { counted } from "../words/counted";
import { givenReason } from "../write/reason-field";
import { ChooseFiles } from "./choose-files";
import { type Fills, filledRequest, type Gap, gapsOf, isComplete } from "./gaps";
import { ImportBar, type ImportChoices } from "./import-bar";
import { ImportItem } from "./import-item";
import type { PreviewedFlow } from "./preview-flows";
import type { LeftFile } from "./read-files";
import { type Looking, useBroughtFlows } from "./use-brought-flows";

interface ImportPageProps {
  workspace: { slug: string; requireReason: boolean };
}

/** A flow with what it lacks. */
interface Entry {
  flow: PreviewedFlow;
  gaps: Gap[];
}

const NO_FILLS: Fills = {};

/** Of which flow, by its place among those that were sent, an error is, and where in it. */
const PLACE = /^\/items\/(\d+)\/(?:flow)?/;

function nameKey({ kind, name }: PreviewedFlow): string {
  return `${kind} ${name?.toLowerCase()}`;
}

/** Brings flows in from files: what each would be first, then a job that makes them. */
export function ImportPage({ workspace }: ImportPageProps) {
  const router = useRouter();
  const brought = useBroughtFlows(workspace.slug);
  const [fills, setFills] = useState<Readonly<Record<string, Fills>>>({});
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const [choices, setChoices] = useState<ImportChoices>({
    active: "inactive",
    mayActivate: false,
    reason: "",
  });
  const [refused, setRefused] = useState<Readonly<Record<string, FieldError[]>>>({});
  const { busy, problem, post, clear } = useKeyedRequest();
  const { active } = choices;
  const entries = useMemo<Entry[]>(
    () => brought.flows.map((flow) => ({ flow, gaps: gapsOf(flow) })),
    [brought.flows],
  );
  const taken = useMemo(() => entries.filter(({ flow }) => !out.has(flow.key)), [entries, out]);
  const requests = useMemo<JsonObject[]>(
    () =>
      taken.map(({ flow, gaps }) => ({
        ...filledRequest(flow, gaps, fills[flow.key] ?? NO_FILLS),
        isActive: active === "like_file" ? flow.isActive : active === "active",
      })),
    [taken, fills, active],
  );
  // Megabytes, which a reason that is being typed doesn't change.
  const bytes = useMemo(() => new Blob([JSON.stringify(requests)]).size, [requests]);
  const count = new Map<string, number>();
  for (const { flow } of taken) count.set(nameKey(flow), (count.get(nameKey(flow)) ?? 0) + 1);
  useUnsavedWarning(entries.length > 0);

  /** What was refused is another request from now on. */
  function moved() {
    setRefused({});
    clear();
  }

  function fill({ flow, gaps }: Entry, key: string, value: string | undefined) {
    moved();
    const gap = gaps.find((one) => one.key === key);
    const isShared = gap?.way.how === "pick" || gap?.way.how === "choice";
    setFills((present) => {
      const next: Record<string, Fills> = { ...present };
      const set = (of: string) => {
        const { [key]: _, ...rest } = next[of] ?? {};
        next[of] = value === undefined ? rest : { ...rest, [key]: value };
      };
      set(flow.key);
      // What the same reference means is said once; who wants it otherwise for one flow changes it there.
      if (isShared && value !== undefined)
        for (const other of entries)
          if (
            other.gaps.some((one) => one.key === key && one.message === gap?.message) &&
            next[other.flow.key]?.[key] === undefined
          )
            set(other.flow.key);
      return next;
    });
  }

  function leave({ flow }: Entry, isOut: boolean) {
    moved();
    const next = new Set(out);
    if (isOut) next.add(flow.key);
    else next.delete(flow.key);
    setOut(next);
  }

  async function start() {
    const items = taken.map(({ flow }, place) => ({
      workspace: workspace.slug,
      kind: flow.kind,
      flow: requests[place],
    }));
    const body = { type: "create_flows", mayActivate: choices.mayActivate, items };
    const answer = await post("/api/jobs", { body, ...givenReason(choices.reason), answer: startedJob });
    if (answer.ok) {
      noteStartedJob();
      giveUpUnsaved();
      router.push(`/jobs/${answer.data.id}`);
      return;
    }
    const found: Record<string, FieldError[]> = {};
    for (const { path, message } of answer.problem.errors ?? []) {
      const [start = "", place] = PLACE.exec(path) ?? [];
      const key = place === undefined ? undefined : taken[Number(place)]?.flow.key;
      if (key !== undefined)
        found[key] = [...(found[key] ?? []), { path: path.slice(start.length), message }];
    }
    setRefused(found);
  }

  return (
    <div className="flex flex-col gap-4">
      <ChooseFiles
        busy={brought.looking !== null}
        hasFlows={entries.length > 0}
        onFiles={(files) => {
          moved();
          void brought.bring(files);
        }}
      />
      <Progress looking={brought.looking} />
      <LeftFiles left={brought.left} onClose={brought.forgetLeft} />
      {brought.problem ? (
        <div className="flex flex-col items-start gap-2">
          <ProblemNotice problem={brought.problem} />
          <Button variant="outline" onClick={() => void brought.lookAgain()}>
            {`Check the other ${brought.waiting}`}
          </Button>
        </div>
      ) : null}
      {entries.length > 0 ? (
        <>
          <Card>
            <ul aria-label="Flows to bring in" className="divide-y">
              {entries.map((entry) => {
                const { key } = entry.flow;
                return (
                  <ImportItem
                    key={key}
                    workspace={workspace.slug}
                    flow={entry.flow}
                    gaps={entry.gaps}
                    fills={fills[key] ?? NO_FILLS}
                    isOut={out.has(key)}
                    isTwin={(count.get(nameKey(entry.flow)) ?? 0) > 1}
                    errors={refused[key] ?? []}
                    onFill={(gap, value) => fill(entry, gap, value)}
                    onLeave={(isOut) => leave(entry, isOut)}
                  />
                );
              })}
            </ul>
          </Card>
          <ProblemNotice problem={problem} />
          <ImportBar
            taken={taken.length}
            out={entries.length - taken.length}
            activeInFiles={taken.filter(({ flow }) => flow.isActive).length}
            incomplete={
              taken.filter(({ flow, gaps }) => !isComplete(gaps, fills[flow.key] ?? NO_FILLS)).length
            }
            asksNumber={taken.some(
              ({ flow }, place) => flow.kind === "call_flow" && Boolean(requests[place]?.agent),
            )}
            bytes={bytes}
            requireReason={workspace.requireReason}
            choices={choices}
            busy={busy || brought.looking !== null}
            onChange={(next) => {
              moved();
              setChoices(next);
            }}
            onStart={() => void start()}
          />
        </>
      ) : null}
    </div>
  );
}

function Progress({ looking }: { looking: Looking }) {
  if (looking === null) return null;
  const { done, total } = looking;
  const words = total === 0 ? "Reading the files" : `Checked ${done} of ${counted(total, "document")}`;
  return (
    <div role="status" className="flex flex-col gap-1.5 text-sm text-muted-foreground">
      {words}
      <ProgressBar label={words} percent={total === 0 ? null : (done / total) * 100} />
    </div>
  );
}

/** What was not taken of the files, and why. */
function LeftFiles({ left, onClose }: { left: readonly LeftFile[]; onClose: () => void }) {
  if (left.length === 0) return null;
  return (
    <Notice
      tone="warn"
      role="alert"
      title={left.length === 1 ? "1 file was left out" : `${left.length} files were left out`}
      actions={
        <Button size="sm" variant="outline" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className="max-h-48 overflow-y-auto">
        {left.map(({ file, why }, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added, and two files may have one name.
          <li key={position} className="wrap-anywhere">
            <span className="font-medium">
              <GivenName>{file}</GivenName>
            </span>
            : {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
