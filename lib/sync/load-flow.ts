import "server-only";
import { presentFlow } from "@/lib/flows/diff/secret-values";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { type FlowDrift, readDrift } from "@/lib/mirror/drift";
import { findListedFlow, type ListedFlow } from "@/lib/mirror/flow-lists";
import { etagOf } from "@/lib/mirror/flow-state";
import { lastRevision } from "@/lib/mirror/revisions";
import { type PageProblem, pageProblem } from "@/lib/upstream/problems";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { observeForPerson } from "./shared-reads";

interface LoadedFlow {
  flow: Flow;
  etag: string;
  /** 0 while a change is under way and this state is not stored yet. */
  revision: number;
  asOf: string;
  /** Compared with the last accepted state; null while nothing is stored yet. */
  drift: FlowDrift | null;
  problem: PageProblem | null;
}

/** A flow that can't be read now, and of which no state is stored. */
export interface UnreadFlow {
  flow: null;
  problem: PageProblem;
  /** What the last list says of it; null where no list had it. */
  listed: ListedFlow | null;
}

/**
 * Returns a flow for a page, as the upstream has it now. Where the upstream can't be reached, it is the last stored
 * state, and `problem` says why; without one it is what the last list says.
 * @returns null when there is no such flow, here or upstream
 */
export async function loadFlow(
  workspace: { id: string },
  kind: FlowKind,
  id: string,
  personId: string,
): Promise<LoadedFlow | UnreadFlow | null> {
  try {
    const seen = await observeForPerson(workspace.id, kind, id, personId);
    return {
      flow: presentFlow(seen.stored),
      etag: etagOf(seen.contentHash),
      revision: seen.revision ?? 0,
      asOf: new Date().toISOString(),
      drift: await readDrift(workspace.id, kind, id),
      problem: null,
    };
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === "not_found") return null;
    const problem = pageProblem(error);
    const last = await lastRevision(workspace.id, kind, id);
    if (!last) return { flow: null, problem, listed: await findListedFlow(workspace.id, kind, id) };
    return {
      flow: presentFlow(last.stored),
      etag: etagOf(last.contentHash),
      revision: last.number,
      asOf: last.readAt.toISOString(),
      drift: await readDrift(workspace.id, kind, id),
      problem,
    };
  }
}
