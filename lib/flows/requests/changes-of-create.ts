import { diffFlows, type FieldChange } from "@/lib/flows/diff/diff-flows";
import type { Flow } from "@/lib/flows/model/flow";
import { toNormalCollections, toNormalWebhook } from "./apply-patch";
import type { CreateCallFlow } from "./create-call-flow";
import type { CreateFlow } from "./flow-patch";

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
  return diffFlows(null, content as unknown as Flow);
}
