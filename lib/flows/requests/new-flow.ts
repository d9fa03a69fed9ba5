import { diffContent, type FieldChange } from "@/lib/flows/diff/diff-flows";
import type { Flow } from "@/lib/flows/model/flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { type CreateFlow, toNormalCollections, toNormalWebhook } from "./apply-patch";
import type { CreateCallFlow } from "./call-flow-requests";

/**
 * Returns the fields of a new flow, as a list of changes from nothing. Only fields of the request are in it: those
 * that the upstream adds are not known before. Values of webhook headers are masked.
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

/** @param unread paths of fields that were answered in a form that we don't read: these have a value */
function fill(answered: unknown, requested: unknown, unread: ReadonlySet<string>, at = ""): unknown {
  if (answered === null) return unread.has(at) ? null : (requested ?? null);
  if (!isJsonObject(answered) || !isJsonObject(requested)) return answered;
  return Object.fromEntries(
    Object.entries(answered).map(([key, value]) => {
      return [key, fill(value, requested[key], unread, at + jsonPointer([key]))];
    }),
  );
}

/**
 * Returns a new flow as answered, with its null fields filled in from the create request. The older generation of
 * answers lacks voice guard and reminder messages, for example. A later update must send them again, or an upstream
 * that replaces settings would reset them. An answered value stays, also where it differs from the request.
 */
export function fillFromRequest<NewFlow extends Flow>(answered: NewFlow, body: CreateFlow): NewFlow {
  // Webhooks are in every answer. The request's ones are not used: they carry secrets, and the journal, from which a
  // lost create is completed, has them masked.
  const {
    webhooks: _,
    dynamicVariableCollections: collections,
    ...requested
  } = body as Partial<CreateCallFlow>;
  const normal = collections ? { dynamicVariableCollections: toNormalCollections(collections) } : {};
  const unread = new Set((answered.kept ?? []).map(({ path }) => path));
  return fill(answered, { ...requested, ...normal }, unread) as NewFlow;
}
