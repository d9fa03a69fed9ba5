"use client";

import {
  BookOpen,
  Box,
  CircleAlert,
  ClipboardList,
  Flag,
  type LucideIcon,
  MessageSquareText,
  PhoneForwarded,
  Play,
  Split,
  Webhook,
  Workflow,
} from "lucide-react";
import { Button } from "../../ui/button";

// The upstream documents no types; these were seen in flows. Other types work as well and are shown by their names.
const ICONS = new Map<string, LucideIcon>([
  ["start", Play],
  ["end", Flag],
  ["prompt", MessageSquareText],
  ["message", MessageSquareText],
  ["condition", Split],
  ["transfer", PhoneForwarded],
  ["collect", ClipboardList],
  ["knowledge", BookOpen],
  ["webhook", Webhook],
]);

interface NodeTypeIconProps {
  /** Null for a node that an edge names and that doesn't exist. */
  type: string | null;
  className?: string;
}

/** A small picture of a node's type: a plain box for an unknown type. */
export function NodeTypeIcon({ type, className }: NodeTypeIconProps) {
  const Icon = type === null ? CircleAlert : (ICONS.get(type.toLowerCase()) ?? Box);
  return <Icon aria-hidden className={className ?? "size-4 shrink-0"} />;
}

/** A node's type in words. */
export function typeWords(type: string): string {
  return type === "" ? "no type" : type;
}

/** Shown in place of a graph where there is none; with `onAdd`, a button begins one. */
export function NoGraph({ onAdd }: { onAdd?: () => void }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed px-6 py-10 text-center">
      <Workflow aria-hidden className="size-6 text-muted-foreground" />
      <p className="max-w-prose text-sm text-muted-foreground">
        {onAdd
          ? "No graph. Without one, the flow's prompt alone tells the agent what to do."
          : "This flow has no graph: its prompt alone tells the agent what to do."}
      </p>
      {onAdd ? (
        <Button variant="outline" size="sm" className="mt-1" onClick={onAdd}>
          Add the first node
        </Button>
      ) : null}
    </div>
  );
}
