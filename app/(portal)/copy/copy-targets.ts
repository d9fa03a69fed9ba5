import type { CopyWorkspace } from "@/components/transfers/copy/copy-choices";
import type { FlowKind } from "@/lib/flows/model/flow";
import { type BoundWorkspace, openWorkspaces, type SignedInCaller } from "@/lib/identity/find-caller";
import { lastTargets } from "@/lib/jobs/last-targets";
import { folded } from "@/lib/text/readable";
import { copiesOf } from "@/lib/transfers/flow-links";
import { flowsNamed, type MirroredFlow } from "@/lib/transfers/read-flows";
import { workspaceStates } from "@/lib/workspaces/workspace-states";

const facts = ({ slug, name, colour, role, requireReason, health }: BoundWorkspace) => ({
  ...{ slug, name, colour, role, requireReason },
  isFailing: health.state === "failing",
});

/** Returns the workspace in which flows are put back, if somebody may change such flows there. */
export function ownTarget(caller: SignedInCaller, workspaceId: string, kind: FlowKind): CopyWorkspace[] {
  const own = openWorkspaces(caller, [`${kind}.create`, `${kind}.update`]).filter(
    ({ id }) => id === workspaceId,
  );
  return own.map((one) => ({ ...facts(one), starred: false, usedLast: false, budget: null, alike: [] }));
}

/**
 * Returns the workspaces to which somebody may copy flows, each with what it has of them already, copies and flows of the same
 * name, and what is left of its budget. The source's own workspace is none of them.
 */
export async function copyTargets(
  caller: SignedInCaller,
  fromId: string,
  kind: FlowKind,
  sources: readonly MirroredFlow[],
): Promise<CopyWorkspace[]> {
  const open = openWorkspaces(caller, [`${kind}.create`, `${kind}.update`]).filter(({ id }) => id !== fromId);
  const ids = open.map(({ id }) => id);
  const [copies, named, states, last] = await Promise.all([
    copiesOf(
      sources.map(({ rowId }) => rowId),
      ids,
    ),
    flowsNamed(
      ids,
      sources.map(({ name }) => name),
    ),
    workspaceStates(ids, caller.user.id),
    lastTargets(caller.user.id, fromId),
  ]);
  const starred = new Set(caller.workspaces.flatMap(({ id, starred: isOne }) => (isOne ? [id] : [])));
  return open.map(({ id, ...one }) => ({
    ...facts({ id, ...one }),
    starred: starred.has(id),
    usedLast: last.includes(id),
    budget: states.get(id)?.budget ?? null,
    alike: sources.flatMap((source): CopyWorkspace["alike"] => {
      const copy = copies.find((one) => one.workspaceId === id && one.sourceRowId === source.rowId);
      // A copy is the one that is brought up to date, whatever others are called.
      if (copy) return [{ id: copy.id, source: source.id, name: copy.name, isCopy: true }];
      return named
        .filter(
          (one) => one.workspaceId === id && one.kind === kind && folded(one.name) === folded(source.name),
        )
        .map((one) => ({ id: one.id, source: source.id, name: one.name, isCopy: false }));
    }),
  }));
}
