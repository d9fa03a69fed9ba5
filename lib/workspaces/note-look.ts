import "server-only";
import { prepared } from "@/lib/db/prepared";
import type { CallersWorkspace } from "@/lib/identity/find-caller";

/**
 * Takes note that somebody looks at a workspace, so that the keeper reads its lists more often. It costs a statement once a
 * minute at most, however many requests come, and no wait for the disk.
 */
export async function noteLook({ id, lookedLongAgo }: CallersWorkspace): Promise<void> {
  if (!lookedLongAgo) return;
  await prepared().$queryRaw`
    UPDATE "Workspace" SET "lookedAt" = now() FROM set_config('synchronous_commit', 'off', true)
    WHERE "id" = ${id}::uuid AND ("lookedAt" IS NULL OR "lookedAt" < now() - interval '1 minute')`;
}
