import "server-only";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import canonicalize from "canonicalize";
import type { FlowKind } from "@/lib/flows/model/flow";
import { EMPTY_MAP, NOTHING_THERE } from "@/lib/flows/transfer/flow-map";
import type { ItemChoices, TransferChoices } from "@/lib/flows/transfer/transfer-choices";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { folded } from "@/lib/text/readable";
import { readInventories } from "./inventory";
import { type FlowLink, readLinks } from "./links";
import { readMaps, type StoredMap } from "./maps";
import { type ItemPlan, type ItemScene, planItem } from "./plan-item";
import {
  type FlowPlace,
  flowsNamed,
  type MirroredFlow,
  type NamedFlow,
  placeKey,
  type RevisionOf,
  readFlows,
  readRevisions,
} from "./read-flows";

/** Flows, and the workspaces that they go to. The caller must be allowed to read and to write there: nothing is checked here. */
export interface TransferScope {
  sources: {
    workspace: BoundWorkspace;
    kind: FlowKind;
    id: string;
    /** Set to put the flow itself back to an earlier version: what others have changed since `from` stays. */
    back: { to: number; from: number } | null;
  }[];
  /** `flow`: the flow to update, of the only source. */
  targets: { workspace: BoundWorkspace; flow: string | null }[];
  choices: TransferChoices;
}

/** Why an item is not planned at all. */
interface NotPlanned {
  result: "blocked" | "skipped";
  why: string;
  /** Flows of the same name that could be updated, where somebody must say. */
  counterparts: { id: string; name: string }[];
}

/** One source in one target. */
export interface PlannedItem {
  source: number;
  target: number;
  sourceFlow: MirroredFlow | null;
  /** The flow that is updated; null for a new one, and where nobody has said. */
  targetFlow: MirroredFlow | null;
  link: FlowLink | null;
  mapVersion: number;
  plan: ItemPlan | null;
  notPlanned: NotPlanned | null;
}

export interface TransferPlan {
  scope: TransferScope;
  items: PlannedItem[];
  /** SHA-256 over all that would be sent and all that it was worked out from. */
  fingerprint: string;
}

/** What is known of the flows of a transfer, read by a fixed number of statements. */
interface Known {
  flows: Map<string, MirroredFlow>;
  links: FlowLink[];
  named: NamedFlow[];
  mapOf: (sourceId: string, targetId: string) => StoredMap;
  inventories: Awaited<ReturnType<typeof readInventories>>;
  revisions: RevisionOf;
}

const choicesOf = ({ choices }: TransferScope, source: number, target: number): ItemChoices | undefined =>
  choices.items.find((one) => one.source === source && one.target === target);

const sourcePlace = ({ workspace, kind, id }: TransferScope["sources"][number]): FlowPlace => ({
  workspaceId: workspace.id,
  kind,
  id,
});

/** The flows that somebody has named as the ones to update. */
function chosenPlaces(scope: TransferScope): FlowPlace[] {
  return scope.sources.flatMap(({ kind }, source) =>
    scope.targets.flatMap(({ workspace, flow }, target) => {
      const id = choicesOf(scope, source, target)?.flow ?? flow;
      return id ? [{ workspaceId: workspace.id, kind, id }] : [];
    }),
  );
}

async function readKnown(scope: TransferScope): Promise<Known> {
  const sourceIds = [...new Set(scope.sources.map(({ workspace }) => workspace.id))];
  const targetIds = [...new Set(scope.targets.map(({ workspace }) => workspace.id))];
  const sources = await readFlows(scope.sources.map(sourcePlace));
  const found = [...sources.values()];
  const [links, named, mapOf, inventories] = await Promise.all([
    readLinks(
      found.map(({ rowId }) => rowId),
      targetIds,
    ),
    flowsNamed(
      targetIds,
      found.map(({ name }) => name),
    ),
    readMaps(sourceIds, targetIds),
    readInventories([...new Set([...sourceIds, ...targetIds])]),
  ]);
  const targets = await readFlows([
    ...links.map(({ target }) => target),
    ...chosenPlaces(scope),
    ...(scope.choices.existing === "update" ? named : []),
  ]);
  const revisions = await readRevisions(
    scope.sources.flatMap((source) => {
      const rowId = sources.get(placeKey(sourcePlace(source)))?.rowId;
      return source.back && rowId
        ? [source.back.to, source.back.from].map((number) => ({ rowId, number }))
        : [];
    }),
  );
  return { flows: new Map([...targets, ...sources]), links, named, mapOf, inventories, revisions };
}

