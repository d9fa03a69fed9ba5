"use client";

import { useState } from "react";
import { type Problem, problemText } from "../../http/problem";
import { Button } from "../../ui/button";
import { counted } from "../words/counted";
import { useBulkSelection } from "./bulk-selection";

/** More than these can't be changed together. */
const MOST = 500;

/** Offers to choose the flows of all pages, once those of this page are chosen: a row below the head of the table. */
export function SelectAll({ columns }: { columns: number }) {
  const { flows, list, selected, isSelected, selectListed, clear } = useBulkSelection();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const whole = flows.length > 0 && flows.every(({ id }) => isSelected(id));
  if (!whole || list.total <= flows.length) return null;
  const isWider = selected.length > flows.length;

  async function selectAll() {
    setBusy(true);
    setProblem(null);
    const { readAllFlows } = await import("./all-flows");
    const read = await readAllFlows(list.path, flows, MOST);
    setBusy(false);
    if (read.ok) selectListed(read.data);
    else setProblem(read.problem);
  }

  return (
    <tbody className="max-sm:block">
      <tr className="border-b bg-accent text-accent-foreground max-sm:block">
        <td colSpan={columns} className="px-4 py-1.5 text-center text-sm max-sm:block">
          {isWider ? (
            <>
              {counted(selected.length, "flow")} on all pages are selected.{" "}
              <Button variant="link" size="sm" onClick={clear}>
                Clear the selection
              </Button>
            </>
          ) : (
            <>
              {counted(flows.length, "flow")} on this page {flows.length === 1 ? "is" : "are"} selected.{" "}
              <Button variant="link" size="sm" busy={busy} onClick={() => void selectAll()}>
                {list.total > MOST
                  ? `Select ${MOST} of ${counted(list.total, "flow")}`
                  : `Select all ${counted(list.total, "flow")}`}
              </Button>
            </>
          )}
          {problem ? (
            <span role="alert" className="block text-destructive">
              {problemText(problem)}
            </span>
          ) : null}
        </td>
      </tr>
    </tbody>
  );
}
