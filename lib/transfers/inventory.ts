import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { type Inventory, NOTHING_THERE } from "@/lib/flows/transfer/flow-map";
import { REFERENCE_KINDS } from "@/lib/flows/transfer/travel";

const thingRow = z.object({
  workspaceId: z.string(),
  kind: z.enum(REFERENCE_KINDS),
  id: z.string(),
  name: z.string(),
});

/**
 * Returns what flows of some workspaces may name, as far as its lists were read, by the workspaces' ids. One statement, and
 * nothing is sent.
 */
export async function readInventories(workspaceIds: readonly string[]): Promise<Map<string, Inventory>> {
  const rows = await queryRows(prepared(), "what flows may name", thingRow)`
    SELECT t."workspaceId"::text, t."kind", t."id", t."name" FROM (
      SELECT "workspaceId", CASE "kind" WHEN 'call' THEN 'call_agent' ELSE 'omni_agent' END AS "kind",
             "upstreamId" AS "id", "name" FROM "MirroredAgent"
      UNION ALL SELECT "workspaceId", 'folder', "upstreamId", "name" FROM "MirroredFolder" WHERE "name" <> ''
      UNION ALL SELECT "workspaceId", 'knowledge_base', "upstreamId", "name" FROM "MirroredKnowledgeBase") t
    WHERE t."workspaceId" = ANY(${[...workspaceIds]}::uuid[]) ORDER BY t."name", t."id"`;
  const found = new Map(workspaceIds.map((id) => [id, structuredClone<Inventory>(NOTHING_THERE)]));
  for (const { workspaceId, kind, id, name } of rows) {
    const inventory = found.get(workspaceId);
    if (inventory) inventory[kind] = [...inventory[kind], { id, name }];
  }
  return found;
}
