import { z } from "zod";
import { workspaceRoute } from "@/lib/bff/route";
import { LARGEST_INTEGER } from "@/lib/db/values";
import { blamePrompt } from "@/lib/mirror/blame-prompt";
import { acceptDrift, readDrift } from "@/lib/mirror/drift";
import { blameAnswer, driftAnswer } from "@/lib/openapi/answers/history-answers";
import { invalidBody, Problem } from "@/lib/problems/problem";
import type { FlowKindFacts } from "./flow-kinds";
import { flowId } from "./flow-path";

const noSuchFlow = () => new Problem("not_found", "There is no such flow");

/** `…/{id}/blame`. */
export function blameRoutes({ kind, tag, noun }: FlowKindFacts) {
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `blame${noun}Prompt`,
      summary: "Say which stored state wrote which line of the prompt",
      tag,
      action: null,
      answer: { description: "The prompt, line by line.", schema: blameAnswer },
      handle: async ({ workspace, params }) => {
        const blame = await blamePrompt(workspace.id, kind, flowId(params));
        if (!blame) throw noSuchFlow();
        return { body: blame };
      },
    }),
  };
}

/** `…/{id}/drift`: how the newest stored state differs from the accepted one. */
export function driftRoutes(facts: FlowKindFacts) {
  const { kind, tag, noun } = facts;
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `read${noun}Drift`,
      summary: "Say whether the flow was changed outside the portal. Nothing is requested from the upstream",
      tag,
      action: null,
      answer: { description: "The accepted state against the newest one.", schema: driftAnswer },
      handle: async ({ workspace, params }) => {
        const drift = await readDrift(workspace.id, kind, flowId(params));
        if (!drift) throw noSuchFlow();
        return { body: drift };
      },
    }),
    POST: acceptDriftRoute(facts),
  };
}

function acceptDriftRoute({ kind, tag, noun }: FlowKindFacts) {
  return workspaceRoute(`${kind}.update`, {
    operationId: `accept${noun}Drift`,
    summary: "Keep a state that was made outside the portal. Nothing is sent to the upstream",
    tag,
    action: `${kind}.accept_drift`,
    body: z.strictObject({
      revision: z.number("must be a revision's number").int().min(1).max(LARGEST_INTEGER),
      keep: z.literal("theirs", "must be theirs"),
    }),
    answer: { description: "The flow's drift after that.", schema: driftAnswer },
    problems: ["conflict"],
    handle: async ({ workspace, params, body, requester }) => {
      const upstreamId = flowId(params);
      const flow = { workspaceId: workspace.id, kind, upstreamId };
      const acceptance = await acceptDrift({ ...flow, revision: body.revision, ...requester });
      if (acceptance.outcome === "newer_exists") {
        throw new Problem(
          "conflict",
          `The flow has changed again since state #${body.revision}: state #${acceptance.newest} is the newest. ` +
            "Load it again and look at that one first",
        );
      }
      const drift = await readDrift(workspace.id, kind, upstreamId);
      if (!drift) throw noSuchFlow();
      if (acceptance.outcome === "no_such_revision") {
        throw invalidBody([{ path: "/revision", message: "The flow has no such revision" }]);
      }
      return { body: drift };
    },
  });
}
