import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind, type StoredFlow } from "@/lib/flows/model/flow";
import { storedFlow } from "@/lib/mirror/flow-state";
import { folded } from "@/lib/text/readable";

/** A flow of a workspace, by where it is. */
export interface FlowPlace {
  workspaceId: string;
  kind: FlowKind;
  /** The upstream's id. */
  id: string;
}

export const placeKey = ({ workspaceId, kind, id }: FlowPlace) => `${workspaceId} ${kind} ${id}`;

/** A flow as the mirror has it. */
export interface MirroredFlow extends FlowPlace {
  /** The portal's id of the flow. */
  rowId: string;
  name: string;
  /** Null where nobody has read it in full. */
  state: {
    revision: number;
    contentHash: string;
    stored: StoredFlow;
    readAt: Date;
    revisionId: string;
    sealedRaw: string;
  } | null;
  /** Whether a list tells of a later state than the one that was read. */
  isBehind: boolean;
}

const stateRow = z.object({
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  rowId: z.string(),
  name: z.string(),
  revision: z.int().nullable(),
  contentHash: z.string().nullable(),
  document: z.unknown(),
  readAt: z.date().nullable(),
  revisionId: z.string().nullable(),
  sealedRaw: z.string().nullable(),
  isBehind: z.boolean(),
});

function mirrored(row: z.output<typeof stateRow>): MirroredFlow {
  const {
    workspaceId,
    kind,
    id,
    rowId,
    name,
    revision,
    contentHash,
    document,
    readAt,
    revisionId,
    sealedRaw,
    isBehind,
  } = row;
  const stored = document === null ? null : storedFlow.readOrNull(kind, document);
  const isRead =
    stored && revision !== null && contentHash !== null && revisionId !== null && sealedRaw !== null;
  return {
    ...{ workspaceId, kind, id, rowId, name, isBehind },
    state: isRead
      ? { revision, contentHash, stored, readAt: readAt ?? new Date(0), revisionId, sealedRaw }
      : null,
  };
}

/** Returns flows with their newest stored states, by `placeKey`; those that a list no longer shows are left out. One statement. */
export async function readFlows(places: readonly FlowPlace[]): Promise<Map<string, MirroredFlow>> {
  if (places.length === 0) return new Map();
  const rows = await queryRows(prepared(), "the flows of a transfer", stateRow)`
    SELECT f."workspaceId"::text, f."kind", f."upstreamId" AS "id", f."id"::text AS "rowId", f."name", f."revisionNumber" AS "revision",
      f."contentHash", r."document", f."readAt", r."id"::text AS "revisionId", r."sealedRaw",
      COALESCE(f."upstreamUpdatedAt" > f."readUpstreamUpdatedAt", false) AS "isBehind"
    FROM unnest(${places.map((one) => one.workspaceId)}::uuid[], ${places.map((one) => one.kind)}::text[],
                ${places.map((one) => one.id)}::text[]) AS w ("workspaceId", "kind", "id")
    JOIN "Flow" f ON f."workspaceId" = w."workspaceId" AND f."kind" = w."kind"::"FlowKind" AND f."upstreamId" = w."id"
    LEFT JOIN "Revision" r ON r."flowId" = f."id" AND r."number" = f."revisionNumber"
    WHERE f."missingSince" IS NULL`;
  return new Map(rows.map(mirrored).map((flow) => [placeKey(flow), flow]));
}

const revisionRow = z.object({
  rowId: z.string(),
  kind: z.enum(FLOW_KINDS),
  number: z.int(),
  contentHash: z.string(),
  document: z.unknown(),
  recordedAt: z.date(),
});

/** Gives a version of a flow, by the portal's id of the flow; undefined for one that was not read. */
export type RevisionOf = (
  rowId: string,
  number: number,
) => { revision: number; contentHash: string; stored: StoredFlow; recordedAt: Date } | undefined;

/** Returns versions of flows, one statement for all; those that nobody can read are left out. */
export async function readRevisions(
  wanted: readonly { rowId: string; number: number }[],
): Promise<RevisionOf> {
  const rows =
    wanted.length === 0
      ? []
      : await queryRows(prepared(), "versions of flows", revisionRow)`
          SELECT f."id"::text AS "rowId", f."kind", r."number", r."contentHash", r."document", r."recordedAt"
          FROM unnest(${wanted.map((one) => one.rowId)}::uuid[], ${wanted.map((one) => one.number)}::int[]) AS w ("id", "number")
          JOIN "Flow" f ON f."id" = w."id" JOIN "Revision" r ON r."flowId" = w."id" AND r."number" = w."number"`;
  const found = new Map(
    rows.flatMap(({ rowId, kind, number, contentHash, document, recordedAt }) => {
      const stored = storedFlow.readOrNull(kind, document);
      return stored
        ? [[`${rowId} ${number}`, { revision: number, contentHash, stored, recordedAt }] as const]
        : [];
    }),
  );
  return (rowId, number) => found.get(`${rowId} ${number}`);
}

const nameRow = z.object({
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  name: z.string(),
});
export type NamedFlow = z.output<typeof nameRow>;

/** Returns the flows of some workspaces that have one of some names, capitals and accents apart. One statement. */
export async function flowsNamed(
  workspaceIds: readonly string[],
  names: readonly string[],
): Promise<NamedFlow[]> {
  return await queryRows(prepared(), "flows of the same name", nameRow)`
    SELECT f."workspaceId"::text, f."kind", f."upstreamId" AS "id", f."name" FROM "Flow" f
    WHERE f."workspaceId" = ANY(${[...workspaceIds]}::uuid[]) AND f."missingSince" IS NULL
      AND f."foldedName" = ANY(${[...new Set(names.map(folded))]}::text[])
    ORDER BY f."name", f."id"`;
}
