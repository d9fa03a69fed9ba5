import { v7 as uuidv7 } from "uuid";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import { flowState } from "@/lib/mirror/flow-state";
import { NO_HEAD, storeState } from "@/lib/mirror/store-state";
import { storeListedTexts } from "@/lib/mirror/text/store-text";
import { folded } from "@/lib/text/readable";

const { sql } = Prisma;

/** Adds a workspace that only the database knows: no upstream has it. */
export async function addStoredWorkspace(name: string): Promise<{ id: string; slug: string; name: string }> {
  const id = uuidv7();
  const slug = `stored-${id}`;
  await database().workspace.create({
    data: {
      id,
      slug,
      name,
      upstream: "none",
      upstreamWorkspaceId: id,
      sealedApiKey: "",
      sealedDigestKey: "",
      keyHint: "",
    },
  });
  return { id, slug, name };
}

/** Stores a flow as the mirror does when it was read in full. */
export async function storeFlow(workspaceId: string, flow: Flow): Promise<void> {
  const kind = isCallFlow(flow) ? "call_flow" : "message_flow";
  const state = flowState(flow, {}, () => "digest");
  await prepared().$queryRaw(sql`
    WITH ${storeState({ workspaceId, kind }, NO_HEAD, { state, source: "import", changeId: null }, sql`(SELECT 1) AS "one"`)}
    SELECT "id" FROM "flow"`);
}

/** Stores a call flow of which only a list is known. */
export async function storeListedFlow(workspaceId: string, id: string, name: string): Promise<void> {
  await database().$transaction(async (tx) => {
    await tx.flow.create({
      data: { id: uuidv7(), workspaceId, kind: "call_flow", upstreamId: id, name, foldedName: folded(name) },
    });
    await storeListedTexts(tx, workspaceId, "call_flow", [{ id, name }]);
  });
}
