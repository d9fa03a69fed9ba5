import "server-only";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { StoredFlow } from "@/lib/flows/flow";
import type { WireRequest } from "@/lib/upstream/wire-request";
import { renewLease } from "./lease";

/** What recovery needs in order to tell later whether the write was applied. */
export interface Expectation {
  base: StoredFlow | null;
  expected: StoredFlow | null;
  patchPaths: string[];
}

function orNull(document: StoredFlow | null): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return document ? (document as unknown as Prisma.InputJsonObject) : Prisma.DbNull;
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
      base: orNull(expectation.base),
      expected: orNull(expectation.expected),
      patchPaths: expectation.patchPaths,
    },
  });
  return count === 1;
}
