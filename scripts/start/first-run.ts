import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { createFirstOwner, type FirstOwner } from "@/lib/identity/create-first-owner";
import { addWorkspace } from "@/lib/workspaces/add-workspace";

/** The sandbox's two demo tenants; their ids are the sandbox's own (its README lists them). */
const DEMO_TENANTS = [
  { name: "Harbour Dental", upstreamWorkspaceId: "6764d172953253138a3a7001" },
  { name: "Northwind Home Services", upstreamWorkspaceId: "6764d172953253138a3a7002" },
];

/**
 * What happens once in a portal's life: the first owner, and in demo mode two workspaces on the sandbox.
 * @param demoKeys keys of the two demo tenants, or null without demo mode
 * @returns the owner who was made now, or null when there were people already
 */
export async function firstRun(
  email: string,
  password: string | undefined,
  demoKeys: readonly string[] | null,
): Promise<FirstOwner | null> {
  const owner = await createFirstOwner(email, password);
  if (!owner || !demoKeys) return owner;
  for (const [index, tenant] of DEMO_TENANTS.entries()) {
    const workspace = { ...tenant, upstream: "sandbox", apiKey: demoKeys[index] ?? "" };
    await addWorkspace(workspace, owner.id, { actor: SYSTEM_ACTOR, request: null });
  }
  return owner;
}
