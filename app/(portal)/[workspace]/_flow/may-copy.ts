import type { WorkspaceAccess } from "@/lib/bff/page-access";
import type { FlowKind } from "@/lib/flows/model/flow";
import { openWorkspaces } from "@/lib/identity/find-caller";

/** Whether somebody has another workspace to which they may copy flows of this one. */
export function mayCopyFrom(access: WorkspaceAccess, kind: FlowKind): boolean {
  const targets = openWorkspaces(access, [`${kind}.create`, `${kind}.update`]);
  return targets.some(({ id }) => id !== access.workspace.id);
}
