"use client";

import { ArrowRight } from "lucide-react";
import { listOf, object } from "../../http/answer-shape";
import { Field } from "../../ui/field";
import { Select } from "../../ui/select";
import { TimeAgo } from "../../ui/time-ago";
import { ChangeList } from "../diff/change-list";
import type { ComparisonChoice } from "./comparison-choice";
import { change, isRevisionHead, type Revision, type RevisionHead, revisionAuthor } from "./revision-words";
import { LoadFailed, Loading, useAnswer } from "./use-answer";

interface Comparison {
  from: RevisionHead;
  to: RevisionHead;
  changes: Revision["changes"];
}

const isComparison = object<Comparison>({
  from: isRevisionHead,
  to: isRevisionHead,
  changes: listOf(change),
});

interface CompareStatesProps {
  apiPath: string;
  /** The newest state's number; numbers have no gaps. */
  newest: number;
  /** The states that are loaded, for their authors' names. */
  known: Revision[];
  choice: ComparisonChoice;
  onChoice: (choice: ComparisonChoice) => void;
}

/** The differences between any two stored states of a flow. */
export function CompareStates({ apiPath, newest, known, choice, onChoice }: CompareStatesProps) {
  const { from, to } = choice;
  const path = `${apiPath}/revisions/compare?from=${from}&to=${to}`;
  const { answer, again } = useAnswer(from === to ? null : path, isComparison);
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <StatePicker
          id="compare-from"
          label="From state"
          value={from}
          newest={newest}
          known={known}
          onPick={(n) => onChoice({ from: n, to })}
        />
        <StatePicker
          id="compare-to"
          label="To state"
          value={to}
          newest={newest}
          known={known}
          onPick={(n) => onChoice({ from, to: n })}
        />
      </div>
      <div aria-live="polite" tabIndex={-1} className="mt-4 outline-none">
        {from === to ? (
          <p className="text-sm text-muted-foreground">
            Both are state #{from}. Pick another one to compare it with.
          </p>
        ) : null}
        {from !== to && answer.state === "loading" ? <Loading>Comparing the two states</Loading> : null}
        {from !== to && answer.state === "failed" ? (
          <LoadFailed problem={answer.problem} onAgain={again} />
        ) : null}
        {from !== to && answer.state === "loaded" ? (
          <>
            <p className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted-foreground">
              <StateWords head={answer.data.from} />
              <ArrowRight aria-label="to" role="img" className="size-3.5" />
              <StateWords head={answer.data.to} />
            </p>
            <ChangeList changes={answer.data.changes} />
          </>
        ) : null}
      </div>
    </>
  );
}

function StateWords({ head }: { head: RevisionHead }) {
  return (
    <span>
      <span className="font-mono text-xs">#{head.n}</span> {revisionAuthor(head)}, <TimeAgo at={head.at} />
    </span>
  );
}

interface StatePickerProps {
  id: string;
  label: string;
  value: number;
  newest: number;
  known: Revision[];
  onPick: (n: number) => void;
}

function StatePicker({ id, label, value, newest, known, onPick }: StatePickerProps) {
  const authors = new Map(known.map((revision) => [revision.n, revisionAuthor(revision)]));
  const numbers = Array.from({ length: newest }, (_, index) => newest - index);
  return (
    <Field id={id} label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onPick(Number(event.target.value))}>
          {numbers.map((n) => (
            <option key={n} value={n}>
              {[`#${n}`, authors.get(n), n === newest ? "newest" : null].filter(Boolean).join(", ")}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
