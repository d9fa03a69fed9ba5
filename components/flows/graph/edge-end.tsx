"use client";

import { Button } from "../../ui/button";
import { useGraphScene } from "./graph-scene";
import { endWords } from "./graph-words";

/** One end of an edge: a button that goes to the node, or words that say it is missing. */
export function EdgeEnd({ name, nodeKey, id }: { name: string; nodeKey: string | null; id: string | null }) {
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
