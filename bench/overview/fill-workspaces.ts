import type { Client } from "pg";
import { v7 as uuidv7 } from "uuid";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { TEXT_RULES } from "@/lib/mirror/text/text-columns";
import { apiKeyBinding, seal } from "@/lib/vault/vault";

const FLOWS = 80;
/** Events of each log; the newest is the last change. */
const EVENTS = 25;
/** Every so many workspaces one fails, and one has flows that were changed outside. */
const FAILING_EVERY = 20;
const DRIFT_EVERY = 7;

const ADD_WORKSPACE = `
  INSERT INTO "Workspace" ("id", "slug", "name", "upstream", "upstreamWorkspaceId", "sealedApiKey", "sealedDigestKey",
    "keyHint", "colour", "health", "healthDetail", "healthSince", "lookedAt")
  VALUES ($1, $2, $3, 'http://127.0.0.1:9', $2, $4, '', 'abcd', $5, $6::"Health", $7, now(), now())`;
const ADD_MEMBER = `
  WITH given AS (
    INSERT INTO "RoleGrant" ("userId", "workspaceId", "source", "role") VALUES ($1, $2, 'direct', 'admin'))
  INSERT INTO "Binding" ("userId", "workspaceId", "role") VALUES ($1, $2, 'admin')`;
/** With their words, so that the upkeep has nothing to do meanwhile. */
const ADD_FLOWS = `
  WITH flow AS (
  INSERT INTO "Flow" ("id", "workspaceId", "kind", "upstreamId", "name", "foldedName", "isActive", "revisionNumber",
    "acceptedRevision", "upstreamUpdatedAt", "readUpstreamUpdatedAt")
  SELECT gen_random_uuid(), $1, (CASE WHEN n % 8 = 0 THEN 'message_flow' ELSE 'call_flow' END)::"FlowKind", n::text,
    'Flow ' || n, 'flow ' || n, n % 5 > 0, 2, CASE WHEN n <= $2 THEN 1 ELSE 2 END, now(), now()
  FROM generate_series(1, ${FLOWS}) AS n
  RETURNING "id", "name", "revisionNumber")
  INSERT INTO "FlowText" ("flowId", "workspaceId", "rules", "revision", "name")
  SELECT "id", $1, $3, "revisionNumber", lower("name") FROM flow`;
const ADD_SYNCS = `
  INSERT INTO "MirrorSync" ("workspaceId", "kind", "syncedAt")
  SELECT $1, kind, now() FROM unnest(ARRAY['call_flow', 'message_flow']) AS kind`;

async function addEvents(workspaceId: string, person: { id: string; email: string }): Promise<void> {
  const actor = { type: "user", id: person.id, name: "Owner", email: person.email, role: "admin" } as const;
  await database().$transaction(async (tx) => {
    for (let n = 1; n <= EVENTS; n++) {
      await recordEvent(tx, {
        workspaceId,
        actor,
        action: "call_flow.update",
        outcome: "succeeded",
        target: { type: "call_flow", id: String(n), name: `Flow ${n}` },
        changes: [
          { path: "/prompt", before: `Prompt ${n}. `.repeat(200), after: `Prompt ${n + 1}. `.repeat(200) },
        ],
        detail: { revision: n + 1, changeId: uuidv7() },
      });
    }
  });
}

/**
 * Adds workspaces of which one person is an admin, each with flows, events and a key of its own.
 * @param from the place of the first one, which names it
 */
export async function fillWorkspaces(
  client: Client,
  person: { id: string; email: string },
  from: number,
  count: number,
): Promise<void> {
  for (let at = from; at < from + count; at++) {
    const id = uuidv7();
    const failing = at % FAILING_EVERY === 1;
    const key = seal(`key of ${id}`, apiKeyBinding(id));
    const health = failing ? ["failing", "The key was refused"] : ["ok", null];
    await client.query(ADD_WORKSPACE, [id, `client-${at}`, `Client number ${at}`, key, at % 8, ...health]);
    await client.query(ADD_MEMBER, [person.id, id]);
    await client.query(ADD_FLOWS, [id, at % DRIFT_EVERY === 2 ? 3 : 0, TEXT_RULES]);
    await client.query(ADD_SYNCS, [id]);
    await addEvents(id, person);
  }
  await client.query(`VACUUM ANALYZE`);
}
