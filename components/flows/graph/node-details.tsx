"use client";

import { Link2, Trash2 } from "lucide-react";
import { isJsonObject } from "@/lib/json/json-value";
import { Button } from "../../ui/button";
import { EdgeLinks } from "./edge-links";
import type { GraphNode } from "./flow-graph";
import { isConnectable } from "./flow-graph-edits";
import { type GraphActions, useGraphScene } from "./graph-scene";
import { JsonField } from "./json-field";
import { JsonView } from "./json-view";
import { NodeNameFields } from "./node-name-fields";

interface NodeDetailsProps {
  node: GraphNode;
  /** Where the node leads stands right above already. */
  waysOutShown?: boolean;
}

/** Everything about one node: what it holds and where it leads, to read or to edit. */
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
