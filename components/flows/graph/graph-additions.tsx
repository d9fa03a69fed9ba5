"use client";

import { useId, useState } from "react";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { isConnectable, typesInUse } from "./flow-graph-edits";
import { keepEnterHere } from "./graph-keys";
import { type GraphActions, useGraphScene } from "./graph-scene";
import { nodeWords } from "./graph-words";

interface NodeSelectProps {
  id: string;
  label: string;
  /** The name of the empty choice. */
  none: string;
  value: string;
  onChange: (key: string) => void;
}

/** Chooses a node that an edge can name. */
function NodeSelect({ id, label, none, value, onChange }: NodeSelectProps) {
  const { graph } = useGraphScene();
  return (
    <Field id={id} label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {graph.nodes.filter(isConnectable).map((node) => (
            <option key={node.key} value={node.key}>
              {nodeWords(node)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Suggested types for a graph without any: names seen in flows, not a list of the upstream. */
const SEEN_TYPES = ["start", "prompt", "condition", "transfer", "webhook", "end"];

/** Asks for a new node's type and the node that leads to it. Any type is allowed: the upstream documents no list. */
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
      <Field id={`${id}-label`} label="When">
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
