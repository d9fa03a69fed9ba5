"use client";

import { useState } from "react";
import type { FlowGraph } from "./flow-graph";
import type { GraphSelection } from "./graph-scene";

/** What is selected. A selection of something that an edit or an undo took away is none. */
export function useGraphSelection(
  graph: FlowGraph,
): [GraphSelection | null, (selection: GraphSelection | null) => void] {
  const [selection, select] = useState<GraphSelection | null>(null);
  const known = selection?.kind === "edge" ? graph.edgeByKey : graph.nodeByKey;
  return [selection && known.has(selection.key) ? selection : null, select];
}
