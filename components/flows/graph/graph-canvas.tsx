"use client";

import {
  Background,
  type Connection,
  type Edge,
  MiniMap,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useTheme } from "next-themes";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { CanvasControls } from "./canvas-controls";
import "@xyflow/react/dist/base.css";
import "./graph-canvas.css";
import { CanvasBox, CanvasLoop } from "./canvas-box";
import { type BoxItem, useCanvasItems } from "./canvas-items";
import { focusBox, pressOnBox, showBox } from "./canvas-keys";
import { useGraphScene } from "./graph-scene";

const NODE_TYPES = { box: CanvasBox };
const EDGE_TYPES = { loop: CanvasLoop };
/** From this size on a graph gets a small map for orientation. */
const MAPPED = 30;

// The wheel scrolls the page as everywhere else, and zooms with Ctrl or Cmd. `canvas-keys` handles the keys.
const BEHAVIOUR = {
  nodesDraggable: false,
  edgesFocusable: false,
  zoomOnScroll: false,
  preventScrolling: false,
  zoomOnDoubleClick: false,
  onlyRenderVisibleElements: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  panActivationKeyCode: null,
  minZoom: 0.04,
  maxZoom: 1.6,
  defaultMarkerColor: null,
} as const;

const WORDS = {
  "node.a11yDescription.default":
    "Enter shows the details. The arrow keys go to the next node on that side. Delete removes the node in an editor.",
  "minimap.ariaLabel": "Small map of the graph",
  "handle.ariaLabel": "Connect",
};

/** The picture of a graph, by React Flow, which loads only for the picture; the list works without it. */
export function GraphCanvas({ label }: { label: string }) {
  const scene = useGraphScene();
  const { actions } = scene;
  const { nodes, edges, places, arrange, shownFirst } = useCanvasItems(scene);
  const { resolvedTheme } = useTheme();
  const { canvas, setFlow, press } = useCanvasKeys(places);
  const handlers = useHandlers();
  const fit = useMemo(() => ({ nodes: shownFirst, padding: 0.1, maxZoom: 1, minZoom: 0.3 }), [shownFirst]);
  return (
    <ReactFlow
      {...BEHAVIOUR}
      ref={canvas}
      className="graph-canvas"
      aria-label={label}
      ariaLabelConfig={WORDS}
      colorMode={resolvedTheme === "dark" ? "dark" : "light"}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      nodes={nodes}
      edges={edges}
      nodesConnectable={actions !== null}
      attributionPosition="top-right"
      fitView
      fitViewOptions={fit}
      onInit={(flow) => {
        setFlow(flow);
        // React Flow ignores its `fitView` property where the nodes' sizes are known before the picture's own.
        void flow.fitView(fit);
      }}
      {...handlers}
      onKeyDown={press}
    >
      <Background gap={20} size={1} />
      <CanvasControls onArrange={actions ? arrange : null} />
      {nodes.length > MAPPED ? <MiniMap pannable className="m-2! rounded-md border max-sm:hidden" /> : null}
    </ReactFlow>
  );
}

// The functions stay the same: with new ones React Flow would render every node again at every selection.
function useHandlers() {
  const { select, actions } = useGraphScene();
  return useMemo(
    () => ({
      onNodeClick: (_: MouseEvent, { id, data }: BoxItem) => {
        if (data.type !== null) select({ kind: "node", key: id, focus: false });
      },
      onEdgeClick: (_: MouseEvent, { id }: Edge) => select({ kind: "edge", key: id, focus: false }),
      onPaneClick: () => select(null),
      onConnect: ({ source, target }: Connection) => actions?.connect(source, target, ""),
    }),
    [select, actions],
  );
}

function useCanvasKeys(places: ReturnType<typeof useCanvasItems>["places"]) {
  const { selection, select, actions } = useGraphScene();
  const canvas = useRef<HTMLDivElement>(null);
  const [flow, setFlow] = useState<ReactFlowInstance<BoxItem> | null>(null);
  // A node that was chosen by a button elsewhere comes into the picture; a clicked one is there already.
  const wanted = selection?.kind === "node" && selection.focus ? selection : null;
  useEffect(() => {
    if (flow && canvas.current && wanted) showBox(flow, canvas.current, places.get(wanted.key), 0.6);
  }, [flow, places, wanted]);

  const press = (event: KeyboardEvent<HTMLElement>) =>
    pressOnBox(event, {
      places,
      go: (key) => {
        if (!flow || !canvas.current) return;
        showBox(flow, canvas.current, places.get(key), 0);
        focusBox(canvas.current, key);
      },
      open: (key) => select({ kind: "node", key, focus: true }),
      remove: actions ? actions.removeNode : null,
    });
  return { canvas, setFlow, press };
}
