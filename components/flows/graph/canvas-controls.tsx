"use client";

import { Panel, type ReactFlowInstance, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus, Wand2 } from "lucide-react";
import { Button } from "../../ui/button";

const MANY = 100;
/** The zoom steps on the way out of a large graph; each brings some more boxes into sight. */
const WAY_OUT = [0.4, 0.2, 0.12];

/** Shows everything, in a few steps: hundreds of boxes in a single frame would block the page. */
async function showWhole(flow: ReactFlowInstance): Promise<void> {
  const large = flow.getNodes().length > MANY;
  for (const zoom of WAY_OUT) {
    if (!large || flow.getZoom() <= zoom) continue;
    await flow.zoomTo(zoom);
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
  await flow.fitView({ padding: 0.08, maxZoom: 1 });
}

/** The buttons for zooming, showing everything, and arranging anew. */
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
        onClick={() => void showWhole(flow)}
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
