"use client";

import type { Named } from "@/lib/flows/transfer/flow-map";
import { Select } from "../../ui/select";
import type { ItemChoice } from "./copy-choices";

interface CounterpartChoiceProps {
  /** Names the flow and its target. */
  label: string;
  among: readonly Named[];
  choice: ItemChoice;
  /** What becomes of it while nobody has said: nothing can be sent, or it is left out. */
  unsaid: "blocks" | "leaves out";
  onChoose: (choice: ItemChoice) => void;
}

const SECOND = "second";
const SKIP = "skip";

function optionOf({ skip, flow }: ItemChoice): string {
  if (skip) return SKIP;
  return flow === undefined ? "" : flow === null ? SECOND : `id:${flow}`;
}

/** What to do where flows of the same name exist: update one, make a second one, or leave it out. */
export function CounterpartChoice({ label, among, choice, unsaid, onChoose }: CounterpartChoiceProps) {
  const value = optionOf(choice);
  return (
    <Select
      aria-label={label}
      aria-invalid={(value === "" && unsaid === "blocks") || undefined}
      value={value}
      onChange={({ target }) => {
        const flow = among.find(({ id }) => `id:${id}` === target.value);
        if (flow) onChoose({ among, skip: false, flow: flow.id });
        else if (target.value === SECOND) onChoose({ among, skip: false, flow: null });
        else if (target.value === SKIP) onChoose({ among, skip: true });
      }}
      className="w-64 max-w-full"
    >
      {value === "" ? (
        <option value="">{unsaid === "blocks" ? "Say what to do" : "Left out so far"}</option>
      ) : null}
      {among.map(({ id, name }) => (
        <option key={id} value={`id:${id}`}>
          {among.length === 1 ? `Update “${name}”` : `Update “${name}” (${id})`}
        </option>
      ))}
      <option value={SECOND}>Create a second one</option>
      <option value={SKIP}>Leave it out</option>
    </Select>
  );
}
