import "server-only";
import { z } from "zod";
import { type RouteHandler, workspaceRoute } from "@/lib/bff/route";
import { LARGEST_INTEGER } from "@/lib/db/values";
import type { FlowKind } from "@/lib/flows/model/flow";
import { blamePrompt } from "@/lib/mirror/blame-prompt";
import { acceptDrift, readDrift } from "@/lib/mirror/drift";
import { previewRestore } from "@/lib/mirror/preview-restore";
import { compareRevisions } from "@/lib/mirror/revisions";
import { invalidBody, Problem } from "@/lib/problems/problem";

const noSuchFlow = () => new Problem("not_found", "There is no such flow");
const noSuchRevision = () => new Problem("not_found", "The flow has no such revision");

/** A revision's number in a query string. */
const numberQuery = z.coerce
  .number("must be a revision's number")
  .int("must be a revision's number")
  .min(1, "must be a revision's number")
  .max(LARGEST_INTEGER, "must be a revision's number");

/** Ids that can't be one find nothing, since no row has them; the database takes any text. */
const idOf = (params: Record<string, string>): string => params.id ?? "";

/** `GET …/{id}/revisions/compare?from=1&to=4`: what differs between any two stored states. */
export function compareRevisionsRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    query: z.strictObject({ from: numberQuery, to: numberQuery }),
    handle: async ({ workspace, params, query }) => {
      const comparison = await compareRevisions(workspace.id, kind, idOf(params), query);
      if (!comparison) throw noSuchRevision();
      return { body: comparison };
    },
  });
}

/** `GET …/{id}/revisions/{n}/restore-plan`: what restoring the revision would do; the upstream is not asked. */
export function restorePlanRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    handle: async ({ workspace, params }) => {
      const number = Number(params.n);
      const possible = Number.isSafeInteger(number) && number > 0 && number <= LARGEST_INTEGER;
      const preview = possible ? await previewRestore(workspace.id, kind, idOf(params), number) : null;
      if (!preview) throw noSuchRevision();
      return { body: preview };
    },
  });
}

/** `GET …/{id}/blame`: which revision wrote which line of the prompt. */
export function blameRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    handle: async ({ workspace, params }) => {
      const blame = await blamePrompt(workspace.id, kind, idOf(params));
      if (!blame) throw noSuchFlow();
      return { body: blame };
    },
  });
}

/** `GET …/{id}/drift`: how the newest stored state stands to the one that was last agreed to here. */
export function readDriftRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.read`, {
    action: null,
    handle: async ({ workspace, params }) => {
      const drift = await readDrift(workspace.id, kind, idOf(params));
      if (!drift) throw noSuchFlow();
      return { body: drift };
    },
  });
}

/** `POST …/{id}/drift`: keeps a state that was made elsewhere. Nothing is sent to the upstream. */
export function acceptDriftRoute(kind: FlowKind): RouteHandler {
  return workspaceRoute(`${kind}.update`, {
    action: `${kind}.accept_drift`,
    body: z.strictObject({
      revision: z.number("must be a revision's number").int().min(1).max(LARGEST_INTEGER),
      keep: z.literal("theirs", "must be theirs"),
    }),
    handle: async ({ workspace, params, body, requester }) => {
      const upstreamId = idOf(params);
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
