"use client";

import { Trash2 } from "lucide-react";
import { useId } from "react";
import { isJsonObject } from "@/lib/json/json-value";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import type { GraphEdge } from "./flow-graph";
import { keepEnterHere } from "./graph-keys";
import { type GraphActions, useGraphScene } from "./graph-scene";
import { endWords } from "./graph-words";
import { JsonField, JsonView } from "./json-field";

const refuse = (value: unknown) => (isJsonObject(value) ? null : "An edge must be an object: { … }.");

/** Everything about one edge: its ends, its condition and its JSON, to read or to edit. */
export function EdgeDetails({ edge }: { edge: GraphEdge }) {
  const { actions } = useGraphScene();
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        <EdgeEnd name="From" nodeKey={edge.sourceKey} id={edge.source} />
        <EdgeEnd name="To" nodeKey={edge.targetKey} id={edge.target} />
        {actions ? null : (
          <>
            <dt className="text-muted-foreground">When</dt>
            <dd className="wrap-anywhere">
              {edge.label === "" ? "always, or as the JSON says" : edge.label}
            </dd>
          </>
        )}
      </dl>
      {actions ? <EdgeFields edge={edge} actions={actions} /> : <JsonView label="Edge" value={edge.raw} />}
    </div>
  );
}

function EdgeFields({ edge, actions }: { edge: GraphEdge; actions: GraphActions }) {
  const id = useId();
  const fields = isJsonObject(edge.raw) ? edge.raw : {};
  const label = fields.label;
  const simple = label === undefined || typeof label === "string";
  return (
    <>
      {simple ? (
        <Field id={id} label="When" hint="Written under “label”.">
          {(control) => (
            <Input
              {...control}
              value={label ?? ""}
              autoComplete="off"
              onKeyDown={keepEnterHere}
              onChange={(event) => actions.setEdgeJson(edge.key, { ...fields, label: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <JsonField
        label="Edge (JSON)"
        value={edge.raw}
        refuse={refuse}
        onChange={(next) => isJsonObject(next) && actions.setEdgeJson(edge.key, next)}
      />
      <div>
        <Button variant="destructive-ghost" size="sm" onClick={() => actions.removeEdge(edge.key)}>
          <Trash2 aria-hidden />
          Delete edge
        </Button>
      </div>
    </>
  );
}

/** One end of an edge: a button that goes to the node, or words that say it is missing. */
function EdgeEnd({ name, nodeKey, id }: { name: string; nodeKey: string | null; id: string | null }) {
  const { graph, select } = useGraphScene();
  const words = endWords(graph, nodeKey, id);
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">
        {nodeKey === null ? (
          <span className="text-destructive">{words}</span>
        ) : (
          <Button
            variant="link"
            size="sm"
            className="inline text-left whitespace-normal"
            onClick={() => select({ kind: "node", key: nodeKey, focus: true })}
          >
            {words}
          </Button>
        )}
      </dd>
    </>
  );
}