const notPlanned = (result: NotPlanned["result"], why: string): NotPlanned => ({
  result,
  why,
  counterparts: [],
});

/** The flows of a workspace that have a source's name, capitals and accents apart. */
function alikeIn({ named }: Known, workspace: BoundWorkspace, source: MirroredFlow): NamedFlow[] {
  return named.filter(
    ({ workspaceId, kind, name }) =>
      workspaceId === workspace.id && kind === source.kind && folded(name) === folded(source.name),
  );
}

/** Which flow of a target is updated: the one that somebody named, the one of the link, or one of the same name by choice. */
function counterpartOf(
  scope: TransferScope,
  known: Known,
  item: PlannedItem,
): NotPlanned | { flow: FlowPlace | null } {
  const { sourceFlow, source, target } = item;
  const own = choicesOf(scope, source, target);
  const { workspace, flow } = scope.targets[target] ?? { flow: null };
  if (!workspace || !sourceFlow) return notPlanned("blocked", "There is no such flow");
  const at = (id: string): FlowPlace => ({ workspaceId: workspace.id, kind: sourceFlow.kind, id });
  const chosen = own?.flow === undefined ? flow : own.flow;
  if (chosen) return { flow: at(chosen) };
  if (own?.flow === null) return { flow: null };
  if (item.link) return { flow: item.link.target };
  const alike = alikeIn(known, workspace, sourceFlow);
  const [only] = alike;
  const { existing } = scope.choices;
  if (!only || existing === "second") return { flow: null };
  const counterparts = alike.map(({ id, name }) => ({ id, name }));
  if (existing === "skip")
    return { result: "skipped", why: "A flow of this name exists there", counterparts };
  if (existing === "update" && alike.length === 1) return { flow: at(only.id) };
  const why =
    alike.length === 1
      ? "A flow of this name exists there: update it, make a second one, or leave it out"
      : `${alike.length} flows of this name exist there: say which one to update`;
  return { result: "blocked", why, counterparts };
}

/** The target's flow of an item, or why there is nothing to plan. */
function targetOf(
  scope: TransferScope,
  known: Known,
  item: PlannedItem,
): NotPlanned | { flow: MirroredFlow | null } {
  const { source, target, sourceFlow } = item;
  if (!sourceFlow) return notPlanned("blocked", "The source has no such flow any more");
  if (choicesOf(scope, source, target)?.skip) return notPlanned("skipped", "Left out");
  if (!sourceFlow.state) return notPlanned("blocked", "Nobody has read the source's flow yet");
  const counterpart = counterpartOf(scope, known, item);
  if ("result" in counterpart) return counterpart;
  if (counterpart.flow === null) return { flow: null };
  const flow = known.flows.get(placeKey(counterpart.flow));
  if (!flow) return notPlanned("blocked", "There is no such flow there any more");
  return flow.rowId === sourceFlow.rowId ? notPlanned("blocked", "This is the flow itself") : { flow };
}

/** Works out how a flow is put back to an earlier version of its own. */
function plannedBack(scope: TransferScope, known: Known, item: PlannedItem): PlannedItem {
  const from = scope.sources[item.source];
  const to = scope.targets[item.target];
  const flow = item.sourceFlow;
  const not = (result: NotPlanned["result"], why: string) => ({
    ...item,
    notPlanned: notPlanned(result, why),
  });
  if (!from?.back || !to || from.workspace.id !== to.workspace.id)
    return not("skipped", "It goes back in its own workspace only");
  const [wanted, since] = flow
    ? [known.revisions(flow.rowId, from.back.to), known.revisions(flow.rowId, from.back.from)]
    : [];
  if (!flow?.state || !wanted || !since) return not("blocked", "The flow has no such version any more");
  const scene: ItemScene = {
    source: { ...flow, state: { ...flow.state, ...wanted } },
    sourceWorkspace: from.workspace,
    targetWorkspace: to.workspace,
    target: flow,
    // Both sides had that version once: whoever has moved since is told apart by it.
    link: {
      sourceFlowId: flow.rowId,
      target: flow,
      sourceRevision: since.revision,
      targetRevision: since.revision,
      source: since.stored,
      before: since.stored,
      map: EMPTY_MAP,
      kept: [],
      undone: [],
      takenAt: since.recordedAt,
    },
    map: EMPTY_MAP,
    secretOf: () => undefined,
    inventories: { source: NOTHING_THERE, target: NOTHING_THERE },
    decisions: choicesOf(scope, item.source, item.target)?.fields ?? {},
    choices: scope.choices,
    name: null,
  };
  return { ...item, targetFlow: flow, link: scene.link, plan: planItem(scene) };
}

