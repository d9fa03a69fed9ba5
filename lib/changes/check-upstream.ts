import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { Flow, StoredFlow } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { fillFromRequest } from "@/lib/flows/requests/new-flow";
import { type FlowState, flowState, storedFlow } from "@/lib/mirror/flow-state";
import { type Intention, judgeWrite, matchesCreatedFlow } from "@/lib/upstream/judge-write";
import { type FlowSummary, listFlows } from "@/lib/upstream/list-flows";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { type Change, intendedBody, readChange } from "./journal";
import { type Evidence, madeSince } from "./made-since";

/** What the upstream shows of a change that was sent. */
export type UpstreamCheck = { verdict: "applied"; flow: FlowState } | { verdict: "not_applied" | "unclear" };

/** More candidates than this can't be told apart anyway, and each costs a request of the budget. */
const MOST_CANDIDATES = 5;

/** Nothing that was sent longer ago than this is waited for any more. */
const LATEST_ARRIVAL_MS = 24 * 60 * 60 * 1000;

/** The condition of a change that was given up and whose state may still appear upstream. */
export function mayArriveStill(): { mayArrive: true; sentAt: { gt: Date } } {
  return { mayArrive: true, sentAt: { gt: new Date(Date.now() - LATEST_ARRIVAL_MS) } };
}

const documentRow = z.object({ document: z.unknown() });

/**
 * Returns the newest stored state that other changes explain, since this one was worked out; `base` where there is none.
 * Drift is left out: it may be this very change, not recognised.
 */
async function latestExplained(change: Change, base: StoredFlow): Promise<StoredFlow> {
  const [row] = await queryRows(prepared(), "the newest state made here", documentRow)`
    SELECT r."document" FROM "Flow" f JOIN "Revision" r ON r."flowId" = f."id"
    WHERE f."workspaceId" = ${change.workspaceId}::uuid AND f."kind" = ${change.kind}::"FlowKind"
      AND f."upstreamId" = ${change.flowUpstreamId}::text AND r."number" > ${change.baseRevision ?? 0}::int
      AND r."source" = 'change' AND r."changeId" IS DISTINCT FROM ${change.id}::uuid
    ORDER BY r."number" DESC LIMIT 1`;
  return row && change.baseRevision !== null ? storedFlow.read(change.kind, row.document) : base;
}

/** Returns the other changes of the workspace and kind whose state may still appear, or has no explanation yet. */
async function otherOpenChanges(change: Change): Promise<Change[]> {
  const rows = await database().change.findMany({
    where: {
      workspaceId: change.workspaceId,
      kind: change.kind,
      flowUpstreamId: change.flowUpstreamId,
      verb: change.flowUpstreamId === null ? "create" : { not: "create" },
      id: { not: change.id },
      OR: [{ state: "pending" }, mayArriveStill()],
    },
  });
  return await Promise.all(rows.map(readChange));
}

function intentionsOf(changes: Change[]): Intention[] {
  return changes.flatMap(({ expected, patchPaths }) => (expected === null ? [] : [{ expected, patchPaths }]));
}

/**
 * Judges a change of a flow by a state that was read from the upstream.
 * @param raw the upstream's answer
 */
export async function judgeState(
  workspace: ConnectedWorkspace,
  change: Change,
  raw: unknown,
): Promise<UpstreamCheck> {
  const { kind, base, expected, patchPaths } = change;
  if (base === null || expected === null) return { verdict: "unclear" };
  const actual = normaliseFlow(kind, raw, workspace.connection);
  const [latest, others] = await Promise.all([latestExplained(change, base), otherOpenChanges(change)]);
  const rivals = intentionsOf(others);
  const verdict = judgeWrite({ base, latest, expected, actual, patchPaths, rivals });
  if (verdict !== "applied") return { verdict };
  const flow = normaliseFlow(kind, raw, workspace.connection, expected);
  return { verdict, flow: flowState(flow, raw, workspace.digest) };
}

const flowIdRow = z.object({ upstreamId: z.string() });

