import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { prepared, type RawStatements } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type StoredFlow } from "@/lib/flows/model/flow";
import type { FlowMap } from "@/lib/flows/transfer/flow-map";
import { storedFlow } from "@/lib/mirror/flow-state";
import { mapColumn } from "./maps";
import type { FlowPlace } from "./read-flows";

/** A link between two flows, and their states at the last transfer. */
export interface FlowLink {
  sourceFlowId: string;
  target: FlowPlace;
  sourceRevision: number;
  targetRevision: number;
  source: StoredFlow;
  before: StoredFlow;
  map: FlowMap;
  kept: string[];
  undone: string[];
  takenAt: Date;
}

const linkRow = z.object({
  sourceFlowId: z.string(),
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  sourceRevision: z.int(),
  targetRevision: z.int(),
  sourceDocument: z.unknown(),
  targetDocument: z.unknown(),
  map: z.unknown(),
  kept: z.array(z.string()),
  undone: z.array(z.string()),
  takenAt: z.date(),
});

/**
 * Returns the links of source flows into some workspaces, the newest first, one statement for all.
 * @param sourceFlowIds the portal's ids
 */
export async function readLinks(
  sourceFlowIds: readonly string[],
  targetIds: readonly string[],
): Promise<FlowLink[]> {
  if (sourceFlowIds.length === 0 || targetIds.length === 0) return [];
  const rows = await queryRows(prepared(), "the links of flows", linkRow)`
    SELECT l."sourceFlowId"::text, t."workspaceId"::text, t."kind", t."upstreamId" AS "id", l."sourceRevision", l."targetRevision",
      s."document" AS "sourceDocument", b."document" AS "targetDocument", l."map", l."kept", l."undone", l."takenAt"
    FROM "FlowLink" l JOIN "Flow" t ON t."id" = l."targetFlowId" AND t."missingSince" IS NULL
    JOIN "Revision" s ON s."flowId" = l."sourceFlowId" AND s."number" = l."sourceRevision"
    JOIN "Revision" b ON b."flowId" = l."targetFlowId" AND b."number" = l."targetRevision"
    WHERE l."sourceFlowId" = ANY(${[...sourceFlowIds]}::uuid[]) AND t."workspaceId" = ANY(${[...targetIds]}::uuid[])
    ORDER BY l."takenAt" DESC`;
  return rows.map(({ workspaceId, kind, id, sourceDocument, targetDocument, map, ...row }) => ({
    ...row,
    target: { workspaceId, kind, id },
    source: storedFlow.read(kind, sourceDocument),
    before: storedFlow.read(kind, targetDocument),
    map: mapColumn.read(map),
  }));
}

/** What becomes a link once the target has what was sent. */
export interface NewLink {
  sourceFlowId: string;
  sourceRevision: number;
  map: FlowMap;
  kept: string[];
  undone: string[];
}

/**
 * Links a flow to its source, as it is now. A flow that the mirror has no state of gets no link.
 * @param target the flow that was made or updated
 * @param changeId the change that did it; an edit from outside may have come since
 */
export async function linkFlow(
  db: RawStatements,
  transferId: string,
  target: FlowPlace,
  link: NewLink,
  changeId: string | null,
): Promise<void> {
  await db.$queryRaw`
    INSERT INTO "FlowLink" ("id", "sourceFlowId", "targetFlowId", "sourceRevision", "targetRevision", "map", "kept", "undone", "transferId", "takenAt")
    SELECT ${uuidv7()}::uuid, ${link.sourceFlowId}::uuid, f."id", ${link.sourceRevision}::int,
      COALESCE((SELECT r."number" FROM "Revision" r WHERE r."flowId" = f."id" AND r."changeId" = ${changeId}::uuid), f."revisionNumber"),
      ${JSON.stringify(link.map)}::jsonb, ${link.kept}::text[], ${link.undone}::text[], ${transferId}::uuid, now()
    FROM "Flow" f WHERE f."workspaceId" = ${target.workspaceId}::uuid AND f."kind" = ${target.kind}::"FlowKind"
      AND f."upstreamId" = ${target.id}::text AND f."revisionNumber" IS NOT NULL AND f."id" <> ${link.sourceFlowId}::uuid
    ON CONFLICT ("targetFlowId") DO UPDATE SET "sourceFlowId" = excluded."sourceFlowId", "sourceRevision" = excluded."sourceRevision",
      "targetRevision" = excluded."targetRevision", "map" = excluded."map", "kept" = excluded."kept", "undone" = excluded."undone",
      "transferId" = excluded."transferId", "takenAt" = excluded."takenAt"`;
}
