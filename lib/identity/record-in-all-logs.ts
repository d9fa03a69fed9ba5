import "server-only";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { recordEvent } from "@/lib/audit/record-event";
import type { Transaction } from "@/lib/db/client";

/** What gives somebody the means to sign in as a person. */
type ActionOnSignIn =
  | "user.invite"
  | "user.join"
  | "user.reset_factors"
  | "password_reset.rescue"
  | "password_reset.complete";

/**
 * Records an event about a person in the logs of all their workspaces and in the portal's: whoever can sign in as them can act
 * in each of these. The logs are written in one order, so that two such events never wait for each other.
 */
export async function recordInAllLogs(
  tx: Transaction,
  userId: string,
  event: Omit<NewAuditEvent<ActionOnSignIn>, "workspaceId">,
): Promise<void> {
  const bindings = await tx.binding.findMany({
    where: { userId },
    orderBy: { workspaceId: "asc" },
    select: { workspaceId: true },
  });
  for (const workspaceId of [...bindings.map((binding) => binding.workspaceId), null])
    await recordEvent(tx, { ...event, workspaceId });
}
