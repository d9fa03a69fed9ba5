import "server-only";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { KeptValue } from "@/lib/flows/model/call-flow";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { planReplacement } from "@/lib/flows/replace/replace-in-flow";
import type { Replacement } from "@/lib/flows/replace/replacement-schema";
import {
  applyFlowPatch,
  type CreateFlow,
  type FlowPatch,
  patchPaths,
} from "@/lib/flows/requests/apply-patch";
import { API_KEY_PLACEHOLDER, curlCommand, type ShownRequest } from "@/lib/flows/requests/curl-command";
import { changesOfCreate } from "@/lib/flows/requests/new-flow";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { effectsOfCreate, effectsOfUpdate } from "@/lib/flows/requests/write-effects";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isJsonObject, storableText } from "@/lib/json/json-value";
import { etagOf } from "@/lib/mirror/flow-state";
import { lastRevision } from "@/lib/mirror/revisions";
import { Problem } from "@/lib/problems/problem";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import type { UpstreamConnection, WireRequest } from "@/lib/upstream/request";
import { type ConnectedWorkspace, connectWorkspace, readingFor } from "@/lib/workspaces/connect";
import { observeFlow } from "./observe-flow";
import { completePatch, createWire, maskedBody, updateWire } from "./write-request";

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

/** A body with the masks of kept values in place of the values that go back as they were read. */
function maskedKept(body: object, kept: readonly KeptValue[]): object {
  const masks = new Map(kept.map(({ path, value }) => [path, value]));
  const mask = (value: unknown, at: string): unknown => {
    if (masks.has(at)) return masks.get(at);
    const inside = (key: PropertyKey) =>
      storableText(`${at}${jsonPointer([key])}`).replace(
        /^\/settings\/callSetting(?=\/|$)/,
        "/settings/callSettings",
      );
    if (Array.isArray(value)) return value.map((item, position) => mask(item, inside(position)));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(inner, inside(key))]));
  };
  return mask(body, "") as object;
}

/** The body of a request as it may be shown: with masks for values of webhook headers, and for secrets in what was kept as read. */
export function maskedRequestBody(body: object, kept: readonly KeptValue[]): Record<string, unknown> {
  return maskedBody(maskedKept(body, kept)) as Record<string, unknown>;
}

/** The request as it may be shown: with a placeholder for the key, and masks for the values of webhook headers. */
function shownRequest(
  connection: UpstreamConnection,
  wire: WireRequest,
  kept: readonly KeptValue[] = [],
): ShownRequest {
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
    body: maskedRequestBody(wire.body, kept),
  };
}

interface KnownState {
  stored: StoredFlow;
  /** The upstream's own answer; null where it can't be opened any more. */
  raw: unknown;
  basedOn: WritePreview["basedOn"];
}

/** A state that was stored before kept values were recorded, with those of its answer. */
function withKept(
  { connection, digest }: ConnectedWorkspace,
  kind: FlowKind,
  stored: StoredFlow,
  raw: unknown,
): StoredFlow {
  if (stored.kept !== undefined || raw === null) return stored;
  const { kept } = maskFlowSecrets(normaliseFlow(kind, raw, connection, stored), digest);
  return { ...stored, ...(kept ? { kept } : {}) };
}

/** The last stored state; the upstream is read only where there is none: previews are frequent, and its budget is small. */
async function knownState(workspace: ConnectedWorkspace, kind: FlowKind, id: string): Promise<KnownState> {
  const last = await lastRevision(workspace.id, kind, id);
  if (last) {
    const raw = last.openRaw();
    const basedOn = { revision: last.number, at: last.readAt.toISOString() };
    return { stored: withKept(workspace, kind, last.stored, raw), raw, basedOn };
  }
  const { stored, raw, revision } = await observeFlow(workspace.id, kind, id, workspace.purpose);
  return { stored, raw, basedOn: revision === null ? null : { revision, at: new Date().toISOString() } };
}

/** Says what an update of a known state would send and do. @throws Problem `invalid_body` when this flow can't take the patch */
function writePreview(
  workspace: ConnectedWorkspace,
  kind: FlowKind,
  { stored, raw, basedOn }: KnownState,
  wanted: FlowPatch,
): WritePreview {
  const patch = completePatch(workspace, kind, stored, wanted, raw);
  const wire = updateWire(kind, stored, patch, raw);
  const intended = maskFlowSecrets(applyFlowPatch(kind, stored, patch), workspace.digest);
  const request = wire && shownRequest(workspace.connection, wire, stored.kept);
  return {
    request,
    curl: request && curlCommand(request),
    effects: effectsOfUpdate(kind, stored, patch, wanted),
    changes: diffFlows(stored, intended, patchPaths(patch)),
    basedOn,
  };
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
  wanted: FlowPatch,
  personId: string,
): Promise<WritePreview> {
  const workspace = await connectWorkspace(workspaceId, readingFor({ id: personId }));
  return writePreview(workspace, kind, await knownState(workspace, kind, flowId), wanted);
}

interface PreviewedFlow {
  workspaceId: string;
  kind: FlowKind;
  flowId: string;
  personId: string;
}

/**
 * Previews what a replacement of text does to one flow, in the state that the mirror knows. Sends nothing.
 * @param wanted `ifMatch` is the state that the hits are of, `hits` those that stay as they are
 * @throws Problem `not_found` for a flow that was never read, `stale` for another state; UnfitReplacement as `planReplacement`
 */
export async function previewReplacementOf(
  { workspaceId, kind, flowId, personId }: PreviewedFlow,
  wanted: { replacement: Replacement; ifMatch: string; hits: string[] | null },
): Promise<WritePreview> {
  const last = await lastRevision(workspaceId, kind, flowId);
  if (!last) throw new Problem("not_found", "Nobody has read this flow yet");
  const currentETag = etagOf(last.contentHash);
  if (currentETag !== wanted.ifMatch) {
    throw new Problem("stale", "The flow has changed since the hits were found", { extra: { currentETag } });
  }
  const workspace = await connectWorkspace(workspaceId, readingFor({ id: personId }));
  const known = await knownState(workspace, kind, flowId);
  const { patch } = planReplacement(known.stored, wanted.replacement, wanted.hits);
  if (patch !== null) return writePreview(workspace, kind, known, patch);
  return { request: null, curl: null, effects: [], changes: [], basedOn: known.basedOn };
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
