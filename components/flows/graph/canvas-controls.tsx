"use client";

import { Panel, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus, Wand2 } from "lucide-react";
import { Button } from "../../ui/button";

/** Zoom, everything at once, and a new arrangement. */
export function CanvasControls({ onArrange }: { onArrange: (() => void) | null }) {
  const flow = useReactFlow();
  return (
    <Panel position="bottom-left" className="m-2! flex gap-1">
      <Button variant="outline" size="icon-sm" aria-label="Zoom in" onClick={() => flow.zoomIn()}>
        <Plus aria-hidden />
      </Button>
      <Button variant="outline" size="icon-sm" aria-label="Zoom out" onClick={() => flow.zoomOut()}>
        <Minus aria-hidden />
      </Button>
      <Button
        variant="outline"
        size="icon-sm"
        aria-label="Show the whole graph"
        onClick={() => flow.fitView({ padding: 0.08, maxZoom: 1 })}
      >
        <Maximize aria-hidden />
      </Button>
      {onArrange ? (
        <Button variant="outline" size="icon-sm" aria-label="Arrange the nodes anew" onClick={onArrange}>
          <Wand2 aria-hidden />
        </Button>
      ) : null}
    </Panel>
  );
}
