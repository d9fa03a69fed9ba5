import { z } from "zod";
import { pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { restoreFlow } from "@/lib/changes/update-flow";
import { LARGEST_INTEGER } from "@/lib/db/values";
import { etagOf } from "@/lib/mirror/flow-state";
import { previewRestore } from "@/lib/mirror/preview-restore";
import { compareRevisions, listRevisions, readRevision } from "@/lib/mirror/revisions";
import { comparisonAnswer, restorePlanAnswer } from "@/lib/openapi/answers/history-answers";
import { revisionAnswer, revisionListAnswer } from "@/lib/openapi/answers/mirror-answers";
import type { FlowKindFacts } from "./flow-kinds";
import { flowId, noSuchRevision, revisionNumber } from "./flow-path";
import { besideWrite, changeRequest, ifMatchTags, writeReply } from "./flow-write";

/** `…/{id}/revisions`. */
export function revisionListRoutes({ kind, tag, noun }: FlowKindFacts) {
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `list${noun}Revisions`,
      summary: "List the stored states, newest first",
      tag,
      action: null,
      query: z.strictObject(pageQuery),
      answer: { description: "A page of revisions.", schema: revisionListAnswer },
      handle: async ({ workspace, params, query }) => ({
        body: await listRevisions(workspace.id, kind, flowId(params), query),
      }),
    }),
  };
}

/** `…/{id}/revisions/{n}`. */
export function revisionRoutes({ kind, tag, noun, answer }: FlowKindFacts) {
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `read${noun}Revision`,
      summary: "Read one stored state",
      tag,
      action: null,
      answer: {
        description: "The revision, with the flow as it was.",
        schema: revisionAnswer(answer),
        headers: ["ETag"],
      },
      handle: async ({ workspace, params }) => {
        const number = revisionNumber(params);
        const revision = await readRevision(workspace.id, kind, flowId(params), number);
        if (!revision) throw noSuchRevision();
        return { body: revision, headers: { ETag: etagOf(revision.hash) } };
      },
    }),
  };
}

/** A revision's number in a query string. */
const numberQuery = z.coerce
  .number("must be a revision's number")
  .int("must be a revision's number")
  .min(1, "must be a revision's number")
  .max(LARGEST_INTEGER, "must be a revision's number");

/** `…/{id}/revisions/compare`. */
export function comparisonRoutes({ kind, tag, noun }: FlowKindFacts) {
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `compare${noun}Revisions`,
      summary: "Compare any two stored states, field by field",
      tag,
      action: null,
      query: z.strictObject({ from: numberQuery, to: numberQuery }),
      answer: { description: "The differences from the one to the other.", schema: comparisonAnswer },
      handle: async ({ workspace, params, query }) => {
        const comparison = await compareRevisions(workspace.id, kind, flowId(params), query);
        if (!comparison) throw noSuchRevision();
        return { body: comparison };
      },
    }),
  };
}

/** `…/{id}/revisions/{n}/restore-plan`. */
export function restorePlanRoutes({ kind, tag, noun }: FlowKindFacts) {
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `plan${noun}Restore`,
      summary: "Say what restoring a stored state would do. Nothing is requested from the upstream",
      tag,
      action: null,
      answer: {
        description: "The fields that would be written, and those that can't be.",
        schema: restorePlanAnswer,
      },
      handle: async ({ workspace, params }) => {
        const number = revisionNumber(params);
        const preview = await previewRestore(workspace.id, kind, flowId(params), number);
        if (!preview) throw noSuchRevision();
        return { body: preview };
      },
    }),
  };
}

/** `…/{id}/restore`: brings an earlier revision back as a new change. */
export function restoreRoutes({ kind, tag, noun, restored }: FlowKindFacts) {
  return {
    POST: workspaceRoute(`${kind}.update`, {
      operationId: `restore${noun}`,
      summary: "Bring an earlier revision back, as far as the upstream can be set to it",
      tag,
      action: `${kind}.restore`,
      body: z.strictObject({
        revision: z.number("must be a revision's number").int().min(1).max(LARGEST_INTEGER),
      }),
      flowWrite: "existing_flow",
      beside: besideWrite(kind),
      answer: { description: "The flow's new state.", schema: restored, headers: ["ETag"] },
      handle: async (context) => {
        const { request, params, body } = context;
        const change = { ...changeRequest(context, kind), ifMatch: ifMatchTags(request.headers) };
        return writeReply(await restoreFlow({ ...change, flowId: flowId(params), revision: body.revision }));
      },
    }),
  };
}
