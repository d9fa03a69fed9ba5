import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { closeDatabase, database } from "@/lib/db/client";
import { createFirstOwner, type FirstOwner } from "@/lib/identity/create-first-owner";
import { addWorkspace } from "@/lib/workspaces/add-workspace";

/** The sandbox's two demo tenants; their ids are the sandbox's own (its README lists them). */
const DEMO_TENANTS = [
  { name: "Harbour Dental", upstreamWorkspaceId: "6764d172953253138a3a7001" },
  { name: "Northwind Home Services", upstreamWorkspaceId: "6764d172953253138a3a7002" },
];

/** The demo workspaces belong to the first owner; a start that broke off between the two is made good by the next. */
async function addDemoWorkspaces(demoKeys: readonly string[]): Promise<void> {
  if ((await database().workspace.count()) > 0) return;
  const owner = await database().user.findFirst({ where: { isOwner: true }, orderBy: { createdAt: "asc" } });
  if (!owner) return;
  for (const [index, tenant] of DEMO_TENANTS.entries()) {
    const workspace = { ...tenant, upstream: "sandbox", apiKey: demoKeys[index] ?? "" };
    await addWorkspace(workspace, owner.id, { actor: SYSTEM_ACTOR, request: null });
  }
}

/**
 * Makes what a new portal needs once: the first owner, and in demo mode two workspaces on the sandbox.
 * @param demoKeys keys of the two demo tenants, or null without demo mode
 * @param dataDir where a generated password is kept until somebody signs in
 * @returns the owner, as long as nobody has signed in; null when the portal is in use
 */
export async function firstRun(
  launch: { PORTAL_OWNER_EMAIL: string; PORTAL_OWNER_PASSWORD?: string },
  dataDir: string,
  demoKeys: readonly string[] | null,
): Promise<FirstOwner | null> {
  const owner = await createFirstOwner(launch.PORTAL_OWNER_EMAIL, launch.PORTAL_OWNER_PASSWORD, dataDir);
  if (demoKeys) {
    // The portal works without them, and a failure here must not prevent printing the owner's password.
    await addDemoWorkspaces(demoKeys).catch((error: Error) => {
      process.stderr.write(`The demo workspaces could not be made: ${error.message}\n`);
    });
  }
  await closeDatabase();
  return owner;
}
