import "server-only";
import { maskedRequestBody } from "@/lib/changes/preview-write";
import { completePatch, createWire, maskedBody, updateWire } from "@/lib/changes/write-request";
import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { FlowKind } from "@/lib/flows/model/flow";
import {
  applyFlowPatch,
  type CreateFlow,
  type FlowPatch,
  patchPaths,
} from "@/lib/flows/requests/apply-patch";
import { changesOfCreate } from "@/lib/flows/requests/new-flow";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { effectsOfCreate, effectsOfUpdate } from "@/lib/flows/requests/write-effects";
import { type Blocked, blockedByRules } from "@/lib/flows/transfer/blocked";
import type { ByHand } from "@/lib/flows/transfer/by-hand";
import {
  type FlowMap,
  headerKey,
  hostOf,
  type Inventory,
  type MappedHeader,
  NOTHING_THERE,
} from "@/lib/flows/transfer/flow-map";
import { type MappedFlow, mapFlow } from "@/lib/flows/transfer/map-flow";
import { planCreate } from "@/lib/flows/transfer/plan-create";
import { type FieldPlan, type Left, type LinkBase, planUpdate } from "@/lib/flows/transfer/plan-update";
import type { SecretOf } from "@/lib/flows/transfer/sent-webhooks";
import type { Decisions, TransferChoices } from "@/lib/flows/transfer/transfer-choices";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { rawOf } from "@/lib/mirror/revisions";
import { errorsOf, Problem } from "@/lib/problems/problem";
import type { WireRequest } from "@/lib/upstream/request";
import type { FlowLink, NewLink } from "./links";
import type { MirroredFlow } from "./read-flows";

/** What an item's source and target are, and what is known between them. */
export interface ItemScene {
  source: MirroredFlow & { state: NonNullable<MirroredFlow["state"]> };
  sourceWorkspace: Pick<BoundWorkspace, "id" | "name">;
  targetWorkspace: Pick<BoundWorkspace, "id" | "slug" | "name" | "defaultCallLimits">;
  /** The flow to update; null for a new one. */
  target: MirroredFlow | null;
  link: FlowLink | null;
  map: FlowMap;
  secretOf: SecretOf;
  inventories: { source: Inventory; target: Inventory };
  decisions: Decisions;
  choices: TransferChoices;
  /** The name of a new flow, where it is not the source's own. */
  name: string | null;
}

/** What an item sends: one create with the update that follows it, or one update. It may hold values of headers. */
export type ItemWork =
  | { verb: "create"; body: CreateFlow; later: FlowPatch | null }
  | { verb: "update"; patch: FlowPatch };

/** What a preview says of a request that would go. */
export interface PlannedRequest {
  method: string;
  path: string;
  body: object;
}

export interface ItemPlan {
  result: "create" | "update" | "in_step" | "by_hand" | "conflict" | "blocked";
  name: string;
  fields: FieldPlan[];
  /** All that changes, also what an update must set beside it. */
  changes: FieldChange[];
  requests: PlannedRequest[];
  effects: WriteEffect[];
  byHand: ByHand[];
  left: Left[];
  blocked: Blocked[];
  references: MappedFlow["references"];
  hits: MappedFlow["hits"];
  hosts: MappedFlow["hosts"];
  /** The headers that the source's webhooks have, and whether the map has their values. */
  headers: (MappedHeader & { isKnown: boolean })[];
  work: ItemWork | null;
  link: NewLink;
}

function headersIn({ flow }: MappedFlow, secretOf: SecretOf): ItemPlan["headers"] {
  const webhooks = "webhooks" in flow ? (flow.webhooks ?? []) : [];
  const all = webhooks.flatMap(({ url, headers }) =>
    headers.map(({ name }) => ({ host: hostOf(url) ?? "", name })),
  );
  const unique = new Map(all.map((header) => [headerKey(header), header]));
  return [...unique.values()].map((header) => ({ ...header, isKnown: secretOf(header) !== undefined }));
}

/** The map of now with everything that was matched by name: the next transfer compares by what was meant this time. */
function mapOfNow(map: FlowMap, { references }: MappedFlow): FlowMap {
  const matched = references.filter(({ how }) => how === "name");
  const named = matched.map(({ kind, from, to }) => ({
    kind,
    from: { id: from.id, name: from.name ?? "" },
    to,
  }));
  return { ...map, references: [...map.references, ...named] };
}

/** The link's states in the terms of the target, by the map of then. */
function baseOf({ link, sourceWorkspace, targetWorkspace }: ItemScene): LinkBase | null {
  if (!link) return null;
  const isSame = sourceWorkspace.id === targetWorkspace.id;
  const context = { map: link.map, source: NOTHING_THERE, target: NOTHING_THERE, isSame };
  const { flow } = mapFlow(link.source, context);
  return { source: flow, target: link.before, kept: link.kept, undone: link.undone };
}

const shownWire = ({ method, path, body }: WireRequest, kept: Parameters<typeof maskedRequestBody>[1]) => ({
  method,
  path,
  body: maskedRequestBody(body, kept),
});

type Planned = Omit<ItemPlan, "references" | "hits" | "hosts" | "headers" | "name">;

