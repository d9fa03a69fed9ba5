"use client";

import { useState } from "react";
import { fieldLabel } from "@/lib/flows/field-label";
import type { Problem } from "../../http/problem";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useFocusOnArrival } from "../../ui/use-focus-on-arrival";
import { ValueDiff } from "../diff/value-diff";

interface ConflictPanelProps {
  problem: Problem;
  onLoadTheirs: () => Promise<unknown>;
}

/** Somebody else changed the flow since this page was loaded: shows both sides and offers to build on theirs. */
export function ConflictPanel({ problem, onLoadTheirs }: ConflictPanelProps) {
  const [busy, setBusy] = useState(false);
  const panel = useFocusOnArrival<HTMLDivElement>(problem);
  const conflicts = problem.conflicts ?? [];

  async function load() {
    setBusy(true);
    await onLoadTheirs();
    setBusy(false);
  }

  return (
    <Notice
      ref={panel}
      tabIndex={-1}
      className="outline-none"
      tone="warn"
      role="alert"
      title="This flow was changed by somebody else while you were editing"
      actions={
        <Button size="sm" busy={busy} onClick={() => void load()}>
          Load theirs and keep my text
        </Button>
      }
    >
      <p>
        Nothing was saved and nothing you typed is lost.{" "}
        {conflicts.length === 0
          ? "None of the fields you edited is affected: load their state, look it over, and save again."
          : "You both changed the fields below. Loading theirs takes over everything else they changed; in these fields your text stays, unsaved, until you save it over theirs."}
      </p>
      {conflicts.length > 0 ? (
        <ul className="mt-3 flex flex-col gap-3">
          {conflicts.map(({ path, yours, theirs }) => (
            <li key={path}>
              <p className="mb-1 text-sm font-medium">
                {fieldLabel(path)}: <span className="font-normal">from theirs to yours</span>
              </p>
              <ValueDiff path={path} before={theirs} after={yours} />
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
