import { diffContent, type FieldChange } from "@/lib/flows/diff/diff-flows";
import type { Flow } from "@/lib/flows/model/flow";
import { isJsonObject } from "@/lib/json/json-value";
import { type CreateFlow, toNormalCollections, toNormalWebhook } from "./apply-patch";
import type { CreateCallFlow } from "./call-flow-requests";

/**
 * Gives what a new flow will consist of, field by field, as a list of changes from nothing. Only what the request says is
 * in it: what the upstream adds by itself is not known before. Values of webhook headers are masked.
 */
export function changesOfCreate(body: CreateFlow): FieldChange[] {
  const { webhooks, dynamicVariableCollections: collections, ...fields } = body as Partial<CreateCallFlow>;
  const content = {
    ...fields,
    ...(collections ? { dynamicVariableCollections: toNormalCollections(collections) } : {}),
    ...(webhooks
      ? {
          webhooks: webhooks.map(({ variablesforcallflow, ...webhook }) =>
            toNormalWebhook({
              ...webhook,
              ...(variablesforcallflow ? { variables: variablesforcallflow } : {}),
            }),
          ),
        }
      : {}),
  };
  return diffContent({}, content);
}

function fill(told: unknown, asked: unknown): unknown {
  if (told === null) return asked ?? null;
  if (!isJsonObject(told) || !isJsonObject(asked)) return told;
  return Object.fromEntries(Object.entries(told).map(([key, value]) => [key, fill(value, asked[key])]));
}

/**
 * Completes what the upstream told of a new flow by what it was asked to make. The older generation of answers leaves
 * out voice guard and reminder messages, for example: a later update must send them again, or an upstream that replaces
 * settings would reset them. What the upstream did tell stays, also where it differs.
 */
export function fillFromRequest<Told extends Flow>(told: Told, body: CreateFlow): Told {
  // Webhooks carry secrets and are always told; the journal, from which a lost create is completed, has them masked.
  const { webhooks: _, dynamicVariableCollections: collections, ...asked } = body as Partial<CreateCallFlow>;
  const normal = collections ? { dynamicVariableCollections: toNormalCollections(collections) } : {};
  return fill(told, { ...asked, ...normal }) as Told;
}
