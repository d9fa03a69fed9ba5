import "server-only";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { StoredFlow } from "@/lib/flows/model/flow";
import { storedFlow } from "@/lib/mirror/stored-flow";
import type { WireRequest } from "@/lib/upstream/wire-request";
import { renewLease } from "./lease";

/** What recovery needs in order to tell later whether the write was applied. */
export interface Expectation {
  base: StoredFlow | null;
  expected: StoredFlow | null;
  patchPaths: string[];
}

/**
 * Writes down that the write is about to be sent, and what it should lead to. From here on a crash leaves a change
 * that may have been applied; before it, one that certainly was not.
 *
 * @returns false when the change is not ours to send any more: this process was so slow (a suspended machine, a
 *   database that hung) that recovery has settled it as never sent. Sending it now would make that a lie.
 */
export async function markSending(
  changeId: string,
  wire: WireRequest,
  expectation: Expectation,
): Promise<boolean> {
  await renewLease(changeId);
  const { count } = await database().change.updateMany({
    where: { id: changeId, state: "pending", sentAt: null },
    data: {
      sentAt: new Date(),
      upstreamMethod: wire.method,
      upstreamPath: wire.path,
      base: expectation.base ? storedFlow.write(expectation.base) : Prisma.DbNull,
      expected: expectation.expected ? storedFlow.write(expectation.expected) : Prisma.DbNull,
      patchPaths: expectation.patchPaths,
    },
  });
  return count === 1;
}
