import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { jsonColumn } from "@/lib/db/json-column";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import {
  EMPTY_MAP,
  type FlowMap,
  flowMapSchema,
  headerKey,
  type MappedHeader,
} from "@/lib/flows/transfer/flow-map";
import type { SecretOf } from "@/lib/flows/transfer/sent-webhooks";
import { sameJson } from "@/lib/json/json-value";
import { Problem } from "@/lib/problems/problem";
import { mapHeadersBinding, seal, unseal, VaultError } from "@/lib/vault/vault";

export const mapColumn = jsonColumn("TransferMap.entries", flowMapSchema);

/** The map of an ordered pair of workspaces. */
export interface StoredMap {
  /** Null where nobody has saved one. */
  id: string | null;
  /** 0 where nobody has saved one. */
  version: number;
  entries: FlowMap;
  /** The values of its headers, sealed. */
  sealedHeaders: string | null;
  /** Gives the values of its headers. They are opened once, and only where one is needed. */
  secretOf: SecretOf;
}

const NO_MAP: StoredMap = {
  id: null,
  version: 0,
  entries: EMPTY_MAP,
  sealedHeaders: null,
  secretOf: () => undefined,
};

const mapRow = z.object({
  id: z.string(),
  sourceId: z.string(),
  targetId: z.string(),
  version: z.int(),
  entries: z.unknown(),
  sealedHeaders: z.string().nullable(),
});

/** Returns the maps between workspaces, one statement for all: from the source, then to the target. */
export async function readMaps(
  sourceIds: readonly string[],
  targetIds: readonly string[],
): Promise<(sourceId: string, targetId: string) => StoredMap> {
  const rows = await queryRows(prepared(), "the maps between workspaces", mapRow)`
    SELECT "id"::text, "sourceWorkspaceId"::text AS "sourceId", "targetWorkspaceId"::text AS "targetId", "version", "entries", "sealedHeaders"
    FROM "TransferMap" WHERE "sourceWorkspaceId" = ANY(${[...sourceIds]}::uuid[]) AND "targetWorkspaceId" = ANY(${[...targetIds]}::uuid[])`;
  const maps = new Map(
    rows.map(({ sourceId, targetId, entries, ...row }): [string, StoredMap] => [
      `${sourceId} ${targetId}`,
      { ...row, entries: mapColumn.read(entries), secretOf: secretsOf(row) },
    ]),
  );
  return (sourceId, targetId) => maps.get(`${sourceId} ${targetId}`) ?? NO_MAP;
}

const secretValues = z.record(z.string(), z.string());

type Sealed = Pick<StoredMap, "id" | "sealedHeaders">;

/** Opens the values of a map's headers, by `headerKey`; none where their key is lost. */
function openHeaders({ id, sealedHeaders }: Sealed): Record<string, string> {
  if (id === null || sealedHeaders === null) return {};
  try {
    return secretValues.parse(JSON.parse(unseal(sealedHeaders, mapHeadersBinding(id))));
  } catch (error) {
    if (error instanceof VaultError) return {};
    throw error;
  }
}

function secretsOf(map: Sealed): SecretOf {
  let opened: Record<string, string> | null = null;
  return (header) => {
    opened ??= openHeaders(map);
    const key = headerKey(header);
    return Object.hasOwn(opened, key) ? opened[key] : undefined;
  };
}

/** A map as somebody saves it: a header without a value keeps the one that it has. */
export interface SavedMap extends Omit<FlowMap, "headers"> {
  headers: (MappedHeader & { value?: string | undefined })[];
}

/** What a new version of a map has of the values of headers. */
function headersOf(saved: SavedMap, before: StoredMap) {
  const known = openHeaders(before);
  const values: Record<string, string> = {};
  let typed = 0;
  for (const header of saved.headers) {
    const key = headerKey(header);
    if (header.value !== undefined) typed++;
    const value = header.value ?? (Object.hasOwn(known, key) ? known[key] : undefined);
    if (value !== undefined) values[key] = value;
  }
  const headers = saved.headers
    .filter((header) => headerKey(header) in values)
    .map(({ host, name }) => ({ host, name }));
  return { values, headers, typed };
}

/**
 * Saves the map between two workspaces, and records it in the target's log. Nothing happens where it is the same already.
 * @param version the one that the caller has seen; 0 for none
 * @returns the map as it is stored then
 * @throws Problem `stale` where somebody has saved another one meanwhile
 */
export async function saveMap(
  by: ActedBy,
  source: { id: string },
  target: { id: string; name: string },
  saved: SavedMap,
  version: number,
): Promise<StoredMap> {
  const before = (await readMaps([source.id], [target.id]))(source.id, target.id);
  const stale = () =>
    new Problem("stale", "Somebody has changed this map meanwhile. Load it again", {
      extra: { currentVersion: before.version },
    });
  if (before.version !== version) throw stale();
  const { values, headers, typed } = headersOf(saved, before);
  const entries: FlowMap = { references: saved.references, hosts: saved.hosts, words: saved.words, headers };
  if (typed === 0 && sameJson(entries, before.entries)) return before;
  const id = before.id ?? uuidv7();
  const sealedHeaders = headers.length > 0 ? seal(JSON.stringify(values), mapHeadersBinding(id)) : null;
  const secretOf = secretsOf({ id, sealedHeaders });
  const stored: StoredMap = { id, version: version + 1, entries, sealedHeaders, secretOf };
  const changes = (["references", "hosts", "words", "headers"] as const)
    .filter((part) => !sameJson(entries[part], before.entries[part]))
    .map((part) => ({ path: `/${part}`, before: before.entries[part], after: entries[part] }));
  await database().$transaction(async (tx) => {
    const written = await tx.$executeRaw`
      INSERT INTO "TransferMap" AS m ("id", "sourceWorkspaceId", "targetWorkspaceId", "version", "entries", "sealedHeaders", "updatedAt")
      VALUES (${id}::uuid, ${source.id}::uuid, ${target.id}::uuid, ${stored.version}::int, ${JSON.stringify(entries)}::jsonb,
              ${stored.sealedHeaders}, now())
      ON CONFLICT ("sourceWorkspaceId", "targetWorkspaceId") DO UPDATE SET "version" = excluded."version",
        "entries" = excluded."entries", "sealedHeaders" = excluded."sealedHeaders", "updatedAt" = now()
      WHERE m."version" = ${version}::int`;
    if (written === 0) throw stale();
    await recordEvent(tx, {
      ...by,
      workspaceId: target.id,
      action: "map.change",
      outcome: "succeeded",
      target: { type: "transfer_map", id, name: null },
      changes,
      detail: { sourceWorkspace: source.id, headersTyped: typed },
    });
  });
  return stored;
}
