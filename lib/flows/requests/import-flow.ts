import { MASK } from "@/lib/flows/diff/secret-values";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import { type FieldError, jsonPointer } from "@/lib/json/json-pointer";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { type FlowPatch, patchPaths } from "./apply-patch";
import { copyDraft, createSchemaOf } from "./copy-flow";
import { keepValid } from "./keep-valid";
import type { NotRestored } from "./plan-restore";

/** A flow's document as a request for a new flow. */
export interface ImportedFlow {
  /** The documented create request; where a header's value is a secret that the document lacks, it is empty. */
  request: JsonObject;
  dropped: NotRestored[];
  /** The places of the values that somebody has to type. */
  secrets: { path: string; message: string }[];
  /** Required fields that the document lacks, with the reason. */
  lacking: { path: string; message: string }[];
}

const ONLY_LATER = "A new flow can't have it yet: set it once the flow is made";

/** A value that the rules for requests accept, in the place of a secret that only somebody can type. */
const PLACEHOLDER = "to-be-typed";

function withPlaceholders(flow: Flow): Flow {
  if (!isCallFlow(flow)) return flow;
  const webhooks = flow.webhooks?.map((webhook) => ({
    ...webhook,
    headers: webhook.headers.map(({ name, value }) => ({
      name,
      value: value === MASK || value === "" ? PLACEHOLDER : value,
    })),
  }));
  return { ...flow, webhooks: webhooks ?? null };
}

/** Empties the placeholders of a request, in place, and returns where they were. */
function emptyPlaceholders(request: JsonObject): ImportedFlow["secrets"] {
  const webhooks = Array.isArray(request.webhooks) ? request.webhooks.filter(isJsonObject) : [];
  return webhooks.flatMap(({ name, headers }, position) => {
    if (!isJsonObject(headers)) return [];
    const masked = Object.keys(headers).filter((header) => headers[header] === PLACEHOLDER);
    return masked.map((header) => {
      headers[header] = "";
      const message = `Type the value of the header ${header} of the webhook “${String(name)}”: the document does not have it`;
      return { path: jsonPointer(["webhooks", position, "headers", header]), message };
    });
  });
}

/** Says what is in the way where a document has a value that no request takes. */
function explained(error: FieldError, flow: Flow): FieldError {
  if (error.path !== "/direction" || flow.direction !== "inbound") return error;
  const message = "Choose another direction: the document says inbound, and no flow can be made as inbound";
  return { path: error.path, message };
}

/**
 * Makes the request for a new flow out of a flow's document. What no such request takes is dropped, each with its reason.
 * The name stays, and the new flow starts inactive.
 * @param flow in normal form; header values may be masked
 */
export function importFlow(flow: Flow): ImportedFlow {
  const draft = copyDraft(withPlaceholders(flow));
  const kept = keepValid(createSchemaOf(flow), { ...draft.body, name: flow.name, isActive: false });
  const request = structuredClone(kept.rest);
  const later = draft.later
    ? patchPaths(draft.later as FlowPatch).map((path) => ({ path, why: ONLY_LATER }))
    : [];
  return {
    request,
    dropped: [...draft.notCopied, ...kept.dropped, ...later],
    secrets: emptyPlaceholders(request),
    lacking: kept.errors.map((error) => explained(error, flow)),
  };
}
