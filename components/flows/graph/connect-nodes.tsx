"use client";

import { useId, useState } from "react";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import type { GraphActions } from "./graph-scene";
import { keepEnterHere } from "./keep-enter-here";
import { NodeSelect } from "./node-select";

interface ConnectNodesProps {
  /** The node to begin at; empty for none. */
  from: string;
  actions: GraphActions;
  onDone: () => void;
}

/** Connects two nodes without a mouse. */
export function ConnectNodes({ from: first, actions, onDone }: ConnectNodesProps) {
  const id = useId();
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState("");
  const [label, setLabel] = useState("");
  const connect = () => {
    actions.connect(from, to, label.trim());
    onDone();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a grid in every browser.
    <div
      role="group"
      aria-label="New edge"
      className="grid gap-3 rounded-lg border bg-card p-4 @xl:grid-cols-[1fr_1fr_1fr_auto] @xl:items-end"
    >
      <NodeSelect id={`${id}-from`} label="From" none="Choose a node" value={from} onChange={setFrom} />
      <NodeSelect id={`${id}-to`} label="To" none="Choose a node" value={to} onChange={setTo} />
      <Field id={`${id}-label`} label="When" optional>
        {(control) => (
          <Input
            {...control}
            value={label}
            autoComplete="off"
            onKeyDown={keepEnterHere}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button disabled={from === "" || to === ""} onClick={connect}>
          Connect
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
