import { randomUUID } from "node:crypto";
import { database } from "@/lib/db/client";
import type { AuditScene } from "./audit-scene";
import { smallCallFlow } from "./flow-bodies";
import { makeCallFlow } from "./flow-steps";
import type { TestWorkspace } from "./open-portal";
import { applyTransfer, previewTransfer, transferOf } from "./transfer-steps";
import type { Prepare } from "./valid-calls";

/** A flow that the owner can copy from a workspace of its own into the scene's. */
async function copyable({ portal, workspace }: AuditScene) {
  const from: TestWorkspace = await portal.addWorkspace();
  const { id } = await makeCallFlow(portal.owner, from, smallCallFlow(`Flow ${randomUUID()}`));
  return { from, body: transferOf(from, [id], [workspace]) };
}

/** Valid calls of the routes for transfers. */
export const VALID_TRANSFER_CALLS: Record<string, Prepare> = {
  "POST /api/transfers": async (scene) => {
    const { from, body } = await copyable(scene);
    const { fingerprint } = (await previewTransfer(scene.portal.owner, body)).json;
    return {
      path: "/api/transfers",
      body: { ...body, fingerprint },
      headers: { "idempotency-key": randomUUID() },
      chain: from.id,
    };
  },
  "PUT /api/transfers/[id]/tasks/[task]": async (scene) => {
    const { json } = await applyTransfer(scene.portal.owner, (await copyable(scene)).body);
    const item = await database().transferItem.findFirstOrThrow({ where: { transferId: json.id } });
    const byHand = { path: "/webhooks", words: "Add a webhook", proof: { by: "nothing" } };
    const task = await database().transferTask.create({
      data: { id: randomUUID(), itemId: item.id, place: 0, byHand },
    });
    return {
      path: `/api/transfers/${json.id}/tasks/${task.id}`,
      body: { done: true },
      chain: scene.workspace.id,
      by: { ...scene.owner, actor: { ...scene.owner.actor, role: "admin" } },
    };
  },
  "PUT /api/workspaces/[ws]/maps/[source]": async ({ portal, workspace }) => {
    const from = await portal.addWorkspace();
    const client = await portal.addPerson("Mapper", [
      [workspace, "editor"],
      [from, "viewer"],
    ]);
    return {
      path: `${workspace.path}/maps/${from.slug}`,
      body: { version: 0, words: [{ from: "Oslo", to: "Bergen" }] },
      by: { client, actor: { name: "Mapper", email: client.email, role: "editor" } },
    };
  },
};
