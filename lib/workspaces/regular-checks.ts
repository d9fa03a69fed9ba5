import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { checkConnection } from "@/lib/upstream/check-connection";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { connectWorkspace } from "./connect";

/** So long nothing was heard of a workspace's key before it is asked for. */
const SILENT_MINUTES = 15;
const REGULARLY_MS = 60_000;
/** How many workspaces a round takes: a portal of a hundred is through within half an hour, with one request for each. */
const MOST_OF_A_ROUND = 4;

const dueRow = z.object({ id: z.string() });

/**
 * Takes the workspaces of which nothing was heard for a quarter of an hour, and marks them as checked now, so that no other
 * replica takes them as well.
 */
async function takeDue(): Promise<string[]> {
  const rows = await queryRows(database(), "the workspaces to check", dueRow)`
    UPDATE "Workspace" SET "healthCheckedAt" = now()
    WHERE "id" IN (
      SELECT "id" FROM "Workspace"
      WHERE "healthCheckedAt" IS NULL
        OR "healthCheckedAt" < now() - make_interval(mins => ${SILENT_MINUTES}::int)
      ORDER BY "healthCheckedAt" NULLS FIRST LIMIT ${MOST_OF_A_ROUND}::int FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING "id"`;
  return rows.map(({ id }) => id);
}

/** Asks for each workspace whose key nobody has used for a while. The answer itself is taken note of where it arrives. */
export async function checkSilentWorkspaces(): Promise<void> {
  for (const id of await takeDue()) {
    try {
      const { connection } = await connectWorkspace(id, { purpose: "background" });
      await checkConnection(connection);
    } catch (error) {
      // An upstream that can't be reached says nothing about the key; the next round asks again.
      if (!(error instanceof UpstreamError)) throw error;
    }
  }
}

/** Starts the regular checks of this replica. */
export function startHealthChecks(check: () => Promise<unknown>, onError: (error: unknown) => void): void {
  setInterval(() => void check().catch(onError), REGULARLY_MS).unref();
}
