import { Badge, Lamp } from "../ui/badge";

type HealthState = "ok" | "failing" | "unknown";

const HEALTH_BADGES = {
  ok: { tone: "good", lamp: "on", label: "Connected" },
  failing: { tone: "bad", lamp: "bad", label: "Connection fails" },
  unknown: { tone: "neutral", lamp: "off", label: "Not checked yet" },
} as const;

/** Whether the upstream accepted the workspace's key at the last check. */
export function HealthBadge({ state }: { state: HealthState }) {
  const { tone, lamp, label } = HEALTH_BADGES[state];
  return (
    <Badge tone={tone}>
      <Lamp state={lamp} className="size-1.5 shadow-none" />
      {label}
    </Badge>
  );
}
