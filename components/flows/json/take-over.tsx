"use client";

import { useState } from "react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { FLOW_WRAPPERS } from "@/lib/flows/model/flow";
import type { FieldError } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useFocusOnArrival } from "../../ui/use-focus-on-arrival";
import { checkJsonText } from "./json-problems";

/** What became of a whole flow that was put into the form of a new one. */
export type Taken =
  | {
      kind: "taken";
      /** What a new flow can't have. */
      dropped: { path: string; why: string }[];
      /** References that mean something else here, in words. */
      mapped: { path: string; words: string }[];
      /** What somebody has to choose or type in the form. */
      missing: FieldError[];
    }
  | { kind: "refused"; why: string };

/** Keys that a flow's document has, and no request for a new one. */
const OF_A_FLOW = [
  "_id",
  "id",
  "workspaceId",
  "createdAt",
  "updatedAt",
  "__v",
  "unknownFields",
  "promptVersions",
];
/** Returns the document of a text that has a whole flow in it; null for a request, and for a text that can't be read. */
export function wholeFlowIn(text: string): Record<string, unknown> | null {
  const { document } = checkJsonText(text, () => []);
  if (!isJsonObject(document)) return null;
  const inner = [document, ...FLOW_WRAPPERS.map((key) => document[key])].filter(isJsonObject);
  return inner.some((one) => "name" in one && OF_A_FLOW.some((key) => key in one)) ? document : null;
}

interface TakeOverProps {
  document: Record<string, unknown>;
  onTake: (document: Record<string, unknown>) => Promise<Taken>;
  onTaken: (taken: Taken) => void;
}

/** Offers to make a new flow out of a whole one: one that was exported here, or an answer of Trillet's. */
export function TakeOver({ document, onTake, onTaken }: TakeOverProps) {
  const [busy, setBusy] = useState(false);
  async function take() {
    setBusy(true);
    onTaken(await onTake(document));
    setBusy(false);
  }
  return (
    <Notice
      title="This is a whole flow, not a request"
      actions={
        <Button size="sm" busy={busy} onClick={() => void take()}>
          Put it into the form
        </Button>
      }
    >
      Switchboard takes what a new flow can have, and says what it leaves out and what you have to choose.
    </Notice>
  );
}

/** Says what was taken over; takes the focus, since the pressed button is gone. */
export function TakenNotice({ taken, occasion }: { taken: Taken; occasion: number }) {
  const notice = useFocusOnArrival<HTMLDivElement>(occasion);
  const own = { ref: notice, tabIndex: -1, role: "alert" as const };
  if (taken.kind === "refused") {
    return (
      <Notice {...own} tone="bad" title="Nothing was put into the form">
        {taken.why}
      </Notice>
    );
  }
  const { dropped, mapped, missing } = taken;
  return (
    <Notice {...own} tone={missing.length > 0 ? "warn" : "good"} title="The flow is in the form now">
      <p>Nothing is saved yet, and the new flow starts inactive.</p>
      <Named
        title="To choose or type"
        items={missing.map(({ path, message }) => ({ path, words: message }))}
      />
      <Named title="Chosen by name" items={mapped} />
      <Named title="Left out" items={dropped.map(({ path, why }) => ({ path, words: why }))} />
    </Notice>
  );
}

function Named({ title, items }: { title: string; items: { path: string; words: string }[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <p className="mt-2 font-medium">{title}</p>
      <ul className="list-disc pl-5">
        {items.map(({ path, words }) => (
          <li key={`${path} ${words}`}>{path === "" ? words : `${fieldLabel(path)}: ${words}`}</li>
        ))}
      </ul>
    </>
  );
}
