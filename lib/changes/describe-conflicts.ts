import "server-only";
import { database } from "@/lib/db/client";
import { presentFlow } from "@/lib/flows/diff/secret-values";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { valueAt } from "@/lib/json/json-pointer";
import { sameJson } from "@/lib/json/json-value";
import { etagOf, storedFlow } from "@/lib/mirror/flow-state";

/** One field that the caller wants to change and that changed meanwhile. Null: no value, or not known. */
export interface Conflict {
  path: string;
  yours: unknown;
  theirs: unknown;
  base: unknown;
}

/** The state that an `If-Match` names, if it is one that we stored. */
async function stateOf(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
  etags: string[],
): Promise<StoredFlow | null> {
  const rows = await database().revision.findMany({
    where: { flow: { workspaceId, kind, upstreamId } },
    orderBy: { number: "desc" },
    select: { id: true, contentHash: true },
  });
  const row = rows.find(({ contentHash }) => etags.includes(etagOf(contentHash)));
  if (!row) return null;
  const revision = await database().revision.findUniqueOrThrow({ where: { id: row.id } });
  return storedFlow.read(kind, revision.document);
}

/**
 * The conflicts of an edit with what happened meanwhile: the fields of the patch whose value is no longer the one that
 * the caller saw. Fields that only one side touched are no conflict.
 */
export async function describeConflicts(
  update: { workspaceId: string; kind: FlowKind; flowId: string; ifMatch: string[] },
  current: StoredFlow,
  wanted: StoredFlow,
  paths: string[],
): Promise<Conflict[]> {
  const seen = await stateOf(update.workspaceId, update.kind, update.flowId, update.ifMatch);
  const base = seen ? presentFlow(seen) : null;
  const theirs = presentFlow(current);
  const yours = presentFlow(wanted);
  return paths
    .map((path) => ({
      path,
      yours: valueAt(yours, path) ?? null,
      theirs: valueAt(theirs, path) ?? null,
      base: base ? (valueAt(base, path) ?? null) : null,
    }))
    .filter((field) => !sameJson(field.yours, field.theirs))
    .filter((field) => base === null || !sameJson(field.theirs, field.base));
}
