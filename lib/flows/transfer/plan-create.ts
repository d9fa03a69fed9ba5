import { type Flow, type FlowKind, isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import type { CreateFlow, FlowPatch } from "@/lib/flows/requests/apply-patch";
import { copyDraft, createSchemaOf } from "@/lib/flows/requests/copy-flow";
import { keepValid } from "@/lib/flows/requests/keep-valid";
import { UPDATE_SCHEMAS } from "@/lib/flows/requests/update-schemas";
import { valueAt } from "@/lib/json/json-pointer";
import { isEmptyValue, isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { type Blocked, blockedByRules } from "./blocked";
import { addWebhookByHand, type ByHand, NO_SECRET, tickByHand } from "./by-hand";
import { webhookName, webhooksOf } from "./compare-webhooks";
import type { MappedFlow } from "./map-flow";
import { type Left, openReferences } from "./plan-update";
import { headersOf, type SecretOf } from "./sent-webhooks";
import { travellingFields } from "./travel";

export interface CreatePlan {
  /** Null where it is blocked. It has the real values of webhook headers. */
  body: CreateFlow | null;
  /** The update that has to follow, in normal form; null for none. */
  later: FlowPatch | null;
  byHand: ByHand[];
  left: Left[];
  blocked: Blocked[];
}

export interface CreateOptions {
  name: string;
  isActive: boolean;
  autopilot: boolean;
  direction: "outbound" | "bidirectional" | null;
  secretOf: SecretOf;
}

/** Puts the values that the map has into a flow's webhooks. Those that lack one are left out, and added by hand. */
function withSecrets(flow: StoredFlow, secretOf: SecretOf, byHand: ByHand[]): Flow {
  if (!isCallFlow(flow)) return flow;
  const all = flow.webhooks ?? [];
  const webhooks = all.flatMap((webhook) => {
    const headers = headersOf(webhook, secretOf);
    if (headers) return [{ ...webhook, headers }];
    const wanted = webhookName(webhook);
    const count = webhooksOf(all, wanted).length;
    byHand.push(addWebhookByHand(wanted, count, NO_SECRET));
    return [];
  });
  return { ...flow, webhooks };
}

function removeAt(body: JsonObject | null, path: string): void {
  const steps = path.slice(1).split("/");
  const around = valueAt(body, `/${steps.slice(0, -1).join("/")}`.replace(/^\/$/, ""));
  if (isJsonObject(around)) delete around[steps.at(-1) ?? ""];
}

/** Takes out of a draft what does not travel, and says so. */
function leaveOut(
  kind: FlowKind,
  flow: StoredFlow,
  draft: { body: JsonObject; later: JsonObject | null },
  plan: CreatePlan,
): void {
  for (const { path, way } of travellingFields(kind)) {
    if (way.how !== "never" && way.how !== "by_hand") continue;
    removeAt(draft.body, path);
    removeAt(draft.later, path);
    const value = valueAt(flow, path);
    if (isEmptyValue(value) || value === false) continue;
    if (way.how === "never") plan.left.push({ path, why: way.why });
    else plan.byHand.push(tickByHand(path, way.why));
  }
}

function isEmptied(later: JsonObject): boolean {
  return Object.values(later).every(
    (value) => value === undefined || (isJsonObject(value) && isEmptied(value)),
  );
}

/** Works out the request for a new flow in the target, and the update that has to follow it. */
export function planCreate(kind: FlowKind, mapped: MappedFlow, options: CreateOptions): CreatePlan {
  const { name, isActive, autopilot, direction, secretOf } = options;
  const plan: CreatePlan = { body: null, later: null, byHand: [], left: [], blocked: openReferences(mapped) };
  const draft = copyDraft(withSecrets(mapped.flow, secretOf, plan.byHand));
  leaveOut(kind, mapped.flow, draft, plan);
  const isInbound = kind === "call_flow" && mapped.flow.direction === "inbound";
  const chosen: JsonObject = {
    ...draft.body,
    name,
    isActive,
    ...(isInbound && direction ? { direction } : {}),
  };
  const later: JsonObject = { ...draft.later };
  if (autopilot && mapped.flow.autopilot === true) (kind === "call_flow" ? later : chosen).autopilot = true;
  const create = keepValid<CreateFlow>(createSchemaOf(mapped.flow), chosen);
  plan.left.push(
    ...draft.notCopied.filter(({ path }) => !plan.left.some((one) => one.path === path)),
    ...create.dropped,
  );
  if (create.value === null) {
    plan.blocked.push(
      ...blockedByRules(create.errors).map(
        (one): Blocked =>
          one.path === "/direction" && isInbound
            ? {
                code: "direction_not_possible",
                path: one.path,
                message: "No flow can be created as inbound: choose another direction for new flows",
              }
            : one,
      ),
    );
  }
  if (!isEmptied(later)) {
    const update = keepValid<FlowPatch>(UPDATE_SCHEMAS[kind], later);
    plan.later = update.value;
    plan.left.push(...update.dropped);
  }
  if (plan.blocked.length === 0) plan.body = create.value;
  return plan;
}
