"use client";

import {
  BaseEdge,
  type EdgeProps,
  Handle,
  type NodeProps,
  Position,
  type ReactFlowState,
  useStore,
} from "@xyflow/react";
import { memo } from "react";
import { cn } from "../../ui/class-names";
import type { BoxItem } from "./canvas-items";
import { BOX } from "./flow-graph-layout";
import { NodeTypeIcon, typeWords } from "./node-type-icon";

/** Below this zoom nobody can read texts or hit handles, so boxes become plain marks: hundreds of those draw fast. */
const READABLE_ZOOM = 0.3;

const isFar = ({ transform: [, , zoom] }: ReactFlowState) => zoom < READABLE_ZOOM;

/** One node of the picture, which renders again only when it changed, because there may be hundreds. */
export const CanvasBox = memo(function CanvasBox({ data, selected, isConnectable }: NodeProps<BoxItem>) {
  const missing = data.type === null;
  const frame = cn(
    "h-full rounded-lg border bg-card px-3 text-card-foreground shadow-xs",
    data.starts && "border-l-4 border-l-success",
    missing && "border-dashed border-destructive bg-destructive-wash shadow-none",
    selected && "border-primary ring-2 ring-ring",
  );
  if (useStore(isFar)) {
    return (
      <div className={frame}>
        <span className="sr-only">{data.title}</span>
      </div>
    );
  }
  return (
    <div className={cn("flex items-center gap-2.5", frame)}>
      <Handle type="target" position={Position.Top} isConnectable={isConnectable} />
      <span
        className={cn(
          "grid size-8 shrink-0 place-items-center rounded-md bg-accent text-accent-foreground",
          missing && "bg-transparent text-destructive",
        )}
      >
        <NodeTypeIcon type={data.type} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 text-sm leading-4.5 font-medium wrap-anywhere">{data.title}</span>
        <span className="block truncate text-xs text-muted-foreground">
          {data.type === null ? "missing node" : typeWords(data.type)}
        </span>
        {data.starts ? <span className="sr-only">The flow starts here</span> : null}
      </span>
      <Handle type="source" position={Position.Bottom} isConnectable={isConnectable} />
    </div>
  );
});

/** The distance that a loop reaches out of its node, short of the next node. */
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
