import { ArrowDownLeft, ArrowLeftRight, ArrowUpRight } from "lucide-react";
import type { DriftState } from "@/lib/flows/diff/drift-state";
import { Lamp } from "../../ui/badge";
import { cn } from "../../ui/class-names";

const DIRECTIONS: Record<string, { label: string; icon: typeof ArrowDownLeft }> = {
  inbound: { label: "Inbound", icon: ArrowDownLeft },
  outbound: { label: "Outbound", icon: ArrowUpRight },
  bidirectional: { label: "Both ways", icon: ArrowLeftRight },
};

/** The direction's name for people. */
export function directionLabel(direction: string | null): string {
  return direction === null ? "Not known" : (DIRECTIONS[direction]?.label ?? direction);
}

export function DirectionLabel({ direction }: { direction: string | null }) {
  const Icon = direction === null ? undefined : DIRECTIONS[direction]?.icon;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      {Icon ? <Icon aria-hidden className="size-3.5 text-muted-foreground" /> : null}
      {directionLabel(direction)}
    </span>
  );
}

/** Whether a flow is on: the normal state needs no badge, so it is a lamp with words. */
export function ActiveState({ isActive }: { isActive: boolean | null }) {
  if (isActive === null) return <span className="text-muted-foreground">Not known</span>;
  return (
    <span
      className={cn("inline-flex items-center gap-2 whitespace-nowrap", !isActive && "text-muted-foreground")}
    >
      {isActive ? (
        <Lamp state="on" className="shadow-none" />
      ) : (
        <span aria-hidden className="size-2 rounded-full border border-current" />
      )}
      {isActive ? "Active" : "Inactive"}
    </span>
  );
}

const WORDS: Record<DriftState, { label: string; meaning: string }> = {
  in_step: { label: "In step", meaning: "Trillet has the state that was last saved or agreed to here." },
  changed_here: {
    label: "Changed here",
    meaning: "There are edits on this device that are not saved in Trillet yet.",
  },
  changed_upstream: {
    label: "Changed in Trillet",
    meaning: "Somebody changed this flow outside Switchboard, and nobody here has looked at it yet.",
  },
  changed_in_both: {
    label: "Changed here and in Trillet",
    meaning: "There are unsaved edits on this device, and somebody changed this flow outside Switchboard.",
  },
  never_seen: {
    label: "Never opened",
    meaning: "Switchboard knows this flow from the list only and has not read its content yet.",
  },
};

/** Returns a state's name for people: a short label for a badge, and one sentence with its meaning. */
export function driftWords(state: DriftState): { label: string; meaning: string } {
  return WORDS[state];
}

/** An agent to read: the name where it is known, and the id. */
export function AgentValue({ id, name }: { id: string | null; name: string | null }) {
  if (id === null || id === "") return "None";
  return (
    <>
      {name ? <span className="block">{name}</span> : null}
      <span className="font-mono text-xs text-muted-foreground">{id}</span>
    </>
  );
}
