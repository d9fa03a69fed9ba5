import { UPSTREAM_ID_PATTERN } from "@/lib/flows/fields/field-schemas";
import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow-kind";
import { UpstreamError } from "./upstream-error";

/** Gives the path of the collection of a kind, for example `/v1/api/call-flows`. */
export function flowsPath(kind: FlowKind): string {
  return `/v1/api/${flowPathSegment(kind)}`;
}

/**
 * Gives the path of one flow.
 * @throws UpstreamError of kind `not_found` for a text that can't be an id: it may come from an address that
 * somebody typed, and must not lead to another path of the upstream (quirk Q39)
 */
export function flowPath(kind: FlowKind, id: string): string {
  if (!UPSTREAM_ID_PATTERN.test(id)) {
    throw new UpstreamError({ kind: "not_found", message: "There is no flow with this id", sent: false });
  }
  return `${flowsPath(kind)}/${encodeURIComponent(id)}`;
}
