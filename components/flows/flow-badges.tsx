import { ArrowDownLeft, ArrowLeftRight, ArrowUpRight } from "lucide-react";
import { Badge } from "../ui/badge";
import { Lamp } from "../ui/lamp";

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

export function ActiveBadge({ isActive }: { isActive: boolean | null }) {
  if (isActive === null) return <Badge>State not known</Badge>;
  return (
    <Badge tone={isActive ? "good" : "neutral"}>
      <Lamp state={isActive ? "on" : "off"} className="size-1.5 shadow-none" />
      {isActive ? "Active" : "Inactive"}
    </Badge>
  );
}
