import type { CallFlow, DynamicVariableCollection, Webhook } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import type { CallFlowPatch, CreateCallFlow, WebhookToAdd } from "./call-flow-requests";
import type { CreateMessageFlow, MessageFlowPatch } from "./message-flow-requests";

/** A change of either kind of flow, in normal form. */
export type FlowPatch = CallFlowPatch | MessageFlowPatch;

/** A parsed request to create either kind of flow. */
export type CreateFlow = CreateCallFlow | CreateMessageFlow;

type SentWebhook = Omit<WebhookToAdd, "variables"> & { variables?: WebhookToAdd["variables"] };

/** Returns a webhook of a request in the normal form of a flow. */
export function toNormalWebhook(sent: SentWebhook): Webhook {
  return {
    id: null,
    name: sent.name,
    url: sent.url,
    method: sent.method ?? null,
    headers: Object.entries(sent.headers ?? {}).map(([name, value]) => ({ name, value })),
    body: sent.body ?? null,
    description: sent.description ?? null,
    variables: (sent.variables ?? []).map(({ name, description }) => ({
      name: name ?? "",
      description: description ?? null,
    })),
    responseVariables: (sent.responseVariables ?? []).map(({ name, path, description }) => ({
      name: name ?? "",
      path: path ?? null,
      description: description ?? null,
    })),
    isTesting: sent.isTesting ?? null,
    textToSpeak: sent.textToSpeak ?? null,
    testResponse: sent.testResponse ?? null,
  };
}

/** Returns variable collections of a request in the normal form of a flow. */
export function toNormalCollections(
  sent: NonNullable<CreateCallFlow["dynamicVariableCollections"]>,
): DynamicVariableCollection[] {
  return sent.map(({ id, name, variables, isDefault }) => ({
    id,
    name,
    variables: (variables ?? []).map(({ key, value }) => ({ key: key ?? "", value: value ?? "" })),
    isDefault: isDefault ?? false,
  }));
}

/**
 * Returns `base` with every present value of `patch` in it. Objects are merged, and anything else is replaced whole.
 */
function merge<T>(base: T, patch: unknown): T {
  if (patch === undefined) return base;
  if (!isJsonObject(base) || !isJsonObject(patch)) return patch as T;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) merged[key] = merge(merged[key], value);
  return merged as T;
}

/** Returns the kept values that a patch leaves: a field that it sets has a new value, whatever was stored before. */
function keptAfter(flow: Flow, patch: FlowPatch): Pick<Flow, "kept"> {
  if (flow.kept === undefined) return {};
  const set = patchPaths(patch).filter((path) => path !== "/webhooks");
  return { kept: flow.kept.filter(({ path }) => !set.some((own) => `${path}/`.startsWith(`${own}/`))) };
}

/**
 * Returns the call flow that a patch intends. Settings are merged, lists are replaced whole, webhooks are appended:
 * the upstream can do no more with them. The copies in `settings` follow the top-level fields (upstream quirk Q14).
 */
export function applyCallFlowPatch(flow: CallFlow, patch: CallFlowPatch): CallFlow {
  const { webhooks, settings, dynamicVariableCollections, ...fields } = patch;
  const { welcomeMessage, customWelcomeMessage } = patch;
  const intended = merge(flow, { ...fields, settings });
  return {
    ...intended,
    ...keptAfter(flow, patch),
    dynamicVariableCollections:
      dynamicVariableCollections === undefined
        ? flow.dynamicVariableCollections
        : toNormalCollections(dynamicVariableCollections),
    webhooks:
      webhooks === undefined ? flow.webhooks : [...(flow.webhooks ?? []), ...webhooks.map(toNormalWebhook)],
    settings: merge(intended.settings, {
      welcomeMessage,
      customWelcomeMessage,
      knowledgeBaseFiles: settings?.knowledgeBaseFiles?.map(({ url, ...file }) => ({
        ...file,
        url: url ?? null,
      })),
    }),
  };
}

/** Returns the message flow that a patch intends. */
export function applyMessageFlowPatch(flow: MessageFlow, patch: MessageFlowPatch): MessageFlow {
  return { ...merge(flow, patch), ...keptAfter(flow, patch) };
}

/** Returns the flow that a patch intends, for either kind; flow and patch must be of that kind. */
export function applyFlowPatch(kind: FlowKind, flow: Flow, patch: FlowPatch): Flow {
  return kind === "call_flow"
    ? applyCallFlowPatch(flow as CallFlow, patch as CallFlowPatch)
    : applyMessageFlowPatch(flow as MessageFlow, patch as MessageFlowPatch);
}

function leaves(value: unknown, path: string[]): string[] {
  if (value === undefined) return [];
  if (!isJsonObject(value)) return [jsonPointer(path)];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** Returns the JSON pointers of the fields that a patch sets; a list counts as one field. */
export function patchPaths(patch: FlowPatch): string[] {
  return leaves(patch, []);
}
