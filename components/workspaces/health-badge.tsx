import { HEALTH, type Health } from "@/lib/workspaces/health";
import { Badge, Lamp } from "../ui/badge";

/** Whether the upstream accepted the workspace's key at the last check. */
export function HealthBadge({ state }: { state: Health }) {
  const { tone, lamp, label } = HEALTH[state];
  return (
    <Badge tone={tone}>
      <Lamp state={lamp} className="size-1.5 shadow-none" />
      {label}
    </Badge>
  );
}
