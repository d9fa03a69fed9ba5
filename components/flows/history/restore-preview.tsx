"use client";

import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { listOf, number, object, text } from "../../http/answer-shape";
import { Notice } from "../../ui/notice";
import { ChangeList } from "../diff/change-list";
import { change } from "./revision-words";

/** The effects of restoring a state, as the API sends them. */
export interface RestorePlan {
  changes: { path: string; before: unknown; after: unknown }[];
  notRestored: { path: string; why: string }[];
  basedOn: { n: number; at: string };
}

export const unrestored = object<RestorePlan["notRestored"][number]>({ path: text, why: text });
export const isRestorePlan = object<RestorePlan>({
  changes: listOf(change),
  notRestored: listOf(unrestored),
  basedOn: object<RestorePlan["basedOn"]>({ n: number, at: text }),
});

/** Shows the fields that a restore would write, and those that it can't, before anything is sent. */
export function RestorePreview({ plan, revision }: { plan: RestorePlan; revision: number }) {
  const { changes, notRestored, basedOn } = plan;
  return (
    <div className="flex flex-col gap-4">
      {changes.length > 0 ? (
        <section aria-labelledby={`restore-changes-${revision}`}>
          <h3 id={`restore-changes-${revision}`} className="mb-2 text-sm font-semibold">
            {changes.length === 1 ? "1 field changes" : `${changes.length} fields change`}, compared with
            state #{basedOn.n}
          </h3>
          <ChangeList changes={changes} />
        </section>
      ) : (
        <Notice title="There is nothing to write">
          {notRestored.length === 0
            ? `State #${basedOn.n}, the newest, is the same as state #${revision}.`
            : "Everything in which the two states differ is fixed, as listed below."}
        </Notice>
      )}
      {notRestored.length > 0 ? <LeftOut left={notRestored} /> : null}
    </div>
  );
}

function LeftOut({ left }: { left: RestorePlan["notRestored"] }) {
  return (
    <Notice
      tone="warn"
      title={left.length === 1 ? "1 field stays as it is" : `${left.length} fields stay as they are`}
    >
      <ul className="list-disc pl-4">
        {left.map(({ path, why }) => (
          <li key={path}>
            {fieldLabel(path)}: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
