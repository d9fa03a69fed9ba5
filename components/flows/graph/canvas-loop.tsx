"use client";

import { BaseEdge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { BOX } from "./flow-graph-layout";

/** How far it swings out to the right of the node, short of the next one, and above and below. */
const SWING = 22;
const RISE = 40;

/** An edge from a node to itself, led around its right side; a straight one would lie behind the node. */
export const CanvasLoop = memo(function CanvasLoop(props: EdgeProps) {
  const { sourceX, sourceY, targetX, targetY, label, markerEnd } = props;
  const right = sourceX + BOX.width / 2 + SWING;
  const path = [
    `M ${sourceX} ${sourceY}`,
    `C ${sourceX} ${sourceY + RISE}, ${right} ${sourceY + RISE}, ${right} ${(sourceY + targetY) / 2}`,
    `C ${right} ${targetY - RISE}, ${targetX} ${targetY - RISE}, ${targetX} ${targetY}`,
  ].join(" ");
  return (
    <BaseEdge
      path={path}
      label={label}
      labelX={right}
      labelY={(sourceY + targetY) / 2}
      {...(markerEnd === undefined ? {} : { markerEnd })}
    />
  );
});
