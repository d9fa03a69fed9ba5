import "server-only";
import { z } from "zod";
import { appendEvents } from "@/lib/audit/record-event";
import { flowChanges } from "@/lib/audit/redact/redact-changes";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { FlowKind } from "@/lib/flows/model/flow";
import { type FlowState, flowState } from "@/lib/mirror/flow-state";
import {
  type FlowHead,
  headAfter,
  type NextState,
  noteRead,
  planState,
  readHead,
  storeState,
} from "@/lib/mirror/store-state";
import { readFlow } from "@/lib/upstream/read-flow";
import type { ConnectionPurpose } from "@/lib/workspaces/budget/budgets";
import type { ChangeRequest } from "./journal";
import { creditArrival } from "./late-arrivals";
import { driftEvent } from "./record-outcome";
import { readScene, type Scene } from "./scene";

const { sql } = Prisma;

/** A flow as the upstream has it now, and where the mirror stands with it. */
export interface ObservedFlow extends FlowState {
  /** The revision of this state; null where it is doubtful, since a change of ours is under way. */
  revision: number | null;
  head: FlowHead;
  fence: Scene["fence"];
  /** What this very observation has stored: the flow's first state, or an edit from outside; null for neither. */
  found: "import" | "drift" | null;
}

const placeRow = z.object({ id: z.string(), epoch: z.int() });

type Finder = ChangeRequest["request"] | null;

/** Stores a state that no change made here explains: the flow's first one is an import, a later one is drift. */
async function storeFound(scene: Scene, state: FlowState, finder: Finder): Promise<ObservedFlow> {
  const { head, last, fence, of } = scene;
  const source = last === null ? "import" : "drift";
  const next: NextState = { state, source, changeId: null };
  const plan = planState(head, next);
  const events =
    last && plan.isNew
      ? [
          driftEvent({
            workspaceId: of.workspaceId,
            kind: of.kind,
            now: state.stored,
            revision: plan.revision,
            changes: flowChanges(last.stored, state.stored),
            finder,
          }),
        ]
      : [];
  const [place] = await queryRows(
    prepared(),
    "a stored state",
    placeRow,
  )(sql`
    WITH ${storeState(of, head, next, sql`(SELECT 1) AS "one"`, fence?.epoch ?? null)},
    "event" AS (${appendEvents(events, sql`EXISTS (SELECT 1 FROM "flow")`)})
    SELECT "id", "epoch" FROM "flow"`);
  if (!place) return { ...state, revision: null, head, fence, found: null };
  return {
    ...state,
    revision: plan.revision,
    head: headAfter(head, next, plan),
    fence: { rowId: place.id, epoch: place.epoch },
    found: plan.isNew ? source : null,
  };
}

/** Whether the mirror's row of the flow says the same as the upstream, and was written within the last minute. */
function isFresh({ last, missing, readLately }: Scene, { stored }: FlowState): boolean {
  return !missing && readLately && last?.stored.updatedAt === stored.updatedAt;
}

/**
 * Reads a flow from the upstream and explains its state. The first state is an import. A write that was given up may have
 * arrived meanwhile; a state that no change made here explains is drift, and an event records it.
 *
 * A read that crosses a change of ours proves nothing: the difference may be our own write, or the state before it. So
 * nothing is stored where a change was pending before the read, was admitted since, or has stored a state since.
 *
 * @param finder the request on whose behalf a write reads the flow; null for a read, which also notes that it took place
 * @throws UpstreamError as `readFlow`
 */
export async function observe(scene: Scene, finder: Finder = null): Promise<ObservedFlow> {
  const { of, workspace, head, last, fence, busy } = scene;
  const id = of.flowId ?? "";
  const { flow, raw } = await readFlow(workspace.connection, of.kind, id, last?.stored ?? null);
  const state = flowState(flow, raw, workspace.digest, last);
  if (busy) return { ...state, revision: null, head, fence, found: null };
  if (last && state.contentHash === head.contentHash) {
    if (fence && !finder && !isFresh(scene, state)) await noteRead(fence.rowId, state.stored);
    return { ...state, revision: head.revision, head, fence, found: null };
  }
  const arrival = scene.mayArrive ? await creditArrival(scene, state) : "unexplained";
  if (arrival === "later") return { ...state, revision: null, head, fence, found: null };
  if (arrival === "credited") {
    const now = await readHead(of.workspaceId, of.kind, id);
    return { ...state, revision: now.revision, head: now, fence, found: null };
  }
  return await storeFound(scene, state, finder);
}

/** As `observe`, for a read that knows nothing of the flow yet. */
export async function observeFlow(
  workspaceId: string,
  kind: FlowKind,
  flowId: string,
  purpose: ConnectionPurpose,
): Promise<ObservedFlow> {
  return await observe(await readScene({ workspaceId, kind, flowId, write: null, purpose }));
}
