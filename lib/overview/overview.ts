import "server-only";
import { type LastFlowChange, lastFlowChanges } from "@/lib/audit/search/last-changes";
import { openChangeCounts } from "@/lib/changes/open-changes";
import type { Caller } from "@/lib/identity/find-caller";
import { groupsOfWorkspaces } from "@/lib/identity/groups/read-groups";
import { type FlowCount, flowCounts } from "@/lib/mirror/flow-counts";
import { copiesBehind } from "@/lib/transfers/listed-copies";
import type { Health } from "@/lib/workspaces/health";
import { workspaceStates } from "@/lib/workspaces/workspace-states";

/** A workspace among all of a caller's: how it is, and what happened last. */
export interface OverviewItem {
  slug: string;
  name: string;
  colour: number;
  /** The caller's role there. */
  role: string;
  /** Whether the caller wants to find it first. */
  starred: boolean;
  /** The groups that it is in, by name. */
  groups: { id: string; name: string }[];
  health: { state: Health; since: string | null; message: string | null };
  callFlows: Pick<FlowCount, "total" | "active">;
  messageFlows: Pick<FlowCount, "total" | "active">;
  /** Flows of both kinds that were changed outside, and nobody has agreed to it. */
  drift: number;
  /** Copies in it whose sources are newer, as far as the caller may read these. */
  copiesBehind: { callFlows: number; messageFlows: number };
  /** Changes that are under way, and those of which nobody knows whether they were made. */
  openChanges: number;
  unknownChanges: number;
  lastChange: LastFlowChange | null;
  /** What the caller may still read in this minute; null where the key can't be opened. */
  budget: { limit: number; left: number } | null;
  /** When the older of the two lists was read; null where one never was. */
  asOf: string | null;
}

const part = ({ total, active }: FlowCount) => ({ total, active });

function older(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return null;
  return one < other ? one : other;
}

/** Each comparison by `localeCompare` would look for the rules anew. */
const byName = new Intl.Collator("en");

/** The order of urgency: what fails comes first, then what nobody knows, then what changed outside. */
function urgency({ health, unknownChanges, drift }: OverviewItem): number {
  if (health.state === "failing") return 0;
  if (unknownChanges > 0) return 1;
  return drift > 0 ? 2 : 3;
}

/**
 * Returns all workspaces of a caller, the most urgent first, then the starred ones, then by name. Seven statements beside that
 * of the caller, however many workspaces they are; nothing is sent to the upstream.
 */
export async function readOverview(caller: Caller): Promise<OverviewItem[]> {
  const { user, workspaces } = caller;
  const ids = workspaces.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [states, counts, open, changes, groups, behind] = await Promise.all([
    workspaceStates(ids, user.id),
    flowCounts(ids),
    openChangeCounts(ids),
    lastFlowChanges(ids),
    groupsOfWorkspaces(ids),
    copiesBehind(caller, ids),
  ]);
  const items = workspaces.map(({ id, slug, name, colour, role, health, starred }) => {
    const state = states.get(id);
    const [calls, messages] = [counts(id, "call_flow"), counts(id, "message_flow")];
    return {
      ...{ slug, name, colour, role, starred },
      groups: groups.get(id) ?? [],
      health: {
        state: state?.health ?? health.state,
        since: state?.since ?? null,
        message: state?.detail ?? null,
      },
      callFlows: part(calls),
      messageFlows: part(messages),
      drift: calls.drift + messages.drift,
      copiesBehind: { callFlows: behind(id, "call_flow"), messageFlows: behind(id, "message_flow") },
      openChanges: open(id, "pending"),
      unknownChanges: open(id, "unknown"),
      lastChange: changes.get(id) ?? null,
      budget: state?.budget ?? null,
      asOf: older(calls.asOf, messages.asOf),
    };
  });
  return items.sort(
    (one, other) =>
      urgency(one) - urgency(other) ||
      Number(other.starred) - Number(one.starred) ||
      byName.compare(one.name, other.name),
  );
}
