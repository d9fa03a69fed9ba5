import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { type BlamedLine, blameLines, type TextVersion } from "@/lib/flows/diff/blame-lines";
import type { FlowKind } from "@/lib/flows/model/flow";
import { authorshipOf, type RevisionHead, revisionHead } from "./revision-authorship";

export interface PromptBlame {
  /** The newest stored prompt, line by line, each with the number of the revision that last wrote it. */
  lines: BlamedLine[];
  /** The revisions that the lines name, by number. */
  revisions: Record<string, RevisionHead>;
}

const textVersion: z.ZodType<TextVersion> = z.object({ n: z.int(), text: z.string() });

/**
 * Returns the prompts of a flow, oldest first, without revisions that left the prompt alone. The database takes the
 * prompt out of each document: a long history of large flows would not fit into memory.
 */
async function promptVersions(flowId: string): Promise<TextVersion[]> {
  return await queryRows(database(), "the prompts of a flow", textVersion)`
    SELECT versions."n", versions."text" FROM (
      SELECT "number" AS "n", coalesce("document"->>'prompt', '') AS "text",
        lag(coalesce("document"->>'prompt', '')) OVER (ORDER BY "number") AS "before"
      FROM "Revision" WHERE "flowId" = ${flowId}::uuid
    ) AS versions
    WHERE versions."before" IS DISTINCT FROM versions."text"
    ORDER BY versions."n"`;
}

/**
 * Returns the revision that last wrote each line of a flow's prompt, by the stored states. Sends nothing to the
 * upstream.
 * @returns null when there is no such flow here; no lines where no state or no prompt is stored
 */
export async function blamePrompt(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string,
): Promise<PromptBlame | null> {
  const flow = await database().flow.findUnique({
    where: { workspaceId_kind_upstreamId: { workspaceId, kind, upstreamId } },
    select: { id: true },
  });
  if (!flow) return null;
  const lines = blameLines(await promptVersions(flow.id));
  const named = [...new Set(lines.map(({ n }) => n))];
  const rows = await database().revision.findMany({
    where: { flowId: flow.id, number: { in: named } },
    select: { flowId: true, number: true, source: true, changeId: true, recordedAt: true },
  });
  const authors = await authorshipOf(rows);
  return {
    lines,
    revisions: Object.fromEntries(rows.map((row) => [row.number, revisionHead(row, authors)])),
  };
}