function planned(scope: TransferScope, known: Known, source: number, target: number): PlannedItem {
  const from = scope.sources[source];
  const to = scope.targets[target];
  if (!from || !to) throw new RangeError(`no item ${source} in ${target}`);
  const sourceFlow = known.flows.get(placeKey(sourcePlace(from))) ?? null;
  const isOfItem = ({ sourceFlowId, target: { workspaceId } }: FlowLink) =>
    sourceFlowId === sourceFlow?.rowId && workspaceId === to.workspace.id;
  const map = known.mapOf(from.workspace.id, to.workspace.id);
  const link = known.links.find(isOfItem) ?? null;
  const item: PlannedItem = {
    ...{ source, target, sourceFlow, link, mapVersion: map.version },
    ...{ targetFlow: null, plan: null, notPlanned: null },
  };
  if (from.back) return plannedBack(scope, known, { ...item, link: null });
  const found = targetOf(scope, known, item);
  if ("result" in found) return { ...item, notPlanned: found };
  const { flow: targetFlow } = found;
  const state = sourceFlow?.state;
  if (!sourceFlow || !state) throw new RangeError("an item without a source has no target");
  // A link is of one flow there; another one that somebody named has none.
  const isLinked = targetFlow !== null && link !== null && placeKey(link.target) === placeKey(targetFlow);
  const scene: ItemScene = {
    source: { ...sourceFlow, state },
    sourceWorkspace: from.workspace,
    targetWorkspace: to.workspace,
    target: targetFlow,
    link: isLinked ? link : null,
    map: map.entries,
    secretOf: map.secretOf,
    inventories: {
      source: known.inventories.get(from.workspace.id) ?? NOTHING_THERE,
      target: known.inventories.get(to.workspace.id) ?? NOTHING_THERE,
    },
    decisions: choicesOf(scope, source, target)?.fields ?? {},
    choices: scope.choices,
    name:
      alikeIn(known, to.workspace, sourceFlow).length > 0
        ? `${sourceFlow.name} (from ${from.workspace.name})`
        : null,
  };
  return { ...item, targetFlow, link: scene.link, plan: planItem(scene) };
}

/** What a fingerprint covers of an item. Secrets are masked in it: a map's version tells that one has changed. */
function printOf({
  source,
  target,
  sourceFlow,
  targetFlow,
  mapVersion,
  plan,
  notPlanned,
}: PlannedItem): unknown {
  return {
    source,
    target,
    sourceHash: sourceFlow?.state?.contentHash ?? null,
    targetFlow: targetFlow && { id: targetFlow.id, hash: targetFlow.state?.contentHash ?? null },
    mapVersion,
    result: plan?.result ?? notPlanned?.result ?? null,
    requests: plan?.requests ?? [],
    byHand: plan?.byHand.map(({ path, words }) => ({ path, words })) ?? [],
  };
}

function fingerprintOf(items: readonly PlannedItem[], { choices, sources }: TransferScope): string {
  const text = canonicalize([choices, sources.map(({ back }) => back), items.map(printOf)]) ?? "";
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * Works out a transfer from the mirror: each source in each target. Nothing is sent. A fixed number of statements, whatever the
 * number of flows and workspaces.
 *
 * @throws UnfitReplacement for a map whose words take too long to find
 */
export async function planTransfer(scope: TransferScope): Promise<TransferPlan> {
  const known = await readKnown(scope);
  const items: PlannedItem[] = [];
  // In the order in which they are sent: a target's items one after the other.
  for (const target of scope.targets.keys()) {
    for (const source of scope.sources.keys()) {
      items.push(planned(scope, known, source, target));
      // Others are answered in between.
      await setImmediate();
    }
  }
  return { scope, items, fingerprint: fingerprintOf(items, scope) };
}
