import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { jsonColumn } from "@/lib/db/json-column";
import { flowContent } from "@/lib/flows/diff/diff-flows";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import { storedFlowSchemas } from "@/lib/flows/fields/stored-schema";
import type { Flow, FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { sameJson } from "@/lib/json/json-value";

/** A flow as it was read, ready to be stored: masked, with the hash of its content. */
export interface FlowState {
  stored: StoredFlow;
  contentHash: string;
  /** The upstream's own answer; must be sealed before it is stored. */
  raw: unknown;
}

function hashOf(stored: StoredFlow): string {
  const content = canonicalize(flowContent(stored)) ?? "";
  return createHash("sha256").update(content, "utf8").digest("hex");
}

/**
 * Masks a flow's secrets and hashes its content (SHA-256 over canonical JSON, hexadecimal).
 * @param raw the upstream's answer that the flow was read from
 * @param digest the keyed digest of a secret
 * @param last the newest stored state. One of before kept values were recorded has a hash without them, and a flow that
 *   is still the same must have that hash: a new version of the portal is no edit of a flow
 */
export function flowState(
  flow: Flow,
  raw: unknown,
  digest: (secret: string) => string,
  last?: { stored: StoredFlow; contentHash: string } | null,
): FlowState {
  const stored = maskFlowSecrets(flow, digest);
  // Most reads find nothing new. To compare is cheaper than to hash.
  if (last && sameJson(stored, last.stored)) return { stored, contentHash: last.contentHash, raw };
  if (last && last.stored.kept === undefined) {
    const { kept: _, ...withoutKept } = stored;
    if (hashOf(withoutKept) === last.contentHash) return { stored, contentHash: last.contentHash, raw };
  }
  return { stored, contentHash: hashOf(stored), raw };
}

/** Returns the entity tag of a state: strong, and the same on every replica. */
export function etagOf(contentHash: string): string {
  return `"${contentHash.slice(0, 32)}"`;
}

const COLUMNS = {
  call_flow: jsonColumn("a stored call flow", storedFlowSchemas.call_flow),
  message_flow: jsonColumn("a stored message flow", storedFlowSchemas.message_flow),
};

/** The codec of the columns that store a flow: `Revision.document`, `Change.base` and `Change.expected`. */
export const storedFlow = {
  read: (kind: FlowKind, stored: unknown): StoredFlow => COLUMNS[kind].read(stored),
  readOrNull: (kind: FlowKind, stored: unknown): StoredFlow | null => COLUMNS[kind].readOrNull(stored),
  write: COLUMNS.call_flow.write,
};
