import type { Webhook } from "@/lib/flows/model/call-flow";
import { type FlowKind, isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { UPDATE_SCHEMAS } from "@/lib/flows/requests/update-schemas";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import { isEmptyValue, type JsonObject } from "@/lib/json/json-value";
import { type Blocked, blockedByRules } from "./blocked";
import {
  addWebhookByHand,
  type ByHand,
  changeWebhookByHand,
  NO_SECRET,
  removeWebhookByHand,
  setByHand,
  tickByHand,
} from "./by-hand";
import { compareWebhooks, isAlikeAndNamed, webhookName, webhooksOf } from "./compare-webhooks";
import type { MappedFlow } from "./map-flow";
import { sameValue } from "./same-value";
import { type SecretOf, type SentWebhook, sentWebhooks } from "./sent-webhooks";
import type { Decision, Decisions } from "./transfer-choices";
import { type TravellingField, travellingFields } from "./travel";

/** The two flows of a link as they were at the last transfer, both in the target's terms. */
export interface LinkBase {
  source: StoredFlow;
  target: StoredFlow;
  /** Paths of fields that the target kept for itself then. */
  kept: readonly string[];
  /** Paths of fields that were to be sent then, and were not. */
  undone: readonly string[];
}

/** A field in which source and target differ, and what becomes of it. */
export interface FieldPlan {
  path: string;
  /** `take`: it is sent. `keep`: the target's own value stays. `conflict`: both moved, and somebody must decide. */
  act: "take" | "keep" | "conflict";
  /** What both had at the last transfer; undefined without one. */
  base?: unknown;
  /** The target's value. */
  theirs: unknown;
  /** The source's value, in the target's terms. */
  yours: unknown;
  /** The value that the target will have. */
  value: unknown;
}

/** A field of the source that does not travel, and why. */
export interface Left {
  path: string;
  why: string;
}

export interface UpdatePlan {
  fields: FieldPlan[];
  /** Webhooks that are added, as the request has them: with the real values of their headers. */
  webhooks: SentWebhook[];
  byHand: ByHand[];
  left: Left[];
  blocked: Blocked[];
  /** Null for nothing to send. */
  patch: FlowPatch | null;
}

const UNREAD =
  "the value there is stored in a form that Switchboard doesn't read. Set it in Trillet's dashboard";
const FIXED = "no request can change it once the flow exists. Set it in Trillet's dashboard, or leave it";
const NO_INBOUND = 'no request can ask for "inbound". Set it in Trillet\'s dashboard, or leave it';

/** Why a value can't be sent in an update; null where it can. */
function obstacle({ path, canUpdate }: TravellingField, target: StoredFlow, value: unknown): string | null {
  if (!canUpdate) return FIXED;
  if (path === "/direction" && value === "inbound") return NO_INBOUND;
  const isUnread = (target.kept ?? []).some(
    (kept) => `${kept.path}/`.startsWith(`${path}/`) || `${path}/`.startsWith(`${kept.path}/`),
  );
  return isUnread ? UNREAD : null;
}

/** Who moved since the last transfer; without one, the source counts as moved. */
function moves(path: string, source: unknown, target: unknown, base: LinkBase | null) {
  if (!base) return { source: true, target: false };
  const wasKept = base.kept.includes(path);
  return {
    source: base.undone.includes(path) || !sameValue(source, valueAt(base.source, path)),
    // What the target kept for itself is its own, also where it has not moved since.
    target: wasKept || !sameValue(target, valueAt(base.target, path)),
  };
}

function actOf(
  moved: { source: boolean; target: boolean },
  decision: Decision | undefined,
): FieldPlan["act"] {
  if (decision !== undefined) return decision === "target" ? "keep" : "take";
  if (moved.source && moved.target) return "conflict";
  return moved.source ? "take" : "keep";
}

/** The welcome text says something only beside `ai_custom`, and no request takes it otherwise. */
function isIdle(path: string, source: StoredFlow): boolean {
  return path === "/customWelcomeMessage" && isCallFlow(source) && source.welcomeMessage !== "ai_custom";
}

interface Sides {
  mapped: MappedFlow;
  target: StoredFlow;
  base: LinkBase | null;
  decisions: Decisions;
}

/** Returns what keeps a reference from being mapped, one entry for each that is open. */
export function openReferences({ references }: MappedFlow, path?: string): Blocked[] {
  const open = references.filter((one) => one.how === "open" && (path === undefined || one.path === path));
  return open.map(({ path: at, from, why }) => ({
    code: "not_matched",
    path: at,
    message: `Say what “${from.name ?? from.id}” is there, or leave it out: ${why}`,
  }));
}

/** Whether the source says something of a field. A value that no answer has told is nothing that could be taken. */
function isStated({ path }: TravellingField, yours: unknown, { references, flow }: MappedFlow): boolean {
  // An empty reference may be somebody's choice.
  if (yours === null) return references.some((one) => one.path === path && one.how === "map");
  return !isIdle(path, flow);
}

/** Returns both values of a field where they differ and somebody has moved since the last transfer; null otherwise. */
function differenceIn(field: TravellingField, { mapped, target, base }: Sides) {
  const yours = valueAt(mapped.flow, field.path) ?? null;
  const theirs = valueAt(target, field.path) ?? null;
  if (!isStated(field, yours, mapped) || sameValue(yours, theirs)) return null;
  const moved = moves(field.path, yours, theirs, base);
  // Neither moved: the upstream writes what was sent in its own way.
  return moved.source || moved.target ? { yours, theirs, moved } : null;
}

function planField(field: TravellingField, sides: Sides, plan: UpdatePlan): void {
  const { path } = field;
  const decision = sides.decisions[path];
  const open = openReferences(sides.mapped, path);
  if (open.length > 0) {
    if (field.canUpdate && decision !== "target") plan.blocked.push(...open);
    return;
  }
  const difference = differenceIn(field, sides);
  if (difference === null) return;
  const { yours, theirs, moved } = difference;
  const why = obstacle(field, sides.target, yours);
  if (why !== null && moved.source && decision !== "target") {
    plan.byHand.push(setByHand(path, yours, why));
    return;
  }
  const act = why === null ? actOf(moved, decision) : "keep";
  const taken = typeof decision === "object" ? decision.value : yours;
  const base = sides.base ? { base: valueAt(sides.base.source, path) ?? null } : {};
  plan.fields.push({ path, act, ...base, theirs, yours, value: act === "take" ? taken : theirs });
}

const webhooksIn = (flow: StoredFlow | undefined): readonly Webhook[] =>
  flow !== undefined && isCallFlow(flow) ? (flow.webhooks ?? []) : [];

function planWebhooks({ mapped, target, base }: Sides, secretOf: SecretOf, plan: UpdatePlan): void {
  if (!isCallFlow(mapped.flow) || mapped.flow.webhooks === null) return;
  const source = mapped.flow.webhooks;
  const before = { source: webhooksIn(base?.source), target: webhooksIn(base?.target) };
  const wasIn = (side: readonly Webhook[], webhook: Webhook) =>
    webhooksOf(side, webhookName(webhook)).length > 0;
  const { missing, changed, surplus } = compareWebhooks(source, webhooksIn(target));
  // One that both had at the last transfer was taken off there on purpose.
  const isTakenOff = (webhook: Webhook) => wasIn(before.source, webhook) && wasIn(before.target, webhook);
  for (const { name } of missing.filter(isTakenOff)) {
    plan.left.push({ path: "/webhooks", why: `The webhook “${name}” was taken off there, and stays so` });
  }
  const wanted = missing.filter((webhook) => !isTakenOff(webhook));
  const { sent, secretless } = sentWebhooks(wanted, secretOf);
  plan.webhooks.push(...sent);
  for (const webhook of secretless) {
    const name = webhookName(webhook);
    plan.byHand.push(addWebhookByHand(name, webhooksOf(source, name).length, NO_SECRET));
  }
  // What the source has as it had it is no news: the target's own way stays.
  const moved = changed.filter((pair) => !before.source.some((one) => isAlikeAndNamed(one, pair.source)));
  for (const pair of moved) plan.byHand.push(changeWebhookByHand(webhookName(pair.source)));
  // One that the source never had is the target's own.
  for (const webhook of base ? surplus.filter((one) => wasIn(before.source, one)) : surplus) {
    const name = webhookName(webhook);
    plan.byHand.push(removeWebhookByHand(name, webhooksOf(source, name).length));
  }
}

function planAutopilot({ mapped, target }: Sides, plan: UpdatePlan): void {
  const [yours, theirs] = [valueAt(mapped.flow, "/autopilot"), valueAt(target, "/autopilot")];
  if (typeof yours !== "boolean" || typeof theirs !== "boolean" || yours === theirs) return;
  plan.fields.push({ path: "/autopilot", act: "take", theirs, yours, value: yours });
}

/**
 * Lets the welcome text follow the welcome that the target will have: no request takes a text that nobody says, nor a fixed
 * welcome without one.
 */
function settleWelcome({ mapped, target }: Sides, { fields }: UpdatePlan): void {
  const [source, there] = [mapped.flow, target];
  if (!isCallFlow(source) || !isCallFlow(there)) return;
  const welcome = fields.find(({ path }) => path === "/welcomeMessage");
  const text = fields.find(({ path }) => path === "/customWelcomeMessage");
  const isSaid = (welcome ? welcome.value : there.welcomeMessage) === "ai_custom";
  if (!text) return;
  const isNeeded = isSaid && welcome?.act === "take" && isEmptyValue(there.customWelcomeMessage);
  if (isNeeded && text.act === "keep") Object.assign(text, { act: "take", value: text.yours });
  if (!isSaid && text.act === "take") Object.assign(text, { act: "keep", value: text.theirs });
}

function wantedBy({ fields, webhooks }: UpdatePlan): JsonObject {
  const wanted: JsonObject = {};
  for (const { path, act, value } of fields) if (act === "take") plantAt(wanted, path, value);
  return webhooks.length > 0 ? { ...wanted, webhooks } : wanted;
}

/** Makes the patch of what is taken. What today's rules refuse is done by hand, with their words. */
function finishPatch(kind: FlowKind, plan: UpdatePlan): void {
  for (let wanted = wantedBy(plan); Object.keys(wanted).length > 0; wanted = wantedBy(plan)) {
    const parsed = UPDATE_SCHEMAS[kind].safeParse(wanted);
    if (parsed.success) {
      plan.patch = parsed.data;
      return;
    }
    const errors = toFieldErrors(parsed.error);
    const errorAt = (path: string) => errors.find((error) => `${error.path}/`.startsWith(`${path}/`));
    const blamed = plan.fields.filter(({ path, act }) => act === "take" && errorAt(path));
    // An error that names no field of ours would never go away, so nothing is sent.
    if (blamed.length === 0) {
      plan.blocked.push(...blockedByRules(errors));
      return;
    }
    plan.byHand.push(
      ...blamed.map(({ path, value }) => setByHand(path, value, errorAt(path)?.message ?? FIXED)),
    );
    plan.fields = plan.fields.filter((field) => !blamed.includes(field));
  }
}

/**
 * Works out what a transfer changes in a flow that exists, field by field, from three states: at the last transfer, the
 * source now, the target now. Agreement is never a difference, whatever the link says.
 *
 * @param sides the source in the target's terms, the target, and the link's states; without a link all that differs is taken
 * @param options whether the source's autopilot is wanted, and the values of headers that the map has
 */
export function planUpdate(
  kind: FlowKind,
  sides: Sides,
  options: { autopilot: boolean; secretOf: SecretOf },
): UpdatePlan {
  const plan: UpdatePlan = { fields: [], webhooks: [], byHand: [], left: [], blocked: [], patch: null };
  for (const field of travellingFields(kind)) {
    const { how } = field.way;
    if (how === "as_it_is" || how === "address" || how === "reference") planField(field, sides, plan);
    if (how === "by_hand") leaveByHand(field, sides, plan);
  }
  planWebhooks(sides, options.secretOf, plan);
  if (options.autopilot) planAutopilot(sides, plan);
  settleWelcome(sides, plan);
  finishPatch(kind, plan);
  return plan;
}

function leaveByHand({ path, way }: TravellingField, { mapped, base }: Sides, plan: UpdatePlan): void {
  const value = valueAt(mapped.flow, path);
  const isNews = base === null || !sameValue(value, valueAt(base.source, path));
  if (way.how === "by_hand" && isNews && !isEmptyValue(value)) plan.byHand.push(tickByHand(path, way.why));
}
