import { FLOW_WRAPPERS, type Flow, type FlowKind } from "@/lib/flows/model/flow";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { normaliseFlow } from "./normalise-flow";
import { idOf } from "./raw-fields";
import { UpstreamError } from "./upstream-error";

/** The id of a document that has none: a request, for example. */
const NO_ID = "imported";

/** Keys of our own normal form that say something about the reading, not about the flow. */
const OF_THE_READING = ["unknownFields", "kept"];

function unwrapped(document: unknown): JsonObject | null {
  if (!isJsonObject(document)) return null;
  const inner = FLOW_WRAPPERS.map((key) => document[key]).find((value) => isJsonObject(value));
  return isJsonObject(inner) && document.name === undefined ? inner : document;
}

/** A message flow has a channel; no call flow has one. */
function kindOf(document: JsonObject): FlowKind {
  return "messageChannel" in document || "initiationMessage" in document ? "message_flow" : "call_flow";
}

/**
 * Reads a flow out of a document that somebody has: the upstream's answer of either generation, this portal's own JSON of a
 * flow or of one of its revisions, or a request. The workspace and the id that it states are not taken over.
 * @returns the flow in normal form, and what the document itself says; null for anything that is no flow
 */
export function readDocument(document: unknown): { kind: FlowKind; flow: Flow; raw: JsonObject } | null {
  const raw = unwrapped(document);
  if (raw === null || typeof raw.name !== "string") return null;
  const kind = kindOf(raw);
  const known = Object.entries(raw).filter(([key]) => !OF_THE_READING.includes(key));
  const own = { ...Object.fromEntries(known), _id: idOf(raw) ?? NO_ID, workspaceId: NO_ID };
  try {
    return { kind, flow: normaliseFlow(kind, own, { workspaceId: NO_ID }), raw };
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === "invalid") return null;
    throw error;
  }
}
