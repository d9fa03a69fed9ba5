import "server-only";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { normaliseFlow } from "./normalise-flow";
import { flowPath, readUpstream, type UpstreamConnection } from "./request";
import { UpstreamError } from "./upstream-error";

/** Upstream quirk Q21: the upstream has answered "not found" and "does not belong to workspace" with status 500. */
const SAYS_NOT_FOUND =
  /\b(flow|pathway)\b.{0,80}\bnot found\b|\bdoes not belong to (the |this )?workspace\b/i;

/** The kinds of flow, each with its type in normal form. */
interface FlowOfKind {
  call_flow: CallFlow;
  message_flow: MessageFlow;
}

/**
 * Reads one flow from the upstream.
 * @param lastKnown the last stored state with its digests; it fills in the fields that the answer lacks
 * @returns the flow in normal form and the unchanged answer as `raw`. The answer contains secrets and must
 *   only be stored sealed.
 * @throws UpstreamError; `not_found` also where the upstream says so with a 500
 */
export async function readFlow<Kind extends FlowKind>(
  connection: UpstreamConnection,
  kind: Kind,
  id: string,
  lastKnown: FlowOfKind[Kind] | null = null,
): Promise<{ raw: unknown; flow: FlowOfKind[Kind] }> {
  const path = flowPath(kind, id);
  try {
    const { json } = await readUpstream(connection, path);
    const flow = normaliseFlow(kind, json, connection, lastKnown) as FlowOfKind[Kind];
    if (flow.id !== id) throw otherFlow();
    return { raw: json, flow };
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === "failed" && SAYS_NOT_FOUND.test(error.message)) {
      throw new UpstreamError({
        kind: "not_found",
        message: error.message,
        status: error.status,
        sent: true,
      });
    }
    throw error;
  }
}

function otherFlow(): UpstreamError {
  return new UpstreamError({
    kind: "invalid",
    message: "Trillet answered with another flow than the one asked for",
    status: 200,
    sent: true,
  });
}
