"use client";

import { useId, useState } from "react";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import type { GraphNode } from "./flow-graph";
import { typesInUse } from "./flow-graph-edits";
import { type GraphActions, useGraphScene } from "./graph-scene";
import { keepEnterHere } from "./keep-enter-here";

/** A node's type and id. The type is taken over while it is typed; the id when it is complete, for edges follow it. */
export function NodeNameFields({ node, actions }: { node: GraphNode; actions: GraphActions }) {
  const { graph } = useGraphScene();
  const formId = useId();
  return (
    <div className="grid gap-3 @md:grid-cols-2">
      <Field id={`${formId}-type`} label="Type">
        {(control) => (
          <>
            <Input
              {...control}
              list={`${formId}-types`}
              value={node.type}
              autoComplete="off"
              onKeyDown={keepEnterHere}
              onChange={(event) => actions.setNodeType(node.key, event.target.value)}
            />
            <datalist id={`${formId}-types`}>
              {typesInUse(graph.nodes).map((type) => (
                <option key={type} value={type} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <NodeIdField key={node.id} id={`${formId}-id`} node={node} actions={actions} />
    </div>
  );
}

function NodeIdField({ id, node, actions }: { id: string; node: GraphNode; actions: GraphActions }) {
  const { graph } = useGraphScene();
  const [text, setText] = useState(node.id ?? "");
  const wanted = text.trim();
  const taken = wanted !== node.id && graph.nodes.some((other) => other.id === wanted);
  const error = taken
    ? "Another node has this id."
    : wanted === ""
      ? "Without an id no edge can lead to this node."
      : undefined;
  const takeOver = () => {
    if (!error && wanted !== node.id) actions.setNodeId(node.key, wanted);
  };
  return (
    <Field id={id} label="Id" error={error}>
      {(control) => (
        <Input
          {...control}
          value={text}
          autoComplete="off"
          className="font-mono"
          onChange={(event) => setText(event.target.value)}
          onBlur={takeOver}
          onKeyDown={(event) => {
            keepEnterHere(event);
            if (event.key === "Enter") takeOver();
          }}
        />
      )}
    </Field>
  );
}
