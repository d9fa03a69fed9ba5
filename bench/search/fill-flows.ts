import type { Client } from "pg";
import { v7 as uuidv7 } from "uuid";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { TEXT_RULES, textColumns } from "@/lib/mirror/text/text-columns";
import { folded } from "@/lib/text/readable";
import type { MadeUpFlows, MadeUpWorkspace } from "./made-up-flows";

const FLOWS_OF_A_WORKSPACE = 200;

function rowOf(workspace: MadeUpWorkspace, flow: CallFlow) {
  const text = textColumns(
    "call_flow",
    maskFlowSecrets(flow, () => "digest"),
  );
  return {
    id: uuidv7(),
    workspaceId: workspace.id,
    upstreamId: flow.id,
    name: flow.name,
    foldedName: folded(flow.name),
    description: flow.description,
    text,
  };
}

const INSERT = `
  WITH made AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS made ("id" uuid, "workspaceId" uuid, "upstreamId" text,
    "name" text, "foldedName" text, "description" text, "text" jsonb)),
  flow AS (
    INSERT INTO "Flow" ("id", "workspaceId", "kind", "upstreamId", "name", "foldedName", "description", "isActive", "revisionNumber")
    SELECT "id", "workspaceId", 'call_flow', "upstreamId", "name", "foldedName", "description", true, 1 FROM made)
  INSERT INTO "FlowText" ("flowId", "workspaceId", "rules", "revision", "name", "description", "words", "texts")
  SELECT "id", "workspaceId", $2, 1, "text"->>'name', "text"->>'description', "text"->>'words', "text"->>'texts' FROM made`;

async function addWorkspaces(client: Client, workspaces: readonly MadeUpWorkspace[]): Promise<void> {
  await client.query(
    `INSERT INTO "Workspace" ("id", "slug", "name", "upstream", "upstreamWorkspaceId", "sealedApiKey", "sealedDigestKey", "keyHint")
     SELECT id, id, name, 'none', id, '', '', '' FROM unnest($1::uuid[], $2::text[]) AS made (id, name)`,
    [workspaces.map(({ id }) => id), workspaces.map(({ name }) => name)],
  );
}

/** To make the index of terms after many flows is faster than to update it with each. */
async function withoutIndex(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT indexdef AS definition FROM pg_indexes WHERE indexname = 'FlowText_terms'`,
  );
  await client.query(`DROP INDEX "FlowText_terms"`);
  await work();
  for (const { definition } of rows) await client.query(definition);
  await client.query(`ALTER INDEX "FlowText_terms" ALTER COLUMN 1 SET STATISTICS 0`);
}

/**
 * Fills a database with so many flows, as the mirror stores them, but without their revisions, which no search reads.
 * @returns the workspaces that they are in
 */
export async function fillFlows(client: Client, made: MadeUpFlows, size: number): Promise<MadeUpWorkspace[]> {
  const count = Math.ceil(size / FLOWS_OF_A_WORKSPACE);
  const workspaces = Array.from({ length: count }, (_, at) => made.workspace(at));
  await addWorkspaces(client, workspaces);
  await withoutIndex(client, async () => {
    for (const [at, workspace] of workspaces.entries()) {
      const rows = Array.from({ length: FLOWS_OF_A_WORKSPACE }, (_, n) =>
        rowOf(workspace, made.flow(workspace, at * FLOWS_OF_A_WORKSPACE + n)),
      );
      await client.query(INSERT, [JSON.stringify(rows), TEXT_RULES]);
    }
  });
  await client.query(`VACUUM ANALYZE "Flow", "FlowText"`);
  // The new rows are written to the disk now, not while the first searches are measured.
  await client.query("CHECKPOINT");
  return workspaces;
}

/** Returns what the flows, their words and the index of these take, in bytes. */
export async function sizes(client: Client): Promise<{ texts: number; terms: number }> {
  const { rows } = await client.query<{ texts: string; terms: string }>(`
    SELECT pg_table_size('"FlowText"') AS texts, pg_relation_size('"FlowText_terms"') AS terms`);
  return { texts: Number(rows[0]?.texts), terms: Number(rows[0]?.terms) };
}
