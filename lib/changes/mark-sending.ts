import "server-only";
import { database } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { StoredFlow } from "@/lib/flows/flow";
import type { WireRequest } from "@/lib/upstream/wire-request";
import { leaseFromNow } from "./lease";

/** What recovery needs in order to tell later whether the write was applied. */
export interface Expectation {
  base: StoredFlow | null;
  expected: StoredFlow | null;
  patchPaths: string[];
}

/**
 * Writes down that the write is about to be sent, and what it should lead to. From here on a crash leaves a change
 * that may have been applied; before it, one that certainly was not.
 */
export async function markSending(
  changeId: string,
  wire: WireRequest,
  expectation: Expectation,
): Promise<void> {
  await database().change.update({
    where: { id: changeId },
    data: {
      sentAt: new Date(),
      leaseUntil: leaseFromNow(),
      upstreamMethod: wire.method,
      upstreamPath: wire.path,
      base: (expectation.base ?? undefined) as unknown as Prisma.InputJsonObject | undefined,
      expected: (expectation.expected ?? undefined) as unknown as Prisma.InputJsonObject | undefined,
      patchPaths: expectation.patchPaths,
    },
  });
}
