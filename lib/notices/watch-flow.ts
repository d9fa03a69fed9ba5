import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { Problem } from "@/lib/problems/problem";

/** A flow, and the person who watches it. */
export interface Watch {
  userId: string;
  workspaceId: string;
  kind: FlowKind;
  flowId: string;
}

const keyOf = (watch: Watch) => ({ userId_workspaceId_kind_flowId: watch });

/** Whether a person watches a flow. */
export async function isWatched(watch: Watch): Promise<boolean> {
  return (await database().flowWatch.count({ where: watch })) > 0;
}

/** Far more than anybody reads notices of. */
const MOST_WATCHES = 1_000;

/**
 * Lets a person learn of the changes of a flow, or not any more, and records it. Repeating it changes nothing, but is recorded too.
 * @throws Problem `not_found` for a flow that this portal has never seen; `conflict` for one too many
 */
export async function setWatch(watch: Watch, watched: boolean, by: ActedBy): Promise<void> {
  const { userId, workspaceId, kind, flowId } = watch;
  await database().$transaction(async (tx) => {
    const flow = await tx.flow.findFirst({
      where: { workspaceId, kind, upstreamId: flowId },
      select: { name: true },
    });
    if (!flow) throw new Problem("not_found", "There is no such flow");
    if (watched) {
      if ((await tx.flowWatch.count({ where: { userId } })) >= MOST_WATCHES)
        throw new Problem("conflict", `You watch ${MOST_WATCHES} flows already: stop watching one first`);
      await tx.flowWatch.upsert({ where: keyOf(watch), create: watch, update: {} });
    } else await tx.flowWatch.deleteMany({ where: watch });
    await recordEvent(tx, {
      workspaceId,
      ...by,
      action: watched ? `${kind}.watch` : `${kind}.unwatch`,
      outcome: "succeeded",
      target: { type: kind, id: flowId, name: flow.name },
    });
  });
}
