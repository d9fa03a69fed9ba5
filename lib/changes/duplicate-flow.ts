import "server-only";
import { database } from "@/lib/db/client";
import type { Flow } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { copyName, createBodyFrom } from "@/lib/flows/requests/copy-flow";
import type { CopyWishes } from "@/lib/flows/requests/copy-flow-schema";
import { observeFlow } from "@/lib/mirror/observe-flow";
import { lastRevision } from "@/lib/mirror/revisions";
import { invalidBody } from "@/lib/problems/problem";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { type ConnectedWorkspace, connectWorkspace } from "@/lib/workspaces/connect";
import { admitChange } from "./admit-change";
import type { WriteResult } from "./carry-out-change";
import { carryOutCreate } from "./create-flow";
import { type ChangeRequest, type DuplicateIntent, duplicateColumn } from "./journal";
import { maskedBody, requestDigest } from "./write-request";

interface DuplicateFlow extends ChangeRequest {
  /** The upstream id of the flow to copy. */
  sourceId: string;
  wishes: CopyWishes;
}

/**
 * The source as it is now, with the real values of its webhooks' headers: they are in the upstream's own answer and
 * nowhere else in the clear. What this answer leaves out comes from the last stored state, where they are masked.
 */
async function readSource(workspace: ConnectedWorkspace, duplicate: DuplicateFlow): Promise<Flow> {
  const { kind, sourceId } = duplicate;
  const { raw, stored } = await observeFlow(workspace, kind, sourceId);
  return normaliseFlow(kind, raw, workspace.connection, stored);
}

function countHeaders(body: CreateFlow): number {
  const webhooks = "webhooks" in body ? (body.webhooks ?? []) : [];
  return webhooks.reduce((sum, { headers }) => sum + Object.keys(headers ?? {}).length, 0);
}

/** Works out what to create, and writes it to the journal before anything is sent. */
async function plan(
  workspace: ConnectedWorkspace,
  duplicate: DuplicateFlow,
  changeId: string,
): Promise<CreateFlow> {
  const copy = createBodyFrom(await readSource(workspace, duplicate), duplicate.wishes);
  if (!copy.possible) throw invalidBody(copy.errors);
  const { body, later, notCopied } = copy;
  const secretsCopied = countHeaders(body);
  const report: DuplicateIntent = { from: duplicate.sourceId, later, notCopied, secretsCopied };
  const intent = duplicateColumn.write({ ...(maskedBody(body) as object), duplicate: report });
  await database().change.update({ where: { id: changeId }, data: { intent, flowName: body.name } });
  return body;
}

/**
 * Makes a second flow like one that exists, by one create. The body is worked out here, because it holds secrets that
 * no browser may see; what only an update can set is told in the answer, for the caller to send as a change of its own.
 *
 * @throws Problem when the request is refused before it becomes a change
 */
export async function duplicateFlow(duplicate: DuplicateFlow): Promise<WriteResult> {
  const { workspaceId, kind, sourceId, wishes } = duplicate;
  const workspace = await connectWorkspace(workspaceId);
  const known = await lastRevision(workspaceId, kind, sourceId);
  const report: DuplicateIntent = { from: sourceId, later: null, notCopied: [] };
  const admission = await admitChange(duplicate, {
    verb: "create",
    flowId: null,
    flowName: wishes.name ?? copyName(known?.stored.name ?? ""),
    intent: { duplicate: report },
    requestDigest: requestDigest(workspace, ["duplicate", kind, sourceId, wishes]),
  });
  if (!admission.admitted) return { answer: admission.replay, replayed: true };
  const { id } = admission.change;
  const answer = await carryOutCreate(workspace, duplicate, id, (leased) => plan(leased, duplicate, id));
  return { answer, replayed: false };
}
