"use client";

import { LoaderCircle, Replace, SearchX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { counted } from "../flows/words/counted";
import { ProblemNotice } from "../http/problem-notice";
import type { WorkspaceGroup } from "../shell/workspace-choice";
import { Button } from "../ui/button";
import { EmptyState, Skeleton } from "../ui/card";
import { EnterHint } from "../ui/enter-hint";
import { expectPart, useLatePart } from "../ui/late-part";
import { Notice } from "../ui/notice";
import { type Choice, chosenFlows, NOTHING_CHANGED, stateOf, totalsOf, withFlows } from "./choice";
import { Box, countWords, type ReplaceWorkspace, WorkspaceHits } from "./hit-groups";
import type { Labels } from "./hit-texts";
import { LeftAlone, type LeftAloneProps } from "./left-alone";
import { type FieldChoice, queryOf, type ReplaceQuery, searchOf } from "./replace-address";
import { ReplaceForm } from "./replace-form";
import { MOST_FLOWS, type Preview, usePreview } from "./use-preview";

interface ReplacePageProps extends LeftAloneProps {
  /** The workspaces in which the person may change flows. */
  workspaces: readonly ReplaceWorkspace[];
  /** The groups of these workspaces. */
  groups: readonly WorkspaceGroup[];
  choices: readonly FieldChoice[];
  labels: Labels;
  /** How many requests a minute the upstream takes of one workspace. */
  perMinute: number;
}

const loadDialog = () => import("./replace-dialog").then(({ ReplaceDialog }) => ReplaceDialog);

/** Finds a text in many flows, shows every place, and replaces the chosen ones by one job. */
export function ReplacePage(props: ReplacePageProps) {
  const { workspaces, groups, choices, labels, perMinute, notSearched, notReplaced } = props;
  const params = useSearchParams();
  const [query, setQuery] = useState(() => queryOf(params));
  const preview = usePreview(query, choices);
  const [made, setMade] = useState({ search: "", choice: NOTHING_CHANGED });
  const [open, setOpen] = useState(false);
  const ReplaceDialog = useLatePart(loadDialog, open, () => setOpen(false));
  const search = searchOf(query);
  // A choice is among the hits of one search.
  const choice = made.search === search ? made.choice : NOTHING_CHANGED;
  const choose = (next: Choice) => setMade({ search, choice: next });
  const flows = preview?.flows ?? [];
  const totals = totalsOf(choice, flows, perMinute);
  const isReady = totals.flows > 0 && preview?.loading === false && preview.problem === null;
  const errorAt = (path: string) => preview?.problem?.errors?.find((error) => error.path === path)?.message;
  const isTyped = Boolean(errorAt("/find") ?? errorAt("/replace"));

  function change(changes: Partial<ReplaceQuery>) {
    const next = { ...query, ...changes };
    setQuery(next);
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${searchOf(next)}`);
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    if (open || !isReady) return;
    event.preventDefault();
    setOpen(true);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);

  return (
    <div className="flex flex-col gap-4">
      <ReplaceForm
        query={query}
        onChange={change}
        workspaces={workspaces}
        groups={groups}
        choices={choices}
        errors={{ find: errorAt("/find"), replace: errorAt("/replace") }}
      />
      {preview?.problem && !isTyped ? <ProblemNotice problem={preview.problem} /> : null}
      {preview === null ? (
        <Beginning />
      ) : isTyped ? null : (
        <Found preview={preview} workspaces={workspaces} choice={choice} onChoose={choose} labels={labels} />
      )}
      <LeftAlone notSearched={notSearched} notReplaced={notReplaced} />
      {totals.flows > 0 ? (
        <section
          aria-label="What will be replaced"
          onPointerEnter={() => expectPart(loadDialog)}
          onFocus={() => expectPart(loadDialog)}
          className="sticky bottom-4 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-popover px-4 py-3 text-popover-foreground shadow-lg"
        >
          <div className="min-w-0 flex-1 basis-72">
            <p role="status" className="text-sm font-semibold">
              {counted(totals.hits, "replacement")} in {counted(totals.flows, "flow")} of{" "}
              {counted(totals.workspaces, "workspace")}
            </p>
            <p className="text-xs text-muted-foreground">
              About {counted(totals.requests, "request")} to Trillet, about{" "}
              {counted(totals.minutes, "minute")}. Each flow gets its own entry in the history.
            </p>
          </div>
          <Button disabled={!isReady} onClick={() => setOpen(true)} className="max-sm:w-full">
            Preview {counted(totals.flows, "flow")}
            <EnterHint />
          </Button>
        </section>
      ) : null}
      {open && ReplaceDialog ? (
        <ReplaceDialog
          {...{ query, choices, workspaces, flows, choice, totals, labels }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

function Beginning() {
  return (
    <EmptyState icon={Replace} title="Find a text in all your flows">
      Type what to find. Every place is shown before anything is changed, and you choose which of them are
      replaced.
    </EmptyState>
  );
}

interface FoundProps {
  preview: Preview;
  workspaces: readonly ReplaceWorkspace[];
  choice: Choice;
  onChoose: (choice: Choice) => void;
  labels: Labels;
}

function Found({ preview, workspaces, choice, onChoose, labels }: FoundProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const { flows, loading, cut, unread } = preview;
  const groups = useMemo(
    () =>
      workspaces.flatMap((workspace) => {
        const own = flows.filter((flow) => flow.workspace === workspace.slug);
        return own.length > 0 ? [{ workspace, flows: own }] : [];
      }),
    [flows, workspaces],
  );
  const withHits = groups.filter((group) => group.flows.some(({ hits }) => hits.length > 0)).length;
  const chosen = chosenFlows(choice, flows).length;
  const isClosed = groups.length > 0 && groups.every(({ workspace }) => closed.has(workspace.slug));
  const toggle = (slug: string) => {
    const next = new Set(closed);
    if (!next.delete(slug)) next.add(slug);
    setClosed(next);
  };
  if (flows.length === 0 && !loading && preview.problem) return null;
  if (flows.length === 0 && !loading) return <NothingFound unread={unread} />;
  return (
    <section aria-label="Hits" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4">
        {flows.length > 0 ? (
          <Box
            label="Replace in all flows"
            state={stateOf(choice, flows)}
            onChange={(on) => onChoose(withFlows(choice, flows, on))}
          />
        ) : null}
        <h2 className="text-base font-semibold">
          {flows.length === 0 ? "Searching" : countWords(flows)}
          {withHits > 0 ? ` of ${counted(withHits, "workspace")}` : ""}
        </h2>
        {flows.length > 0 ? (
          <span className="text-sm text-muted-foreground">{counted(chosen, "flow")} chosen</span>
        ) : null}
        <Progress preview={preview} />
        {groups.length > 1 ? (
          <Button
            size="sm"
            variant="link"
            onClick={() => setClosed(new Set(isClosed ? [] : groups.map(({ workspace }) => workspace.slug)))}
          >
            {isClosed ? "Open all" : "Close all"}
          </Button>
        ) : null}
      </div>
      {unread > 0 ? <Unread count={unread} /> : null}
      {cut ? (
        <Notice tone="info" title={`The first ${MOST_FLOWS.toLocaleString("en")} flows are shown`}>
          Replace in these, then search again, or choose one workspace.
        </Notice>
      ) : null}
      {groups.map(({ workspace, flows: own }) => (
        <WorkspaceHits
          key={workspace.slug}
          workspace={workspace}
          flows={own}
          choice={choice}
          onChoose={onChoose}
          labels={labels}
          closed={closed.has(workspace.slug)}
          onToggle={() => toggle(workspace.slug)}
        />
      ))}
      {flows.length === 0 ? <Waiting /> : null}
    </section>
  );
}

function Progress({ preview: { loading, searched, total } }: { preview: Preview }) {
  if (!loading) return <span className="ml-auto" />;
  return (
    <p className="ml-auto flex items-center gap-2 text-sm text-muted-foreground">
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      {total === null || searched === null ? "" : `${searched} of ${counted(total, "flow")} searched`}
    </p>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Searching" className="flex flex-col gap-3">
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <p className="px-4 text-sm text-warning">
      {`${counted(count, "flow was", "flows were")} never read: nobody knows yet whether ${count === 1 ? "it has" : "they have"} the text.`}
    </p>
  );
}

function NothingFound({ unread }: { unread: number }) {
  return (
    <EmptyState icon={SearchX} title="No flow has this text">
      {unread > 0 ? <Unread count={unread} /> : "Try less of it, another spelling, or take a filter away."}
    </EmptyState>
  );
}