function planNew(kind: FlowKind, scene: ItemScene, mapped: MappedFlow, name: string): Planned {
  const { choices, source, targetWorkspace, secretOf, map } = scene;
  const { autopilot, direction } = choices;
  const isActive = choices.active === "like_source" && source.state.stored.isActive === true;
  const plan = planCreate(kind, mapped, { name, isActive, autopilot, direction, secretOf });
  const mayActivate =
    kind === "call_flow" && typeof mapped.flow.agent === "string" && mapped.flow.agent !== "";
  const isAgreed = choices.mayActivate.some(
    (one) => one === targetWorkspace.slug || one === targetWorkspace.id,
  );
  if (mayActivate && !isAgreed) {
    plan.blocked.push({
      code: "number_may_activate",
      path: "/agent",
      message: "A waiting phone number of the agent may be activated: agree to that first",
    });
  }
  const body = plan.blocked.length === 0 ? plan.body : null;
  const { later } = plan;
  const kept = name === mapped.flow.name ? [] : ["/name"];
  const undone = later ? patchPaths(later) : [];
  return {
    result: body ? "create" : "blocked",
    fields: [],
    changes: body ? changesOfCreate(body) : [],
    requests: body
      ? [
          shownWire(createWire(kind, body), []),
          ...(later ? [{ method: "PATCH", path: "", body: maskedBody(later) as object }] : []),
        ]
      : [],
    effects: body ? effectsOfCreate(kind, body) : [],
    byHand: plan.byHand,
    left: plan.left,
    blocked: plan.blocked,
    work: body ? { verb: "create", body, later } : null,
    link: {
      sourceFlowId: source.rowId,
      sourceRevision: source.state.revision,
      map: mapOfNow(map, mapped),
      kept,
      undone,
    },
  };
}

function planExisting(kind: FlowKind, scene: ItemScene, mapped: MappedFlow, target: MirroredFlow): Planned {
  const { source, choices, decisions, secretOf, map } = scene;
  const stored = target.state?.stored;
  const link: NewLink = {
    sourceFlowId: source.rowId,
    sourceRevision: source.state.revision,
    map: mapOfNow(map, mapped),
    kept: [],
    undone: [],
  };
  const empty = {
    fields: [],
    changes: [],
    requests: [],
    effects: [],
    byHand: [],
    left: [],
    blocked: [],
    work: null,
    link,
  };
  if (!target.state || !stored) {
    return {
      ...empty,
      result: "blocked",
      blocked: [{ code: "not_read", path: "", message: "Nobody has read this flow yet" }],
    };
  }
  const sides = { mapped, target: stored, base: baseOf(scene), decisions };
  const plan = planUpdate(kind, sides, { autopilot: choices.autopilot, secretOf });
  const { fields, byHand, left, blocked } = plan;
  const raw = plan.patch ? rawOf({ id: target.state.revisionId, sealedRaw: target.state.sealedRaw }) : null;
  const sent = plan.patch ? sentUpdate(kind, scene, target.state, plan.patch, raw, blocked) : null;
  const isConflict = fields.some(({ act }) => act === "conflict");
  const doing = sent ? "update" : byHand.length > 0 ? "by_hand" : "in_step";
  const result = blocked.length > 0 ? "blocked" : isConflict ? "conflict" : doing;
  return {
    result,
    ...{ fields, byHand, left, blocked },
    changes: sent?.changes ?? [],
    requests: sent ? [sent.request] : [],
    effects: sent?.effects ?? [],
    work: result === "update" && plan.patch ? { verb: "update", patch: plan.patch } : null,
    link: {
      ...link,
      kept: fields.flatMap(({ act, path }) => (act === "keep" ? [path] : [])),
      // What is to be done by hand is asked for again until it is seen.
      undone: byHand.flatMap(({ path, proof }) => (proof.by === "value" ? [path] : [])),
    },
  };
}

/** Works out the request of an update as the write path will. What this very flow can't take keeps the item from being sent. */
function sentUpdate(
  kind: FlowKind,
  { targetWorkspace }: ItemScene,
  { stored }: NonNullable<MirroredFlow["state"]>,
  patch: FlowPatch,
  raw: unknown,
  blocked: Blocked[],
) {
  try {
    const complete = completePatch(targetWorkspace, kind, stored, patch, raw);
    const wire = updateWire(kind, stored, complete, raw);
    if (wire === null) return null;
    // Nothing of what is shown tells one secret from another.
    const intended = maskFlowSecrets(applyFlowPatch(kind, stored, complete), () => "");
    return {
      request: shownWire(wire, stored.kept ?? []),
      effects: effectsOfUpdate(kind, stored, complete, patch),
      changes: diffFlows(stored, intended, patchPaths(complete)),
    };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "invalid_body") throw error;
    blocked.push(...blockedByRules(errorsOf(error)));
    return null;
  }
}

/**
 * Works out what a transfer does to one flow in one target: from the mirror, and without sending anything.
 * @throws UnfitReplacement as `mapFlow`
 */
export function planItem(scene: ItemScene): ItemPlan {
  const { source, sourceWorkspace, targetWorkspace, target, inventories, secretOf } = scene;
  const isSame = sourceWorkspace.id === targetWorkspace.id;
  const mapped = mapFlow(source.state.stored, { map: scene.map, ...inventories, isSame });
  const { references, hits, hosts } = mapped;
  const name = target?.name ?? scene.name ?? mapped.flow.name;
  const planned = target
    ? planExisting(source.kind, scene, mapped, target)
    : planNew(source.kind, scene, mapped, name);
  return { ...planned, name, references, hits, hosts, headers: headersIn(mapped, secretOf) };
}
