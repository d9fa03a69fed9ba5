import "server-only";
import type { Flow } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { copyName } from "@/lib/flows/requests/copied-fields";
import { createBodyFrom } from "@/lib/flows/requests/copy-flow";
import type { CopyOptions } from "@/lib/flows/requests/copy-flow-schema";
import { lastRevision } from "@/lib/mirror/revisions";
import { invalidBody } from "@/lib/problems/problem";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { type ConnectedWorkspace, writing } from "@/lib/workspaces/connect";
import type { AnsweredRequest } from "./carry-out-change";
import { carryOutCreate } from "./create-flow";
import { type ChangeRequest, type DuplicateIntent, duplicateColumn } from "./journal";
import { observeFlow } from "./observe-flow";
import { maskedBody, requestDigest } from "./write-request";

interface DuplicateRequest extends ChangeRequest {
  /** The upstream id of the flow to copy. */
  sourceId: string;
  options: CopyOptions;
}

/**
 * The source as it is now, with the real values of its webhooks' headers: they are in the upstream's own answer and
 * nowhere else in the clear. What this answer leaves out comes from the last stored state, where they are masked.
 */
async function readSource(workspace: ConnectedWorkspace, duplicate: DuplicateRequest): Promise<Flow> {
  const { workspaceId, kind, sourceId, actor } = duplicate;
  const { raw, stored } = await observeFlow(workspaceId, kind, sourceId, writing(actor.id, 1));
  return normaliseFlow(kind, raw, workspace.connection, stored);
}

function countHeaders(body: CreateFlow): number {
  const webhooks = "webhooks" in body ? (body.webhooks ?? []) : [];
  return webhooks.reduce((sum, { headers }) => sum + Object.keys(headers ?? {}).length, 0);
}

/** Works out the body to create. Recovery must be able to give the same answer, so the journal has the report too. */
async function plan(workspace: ConnectedWorkspace, duplicate: DuplicateRequest) {
  const copy = createBodyFrom(await readSource(workspace, duplicate), duplicate.options);
  if (!copy.possible) throw invalidBody(copy.errors);
  const { body, later, notCopied } = copy;
  const secretsCopied = countHeaders(body);
  const report: DuplicateIntent = { from: duplicate.sourceId, later, notCopied, secretsCopied };
  return { body, intent: duplicateColumn.write({ ...(maskedBody(body) as object), duplicate: report }) };
}

/**
 * Makes a second flow like one that exists, by one create. The body is worked out here, because it holds secrets that
 * no browser may see; the answer lists what only an update can set, for the caller to send as a change of its own.
 *
 * @throws Problem when the request is refused before it becomes a change
 */
export async function duplicateFlow(duplicate: DuplicateRequest): Promise<AnsweredRequest> {
  const { workspaceId, kind, sourceId, options } = duplicate;
  const known = await lastRevision(workspaceId, kind, sourceId);
  const report: DuplicateIntent = { from: sourceId, later: null, notCopied: [] };
  return await carryOutCreate(duplicate, ({ workspace }) => ({
    requestDigest: requestDigest(workspace, ["duplicate", kind, sourceId, options]),
    flowName: options.name ?? copyName(known?.stored.name ?? ""),
    intent: { duplicate: report },
    plan: (connected) => plan(connected, duplicate),
  }));
}
