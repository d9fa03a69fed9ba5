"use client";

import { Link2, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { isJsonObject } from "@/lib/json/json-value";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { EdgeLinks } from "./edge-links";
import type { GraphNode } from "./flow-graph";
import { isConnectable, typesInUse } from "./flow-graph-edits";
import { keepEnterHere } from "./graph-keys";
import { type GraphActions, useGraphScene } from "./graph-scene";
import { JsonField, JsonView } from "./json-field";

interface NodeDetailsProps {
  node: GraphNode;
  /** Whether the node's ways out are shown right above already. */
  waysOutShown?: boolean;
}

/** Everything about one node: its content and its edges, to read or to edit. */
export function NodeDetails({ node, waysOutShown = false }: NodeDetailsProps) {
  const { graph, actions } = useGraphScene();
  const fields = isJsonObject(node.raw) ? node.raw : null;
  const { id: _id, type: _type, data, ...others } = fields ?? {};
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {fields && actions ? <NodeNameFields node={node} actions={actions} /> : null}
      {!fields ? (
        <JsonView label="Not an object" value={node.raw} />
      ) : actions ? (
        <JsonField
          label="Data (JSON)"
          value={data}
          onChange={(next) => actions.setNodeData(node.key, next)}
        />
      ) : (
        <JsonView label="Data" value={data} />
      )}
      {Object.keys(others).length > 0 ? <JsonView label="Other keys" value={others} /> : null}
      {waysOutShown ? null : (
        <EdgeLinks
          title="Leads to"
          edges={graph.edgesFrom.get(node.key) ?? []}
          towards="target"
          empty="Nothing: the flow ends here."
        />
      )}
      <EdgeLinks
        title="Reached from"
        edges={graph.edgesTo.get(node.key) ?? []}
        towards="source"
        empty="No edge leads here."
      />
      {actions ? <NodeButtons node={node} actions={actions} /> : null}
    </div>
  );
}

function NodeButtons({ node, actions }: { node: GraphNode; actions: GraphActions }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="outline"
        size="sm"
        disabled={!isConnectable(node)}
        onClick={() => actions.askToConnect(node.key)}
      >
        <Link2 aria-hidden />
        Connect from here
      </Button>
      <Button variant="destructive-ghost" size="sm" onClick={() => actions.removeNode(node.key)}>
        <Trash2 aria-hidden />
        Delete node
      </Button>
    </div>
  );
}

/** A node's type and id. The type applies at each key; the id only when it is complete, because edges follow it. */
function NodeNameFields({ node, actions }: { node: GraphNode; actions: GraphActions }) {
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
