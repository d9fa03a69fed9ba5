import "server-only";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { applyFlowPatch, type CreateFlow, type FlowPatch } from "@/lib/flows/requests/apply-patch";
import { API_KEY_PLACEHOLDER, curlCommand, type ShownRequest } from "@/lib/flows/requests/curl-command";
import { changesOfCreate } from "@/lib/flows/requests/new-flow";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { effectsOfCreate, effectsOfUpdate } from "@/lib/flows/requests/write-effects";
import { lastRevision } from "@/lib/mirror/revisions";
import type { UpstreamConnection, WireRequest } from "@/lib/upstream/request";
import type { ConnectionPurpose } from "@/lib/workspaces/budget/budgets";
import { type ConnectedWorkspace, connectWorkspace, readingFor } from "@/lib/workspaces/connect";
import { observeFlow } from "./observe-flow";
import { createWire, maskedBody, updateWire } from "./write-request";

/** The request and the effects of a write, worked out without sending or recording anything. */
export interface WritePreview {
  /** Null when nothing would be sent: everything is as wanted already. */
  request: ShownRequest | null;
  curl: string | null;
  effects: WriteEffect[];
  changes: FieldChange[];
  /** The stored state that an update was worked out from; null for a create. */
  basedOn: { revision: number; at: string } | null;
}

/** The request as it may be shown: with a placeholder for the key, and masks for the values of webhook headers. */
function shownRequest(connection: UpstreamConnection, wire: WireRequest): ShownRequest {
  const { origin, pathname } = new URL(connection.baseUrl);
  return {
    method: wire.method,
    url: `${origin}${pathname.replace(/\/+$/, "")}${wire.path}`,
    headers: {
      "x-api-key": API_KEY_PLACEHOLDER,
      "x-workspace-id": connection.workspaceId,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: maskedBody(wire.body) as Record<string, unknown>,
  };
}

interface KnownState {
  stored: StoredFlow;
  basedOn: WritePreview["basedOn"];
}

/** The last stored state; the upstream is read only where there is none: previews are frequent, and its budget is small. */
async function knownState(
  workspace: ConnectedWorkspace,
  kind: FlowKind,
  id: string,
  purpose: ConnectionPurpose,
): Promise<KnownState> {
  const last = await lastRevision(workspace.id, kind, id);
  if (last) return { stored: last.stored, basedOn: { revision: last.number, at: last.readAt.toISOString() } };
  const { stored, revision } = await observeFlow(workspace.id, kind, id, purpose);
  return { stored, basedOn: revision === null ? null : { revision, at: new Date().toISOString() } };
}

/**
 * Previews an update: its request, made by the code that would send it, and its effects.
 * @throws Problem `invalid_body` when this flow can't take the patch; UpstreamError when the flow was never read here
 *   and can't be read now
 */
export async function previewUpdate(
  workspaceId: string,
  kind: FlowKind,
  flowId: string,
  patch: FlowPatch,
  personId: string,
): Promise<WritePreview> {
  const purpose = readingFor({ id: personId });
  const workspace = await connectWorkspace(workspaceId, purpose);
  const { stored, basedOn } = await knownState(workspace, kind, flowId, purpose);
  const wire = updateWire(kind, stored, patch);
  const intended = maskFlowSecrets(applyFlowPatch(kind, stored, patch), workspace.digest);
  const request = wire && shownRequest(workspace.connection, wire);
  return {
    request,
    curl: request && curlCommand(request),
    effects: effectsOfUpdate(kind, stored, patch),
    changes: diffFlows(stored, intended),
    basedOn,
  };
}

/** Previews a create, without a request to the upstream. */
export async function previewCreate(
  workspaceId: string,
  kind: FlowKind,
  body: CreateFlow,
  personId: string,
): Promise<WritePreview> {
  const { connection } = await connectWorkspace(workspaceId, readingFor({ id: personId }));
  const request = shownRequest(connection, createWire(kind, body));
  return {
    request,
    curl: curlCommand(request),
    effects: effectsOfCreate(kind, body),
    changes: changesOfCreate(body),
    basedOn: null,
  };
}
