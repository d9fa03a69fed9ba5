import "server-only";
import { observeFlow } from "@/lib/changes/observe-flow";
import type { FieldChange } from "@/lib/flows/diff/diff-flows";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { etagOf } from "@/lib/mirror/flow-state";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { readingFor } from "@/lib/workspaces/connect";
import type { ItemPlan, PlannedRequest } from "./plan-item";
import { type PlannedItem, planTransfer, type TransferPlan, type TransferScope } from "./plan-transfer";
import type { MirroredFlow } from "./read-flows";

/** All that an item shows when somebody looks into it. */
export interface ItemDetail {
  fields: ItemPlan["fields"];
  changes: FieldChange[];
  requests: PlannedRequest[];
  effects: WriteEffect[];
  references: ItemPlan["references"];
  hits: ItemPlan["hits"];
  hosts: ItemPlan["hosts"];
  headers: ItemPlan["headers"];
}

/** One source in one target, as a preview shows it. */
export interface TransferItemView {
  /** Positions in the request. */
  source: number;
  target: number;
  result: ItemPlan["result"] | "skipped";
  /** Why nothing is planned; null where something is. */
  why: string | null;
  /** The flow to update; null for a new one. */
  flow: { id: string; name: string; etag: string | null } | null;
  /** The name that the flow has, or will have. */
  name: string | null;
  /** Flows of the same name, where somebody must say what to do with them. */
  counterparts: { id: string; name: string }[];
  /** The last transfer; null where there was none. */
  link: { takenAt: string; sourceRevision: number } | null;
  byHand: { path: string; words: string }[];
  left: ItemPlan["left"];
  blocked: ItemPlan["blocked"];
  /** The paths of what changes. */
  changed: string[];
  /** The paths that both sides have changed, and nobody has decided. */
  conflicts: string[];
  /** How many requests it takes. */
  requests: number;
  /** Null where it was not asked for. */
  detail: ItemDetail | null;
}

interface SourceView {
  workspace: string;
  kind: FlowKind;
  id: string;
  name: string | null;
  revision: number | null;
  /** When the upstream was last seen to have this state. */
  readAt: string | null;
}

interface TargetView {
  workspace: string;
  name: string;
  /** The version of the map from the first source's workspace; 0 where nobody has saved one. */
  mapVersion: number;
  requests: number;
  /** How long the budget makes it take, in minutes. */
  minutes: number;
}

export interface TransferPreview {
  fingerprint: string;
  sources: SourceView[];
  targets: TargetView[];
  items: TransferItemView[];
}

/** Details of so many items are shown at once; of more only those that were asked for. */
const MOST_DETAILS = 200;

function detailOf({ plan }: PlannedItem): ItemDetail | null {
  if (!plan) return null;
  const { fields, changes, requests, effects, references, hits, hosts, headers } = plan;
  return { fields, changes, requests, effects, references, hits, hosts, headers };
}

/** An update reads its flow first; a new flow's update is a change of its own. */
function requestsOf(plan: ItemPlan | null): number {
  if (!plan?.work) return 0;
  if (plan.work.verb === "update") return 2;
  return plan.work.later ? 3 : 1;
}

function itemView(item: PlannedItem, withDetail: boolean): TransferItemView {
  const { source, target, plan, notPlanned, targetFlow, link, sourceFlow } = item;
  const hash = targetFlow?.state?.contentHash;
  return {
    source,
    target,
    result: plan?.result ?? notPlanned?.result ?? "blocked",
    why: notPlanned?.why ?? null,
    flow: targetFlow && { id: targetFlow.id, name: targetFlow.name, etag: hash ? etagOf(hash) : null },
    name: plan?.name ?? sourceFlow?.name ?? null,
    counterparts: notPlanned?.counterparts ?? [],
    link: link && { takenAt: link.takenAt.toISOString(), sourceRevision: link.sourceRevision },
    byHand: plan?.byHand.map(({ path, words }) => ({ path, words })) ?? [],
    left: plan?.left ?? [],
    blocked: plan?.blocked ?? [],
    changed: plan?.changes.map(({ path }) => path) ?? [],
    conflicts: plan?.fields.flatMap(({ act, path }) => (act === "conflict" ? [path] : [])) ?? [],
    requests: requestsOf(plan),
    detail: withDetail ? detailOf(item) : null,
  };
}

/** Which items are shown in full. */
export type Details = readonly { source: number; target: number }[] | null;

/** Returns a plan as people see it: secrets masked. */
export function previewOf(
  { scope, items, fingerprint }: TransferPlan,
  details: Details,
  perMinute: number,
): TransferPreview {
  const isShown = ({ source, target }: PlannedItem) =>
    details === null
      ? items.length <= MOST_DETAILS
      : details.some((one) => one.source === source && one.target === target);
  const flowOf = (source: number) => items.find((item) => item.source === source)?.sourceFlow ?? null;
  return {
    fingerprint,
    sources: scope.sources.map(({ workspace, kind, id }, source) => {
      const flow = flowOf(source);
      return {
        ...{ workspace: workspace.slug, kind, id, name: flow?.name ?? null },
        revision: flow?.state?.revision ?? null,
        readAt: flow?.state?.readAt.toISOString() ?? null,
      };
    }),
    targets: scope.targets.map(({ workspace }, target) => {
      const own = items.filter((item) => item.target === target);
      const requests = own.reduce((sum, { plan }) => sum + requestsOf(plan), 0);
      return {
        ...{ workspace: workspace.slug, name: workspace.name, requests },
        mapVersion: own[0]?.mapVersion ?? 0,
        minutes: Math.ceil(requests / perMinute),
      };
    }),
    items: items.map((item) => itemView(item, isShown(item))),
  };
}

/** A preview reads at most so many flows from the upstream: its budget is small. */
const MOST_READ = 20;

/** The flows of a plan that nobody has read, or of which a list tells a later state. */
function unseen({ items }: TransferPlan): MirroredFlow[] {
  const flows = items
    .flatMap(({ sourceFlow, targetFlow }) => [sourceFlow, targetFlow])
    .filter((flow) => flow !== null);
  const unread = flows.filter(({ state, isBehind }) => state === null || isBehind);
  return [...new Map(unread.map((flow) => [flow.rowId, flow])).values()].slice(0, MOST_READ);
}

/**
 * Works out a transfer, after the flows of which nobody knows the present state were read from the upstream. One that can't be read
 * now stays as it is known: the write path looks again before it sends.
 */
export async function planFreshTransfer(scope: TransferScope, personId: string): Promise<TransferPlan> {
  const plan = await planTransfer(scope);
  const flows = unseen(plan);
  if (flows.length === 0) return plan;
  let isNews = false;
  const silent = new Set<string>();
  for (const { workspaceId, kind, id } of flows) {
    // Where one can't be read, each further one would wait as long for nothing.
    if (silent.has(workspaceId)) continue;
    try {
      await observeFlow(workspaceId, kind, id, readingFor({ id: personId }));
      isNews = true;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      silent.add(workspaceId);
    }
  }
  return isNews ? await planTransfer(scope) : plan;
}
