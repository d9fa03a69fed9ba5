import "server-only";
import { database } from "@/lib/db/client";
import { fillFromRequest } from "@/lib/flows/requests/new-flow";
import { type FlowState, flowState } from "@/lib/mirror/flow-state";
import { judgeWrite, matchesCreatedFlow } from "@/lib/upstream/judge-write";
import { listFlows } from "@/lib/upstream/list-flows";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { type Change, intendedBody } from "./journal";

/** What the upstream shows of a change that was sent. */
export type UpstreamCheck = { verdict: "applied"; flow: FlowState } | { verdict: "not_applied" | "unclear" };

/** The upstream's clock and ours may differ; a flow made this long before our request can still be ours. */
const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;

/** More candidates than this can't be told apart anyway, and each costs a request of the budget. */
const MOST_CANDIDATES = 5;

async function checkUpdate(
  workspace: ConnectedWorkspace,
  change: Change,
  id: string,
): Promise<UpstreamCheck> {
  const { kind, base, expected, patchPaths } = change;
  if (expected === null) throw new Error(`change ${change.id} was sent without an expectation`);
  const { raw, flow: actual } = await readFlow(workspace.connection, kind, id);
  const verdict = judgeWrite({ base, expected, actual, patchPaths });
  if (verdict !== "applied") return { verdict };
  const flow = normaliseFlow(kind, raw, workspace.connection, expected);
  return { verdict, flow: flowState(flow, raw, workspace.digest) };
}

/** Flows that other changes have made are not this change's, however alike they are. */
async function idsOfOtherChanges(change: Change): Promise<Set<string>> {
  const rows = await database().change.findMany({
    where: {
      workspaceId: change.workspaceId,
      kind: change.kind,
      verb: "create",
      flowUpstreamId: { not: null },
      id: { not: change.id },
    },
    select: { flowUpstreamId: true },
  });
  return new Set(rows.flatMap((row) => row.flowUpstreamId ?? []));
}

/** Upstream quirk Q32: a create has no key, so its flow is searched by name, time and content. */
async function checkCreate(workspace: ConnectedWorkspace, change: Change): Promise<UpstreamCheck> {
  const { kind } = change;
  const body = intendedBody(kind, change);
  const earliest = (change.sentAt ?? change.createdAt).getTime() - CLOCK_TOLERANCE_MS;
  const others = await idsOfOtherChanges(change);
  const { items } = await listFlows(workspace.connection, kind);
  const named = items.filter(
    (item) =>
      item.name === body.name &&
      !others.has(item.id) &&
      (item.createdAt === null || Date.parse(item.createdAt) >= earliest),
  );
  if (named.length > MOST_CANDIDATES) return { verdict: "unclear" };
  const found: FlowState[] = [];
  for (const { id } of named) {
    const { raw, flow } = await readFlow(workspace.connection, kind, id);
    if (!matchesCreatedFlow(body, flow)) continue;
    found.push(flowState(fillFromRequest(flow, body), raw, workspace.digest));
  }
  const [only] = found;
  if (only && found.length === 1) return { verdict: "applied", flow: only };
  return { verdict: found.length === 0 ? "not_applied" : "unclear" };
}

/**
 * Reads from the upstream whether a change that was sent has been applied.
 * @throws UpstreamError when it can't be read
 */
export async function checkUpstream(workspace: ConnectedWorkspace, change: Change): Promise<UpstreamCheck> {
  return change.flowUpstreamId
    ? await checkUpdate(workspace, change, change.flowUpstreamId)
    : await checkCreate(workspace, change);
}
