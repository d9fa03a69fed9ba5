"use client";

import { useId, useState } from "react";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { isConnectable, typesInUse } from "./flow-graph-edits";
import { type GraphActions, useGraphScene } from "./graph-scene";
import { NodeSelect } from "./node-select";

/** Types to begin with where the graph itself suggests none. They are names seen in flows, not a list of the upstream. */
const SEEN_TYPES = ["start", "prompt", "condition", "transfer", "webhook", "end"];

/** Asks for a new node's type, and which node leads to it. Any type is taken: the upstream documents no list. */
export function AddNode({ actions, onDone }: { actions: GraphActions; onDone: () => void }) {
  const { graph, selection } = useGraphScene();
  const id = useId();
  const [type, setType] = useState("");
  const selected = selection?.kind === "node" ? graph.nodeByKey.get(selection.key) : undefined;
  const [after, setAfter] = useState(selected && isConnectable(selected) ? selected.key : "");
  const suggestions = [...new Set([...typesInUse(graph.nodes), ...SEEN_TYPES])];
  const add = () => {
    if (type.trim() === "") return;
    actions.addNode(type.trim(), after === "" ? null : after);
    onDone();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a grid in every browser.
    <div
      role="group"
      aria-label="New node"
      className="grid gap-3 rounded-lg border bg-card p-4 @xl:grid-cols-[1fr_1fr_auto] @xl:items-end"
    >
      <Field id={`${id}-type`} label="Type">
        {(control) => (
          <Input
            {...control}
            autoFocus
            list={`${id}-types`}
            value={type}
            autoComplete="off"
            onChange={(event) => setType(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
        )}
      </Field>
      <datalist id={`${id}-types`}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      <NodeSelect id={`${id}-after`} label="Reached from" none="No node" value={after} onChange={setAfter} />
      <div className="flex gap-2">
        <Button disabled={type.trim() === ""} onClick={add}>
          Add
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
