import type { Health as StoredHealth } from "@/lib/db/generated/enums";
import { keysOf } from "@/lib/json/json-value";

interface HealthFacts {
  label: string;
  /** How a badge and its lamp show it. */
  tone: "good" | "bad" | "neutral";
  lamp: "on" | "bad" | "off";
}

/** Whether the upstream accepted a workspace's key at the last check. */
export const HEALTH = {
  ok: { label: "Connected", tone: "good", lamp: "on" },
  failing: { label: "Connection fails", tone: "bad", lamp: "bad" },
  unknown: { label: "Not checked yet", tone: "neutral", lamp: "off" },
} as const satisfies Record<StoredHealth, HealthFacts>;

export type Health = keyof typeof HEALTH;

export const HEALTH_NAMES = keysOf(HEALTH);