/** Returns which of some flows can't be this create's: known before it was sent, or made by another change. */
async function explainedFlows(change: Change, ids: string[]): Promise<Set<string>> {
  const rows = await queryRows(prepared(), "the flows that are explained", flowIdRow)`
    SELECT "upstreamId" FROM "Flow"
    WHERE "workspaceId" = ${change.workspaceId}::uuid AND "kind" = ${change.kind}::"FlowKind"
      AND "upstreamId" = ANY(${ids}::text[]) AND "knownSince" < ${change.sentAt}::timestamptz
    UNION
    SELECT "flowUpstreamId" FROM "Change"
    WHERE "workspaceId" = ${change.workspaceId}::uuid AND "kind" = ${change.kind}::"FlowKind"
      AND "flowUpstreamId" = ANY(${ids}::text[]) AND "verb" = 'create' AND "id" <> ${change.id}::uuid`;
  return new Set(rows.map(({ upstreamId }) => upstreamId));
}

/** Whether an open create of somebody else would have made the same flow. */
function hasRival(others: Change[], flow: Flow): boolean {
  return others.some((other) => {
    const body = intendedBody(other.kind, other);
    return body !== null && matchesCreatedFlow(body, flow);
  });
}

/**
 * Judges whether a flow is the one that a create made: it must be like the request, not known before it was sent, and
 * made after that by the upstream's own clock. Where it was only found, no other create may explain it either.
 *
 * @param how `answered`: the upstream named this flow in its answer to the create
 */
export async function judgeCreated(
  workspace: ConnectedWorkspace,
  change: Change,
  { flow, raw }: { flow: Flow; raw: unknown },
  how: Evidence,
): Promise<UpstreamCheck> {
  const body = intendedBody(change.kind, change);
  if (body === null || !matchesCreatedFlow(body, flow)) return { verdict: "not_applied" };
  if ((await explainedFlows(change, [flow.id])).has(flow.id)) return { verdict: "not_applied" };
  const since = await madeSince(workspace, change, flow, how);
  if (since === "before") return { verdict: "not_applied" };
  if (how === "found" && (since !== "after" || hasRival(await otherOpenChanges(change), flow))) {
    return { verdict: "unclear" };
  }
  return { verdict: "applied", flow: flowState(fillFromRequest(flow, body), raw, workspace.digest) };
}

/** The rows of a list that may be the flow of a create: of its name, and not explained otherwise. */
async function candidatesOf(change: Change, body: CreateFlow, items: FlowSummary[]): Promise<FlowSummary[]> {
  const named = items.filter((item) => item.name === body.name);
  const explained = await explainedFlows(
    change,
    named.map((item) => item.id),
  );
  return named.filter((item) => !explained.has(item.id));
}

/** Upstream quirk Q32: a create has no key, so its flow is searched by name, time and content. */
async function checkCreate(workspace: ConnectedWorkspace, change: Change): Promise<UpstreamCheck> {
  const { kind } = change;
  const body = intendedBody(kind, change);
  if (body === null) return { verdict: "unclear" };
  const { items } = await listFlows(workspace.connection, kind);
  const candidates = await candidatesOf(change, body, items);
  if (candidates.length > MOST_CANDIDATES) return { verdict: "unclear" };
  const checks: UpstreamCheck[] = [];
  for (const { id } of candidates) {
    checks.push(
      await judgeCreated(workspace, change, await readFlow(workspace.connection, kind, id), "found"),
    );
  }
  const possible = checks.filter(({ verdict }) => verdict !== "not_applied");
  const [only] = possible;
  if (only === undefined) return { verdict: "not_applied" };
  return possible.length === 1 ? only : { verdict: "unclear" };
}

/**
 * Reads from the upstream whether a change that was sent has been applied.
 * @throws UpstreamError when it can't be read
 */
export async function checkUpstream(workspace: ConnectedWorkspace, change: Change): Promise<UpstreamCheck> {
  if (!change.flowUpstreamId) return await checkCreate(workspace, change);
  const { raw } = await readFlow(workspace.connection, change.kind, change.flowUpstreamId);
  return await judgeState(workspace, change, raw);
}
