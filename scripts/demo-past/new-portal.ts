import { database } from "@/lib/db/client";

/**
 * Whether nobody has ever been in this portal, and nothing was recorded. A past that broke off leaves a database that is not
 * new any more. The check is a file of its own, since every start asks for it, and only the first one loads the past.
 */
export async function isNewPortal(): Promise<boolean> {
  const counts = await Promise.all([
    database().user.count(),
    database().workspace.count(),
    database().auditChain.count(),
  ]);
  return counts.every((count) => count === 0);
}
