"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { flowPathSegment } from "@/lib/flows/model/flow";
import { counted } from "../flows/words/counted";
import { WorkspaceMark } from "../shell/marks";
import { AppLink } from "../ui/app-link";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { GivenName } from "../ui/given-name";
import { type Choice, canChoose, chosenHits, isFlowOn, isHitOn, stateOf, withFlows, withHit } from "./choice";
import { FixedLine, HitLine, type Labels, placeWords } from "./hit-texts";
import type { FlowToReplace } from "./preview-shape";

export interface ReplaceWorkspace {
  slug: string;
  name: string;
  colour: number;
  requireReason: boolean;
}

interface GroupProps {
  workspace: ReplaceWorkspace;
  flows: readonly FlowToReplace[];
  choice: Choice;
  onChoose: (choice: Choice) => void;
  labels: Labels;
  closed: boolean;
  onToggle: () => void;
}

/** So many flows of a workspace are shown at first, and more with each press; hits of a flow likewise. */
const FIRST_FLOWS = 5;
const MORE_FLOWS = 50;
const FIRST_HITS = 3;

/** Counts hits, and the flows that have some; matches that stay as they are are none of them. */
export function countWords(flows: readonly FlowToReplace[]): string {
  const hits = flows.reduce((sum, flow) => sum + flow.hits.length, 0);
  const own = flows.filter((flow) => flow.hits.length > 0).length;
  return own === 0 ? "Nothing that can be replaced" : `${counted(hits, "hit")} in ${counted(own, "flow")}`;
}

/** The hits of one workspace, flow by flow. */
export function WorkspaceHits(props: GroupProps) {
  const { workspace, flows, choice, onChoose, labels, closed, onToggle } = props;
  const [room, setRoom] = useState(FIRST_FLOWS);
  const state = stateOf(choice, flows);
  const Icon = closed ? ChevronRight : ChevronDown;
  const left = flows.length - room;
  return (
    <Card className="overflow-hidden">
      <div className="flex items-center gap-3 border-b bg-muted px-4 py-2.5 last:border-b-0">
        <Box
          label={`Replace in all flows of ${workspace.name}`}
          state={state}
          disabled={!flows.some(canChoose)}
          onChange={(on) => onChoose(withFlows(choice, flows, on))}
        />
        <button
          type="button"
          aria-expanded={!closed}
          onClick={onToggle}
          className="flex min-w-0 flex-1 items-center gap-2 rounded-sm text-left"
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          <WorkspaceMark name={workspace.name} colour={workspace.colour} className="size-6 text-[0.625rem]" />
          <h3 className="min-w-0 truncate text-sm font-medium">
            <GivenName>{workspace.name}</GivenName>
          </h3>
          <span className="shrink-0 text-sm text-muted-foreground">{countWords(flows)}</span>
        </button>
      </div>
      {closed ? null : (
        <>
          <ul aria-label={`Flows of ${workspace.name}`} className="divide-y">
            {flows.slice(0, room).map((flow) => (
              <FlowHits
                key={`${flow.kind} ${flow.id}`}
                flow={flow}
                choice={choice}
                onChoose={onChoose}
                labels={labels}
              />
            ))}
          </ul>
          {left > 0 ? (
            <p className="border-t px-4 py-2 pl-11">
              <Button size="sm" variant="link" onClick={() => setRoom(room + MORE_FLOWS)}>
                {left > MORE_FLOWS ? `${MORE_FLOWS} of ${left} more flows` : `${counted(left, "more flow")}`}
              </Button>
            </p>
          ) : null}
        </>
      )}
    </Card>
  );
}

interface FlowProps {
  flow: FlowToReplace;
  choice: Choice;
  onChoose: (choice: Choice) => void;
  labels: Labels;
}

