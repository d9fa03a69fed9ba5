import { workspaceRoute } from "@/lib/bff/route";
import { exportAnswer, flowLinksAnswer } from "@/lib/openapi/answers/transfer-answers";
import { exportFlow } from "@/lib/transfers/export-flow";
import { linksOfFlow } from "@/lib/transfers/flow-links";
import type { FlowKindFacts } from "./flow-kinds";
import { flowId } from "./flow-path";

/** `…/{id}/links`: where a flow came from, and where it went. */
export function linksRoute({ kind, tag, noun, words }: FlowKindFacts) {
  return workspaceRoute(`${kind}.read`, {
    operationId: `read${noun}Links`,
    summary: `Say where ${words} came from and where it was copied to, as far as the caller may read there`,
    tag,
    action: null,
    otherWorkspaces: true,
    answer: { description: "Both ends of its links.", schema: flowLinksAnswer },
    handle: async ({ caller, workspace, params }) => ({
      body: await linksOfFlow(caller, { workspaceId: workspace.id, kind, id: flowId(params) }),
    }),
  });
}

/** `…/{id}/export`: the file that an import takes, here or elsewhere. */
export function exportRoute({ kind, tag, noun, words }: FlowKindFacts) {
  return workspaceRoute(`${kind}.read`, {
    operationId: `export${noun}`,
    summary: `Export ${words} as a file that an import takes, here or in another workspace; no secret is in it`,
    tag,
    action: null,
    asksUpstream: true,
    answer: { description: "The flow as it is known now.", schema: exportAnswer },
    problems: ["not_found"],
    handle: async ({ caller, workspace, params }) => ({
      body: await exportFlow(workspace.id, kind, flowId(params), caller.user.id),
    }),
  });
}