function FlowHits({ flow, choice, onChoose, labels }: FlowProps) {
  const [open, setOpen] = useState(false);
  const on = isFlowOn(choice, flow);
  const hits = open ? flow.hits : flow.hits.slice(0, FIRST_HITS);
  const more = flow.hits.length - hits.length;
  const href = `/${flow.workspace}/${flowPathSegment(flow.kind)}/${flow.id}`;
  const name = flow.name || "Flow without a name";
  return (
    <li className="px-4 py-2.5">
      <div className="flex items-center gap-3">
        <Box
          label={`Replace in ${name}`}
          state={on ? (chosenHits(choice, flow).length === flow.hits.length ? "all" : "some") : "none"}
          disabled={!canChoose(flow)}
          onChange={(wanted) => onChoose(withFlows(choice, [flow], wanted))}
        />
        <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-0.5 text-sm">
          <AppLink
            href={href}
            target="_blank"
            className="min-w-0 truncate rounded-sm font-medium hover:text-link hover:underline"
          >
            <GivenName>{name}</GivenName>
          </AppLink>
          {flow.folder ? (
            <span className="truncate text-xs text-muted-foreground">
              <GivenName>{flow.folder.name}</GivenName>
            </span>
          ) : null}
        </p>
        <Marks flow={flow} isOff={!on && canChoose(flow) && flow.refused === null} />
      </div>
      <ul aria-label={`Hits in ${name}`} className="mt-1 flex flex-col gap-1 pl-7">
        {hits.map((hit) => (
          <li
            key={hit.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)_auto]"
          >
            <span className="text-xs leading-5 text-muted-foreground max-sm:col-span-2">
              {placeWords(hit, labels)}
            </span>
            <HitLine hit={hit} on={isHitOn(choice, flow, hit)} />
            {flow.hits.length > 1 && canChoose(flow) ? (
              <Box
                label={`Replace “${hit.match}” in ${placeWords(hit, labels)} of ${name}`}
                state={isHitOn(choice, flow, hit) ? "all" : "none"}
                onChange={(wanted) => onChoose(withHit(choice, flow, hit, wanted))}
              />
            ) : null}
          </li>
        ))}
        {flow.fixed.map((match) => (
          <li
            key={`${match.path} ${match.line} ${match.before} ${match.after}`}
            className="grid gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)]"
          >
            <span className="text-xs leading-5 text-muted-foreground">{placeWords(match, labels)}</span>
            <span className="min-w-0">
              <FixedLine match={match} />
              <span className="block text-xs text-warning">Stays as it is. {match.why}.</span>
            </span>
          </li>
        ))}
        {flow.tooLong.map((path) => (
          <li key={path} className="text-xs text-warning">
            {placeWords({ path, line: 1 }, labels)}: too long to be searched.
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Button size="sm" variant="link" className="mt-1 ml-7" onClick={() => setOpen(true)}>
          {counted(more, "more hit")}
        </Button>
      ) : null}
      {flow.refused ? <p className="mt-1 pl-7 text-xs text-destructive">{flow.refused}</p> : null}
    </li>
  );
}

/** What is special about a flow, and the number of its hits. */
function Marks({ flow, isOff }: { flow: FlowToReplace; isOff: boolean }) {
  const { hits, fixed, drift, busy, isActive, tooMany } = flow;
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-xs text-muted-foreground">
      {isActive === false ? <Badge>Inactive</Badge> : null}
      {drift ? <Badge tone="warn">Changed in Trillet</Badge> : null}
      {busy ? <Badge tone="info">Being changed</Badge> : null}
      {isOff ? <span>left out by you</span> : null}
      <span>
        {hits.length > 0
          ? `${counted(hits.length, "hit")}${tooMany ? " and more" : ""}`
          : `${fixed.length} can't be replaced`}
      </span>
    </span>
  );
}

interface BoxProps {
  label: string;
  state: "all" | "some" | "none";
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** A box that may be half ticked. Its press then ticks it. */
export function Box({ label, state, disabled = false, onChange }: BoxProps) {
  return (
    <label className="-m-2 grid size-8 shrink-0 cursor-pointer place-items-center">
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        className="block size-4 cursor-pointer accent-primary disabled:cursor-not-allowed"
        checked={state === "all"}
        disabled={disabled}
        ref={(box) => {
          if (box) box.indeterminate = state === "some";
        }}
        onChange={() => onChange(state !== "all")}
      />
    </label>
  );
}
