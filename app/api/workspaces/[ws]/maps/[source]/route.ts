import { z } from "zod";
import { NOT_FOUND, type WorkspaceContext, workspaceRoute } from "@/lib/bff/route";
import { flowMapShape, NOTHING_THERE } from "@/lib/flows/transfer/flow-map";
import { boundWorkspace, openWorkspaces } from "@/lib/identity/find-caller";
import { flowMapAnswer } from "@/lib/openapi/answers/transfer-answers";
import { Problem } from "@/lib/problems/problem";
import { headerNameFault, headerValueFault } from "@/lib/text/http-header";
import { readInventories } from "@/lib/transfers/inventory";
import { readMaps, type StoredMap, saveMap } from "@/lib/transfers/maps";

/** A text that a rule finds no fault with; the rule's words end a sentence. */
function ruled(text: z.ZodString, faultOf: (value: string) => string | null) {
  return text.superRefine((value, report) => {
    const message = faultOf(value);
    if (message !== null) report.addIssue({ code: "custom", message });
  });
}

/** The workspace that a map leads from: the caller must be able to read its flows. */
function sourceOf({ caller, params, workspace }: WorkspaceContext) {
  const found = boundWorkspace(caller, params.source ?? "");
  const open = openWorkspaces(caller, ["call_flow.read", "message_flow.read"]);
  if (!found || found.id === workspace.id || !open.some(({ id }) => id === found.id)) {
    throw new Problem("not_found", NOT_FOUND);
  }
  return found;
}

async function answerOf({ version, entries }: StoredMap, sourceId: string, targetId: string) {
  const inventories = await readInventories([sourceId, targetId]);
  return {
    version,
    ...entries,
    source: inventories.get(sourceId) ?? NOTHING_THERE,
    target: inventories.get(targetId) ?? NOTHING_THERE,
  };
}

export const GET = workspaceRoute("call_flow.update", {
  operationId: "readMap",
  summary: "Read what stands in this workspace for things that flows of another one name",
  tag: "transfers",
  action: null,
  otherWorkspaces: true,
  answer: { description: "The map; an empty one where nobody has saved any.", schema: flowMapAnswer },
  problems: ["not_found"],
  handle: async (context) => {
    const source = sourceOf(context);
    const { id } = context.workspace;
    return { body: await answerOf((await readMaps([source.id], [id]))(source.id, id), source.id, id) };
  },
});

export const PUT = workspaceRoute("call_flow.update", {
  operationId: "saveMap",
  summary: "Save what stands in this workspace for things that flows of another one name",
  tag: "transfers",
  action: "map.change",
  otherWorkspaces: true,
  body: z.strictObject({
    version: z.int().min(0).describe("The version that was read; 0 for none."),
    ...flowMapShape,
    headers: z
      .array(
        z.strictObject({
          host: z.string().min(1).max(300),
          name: ruled(z.string().max(200), headerNameFault),
          value: ruled(z.string().max(8_000), headerValueFault)
            .optional()
            .describe("Left out: the value that the map has stays."),
        }),
      )
      .max(200)
      .default([])
      .describe(
        "Headers that webhooks to a host of this workspace need. Their values are sealed, and never answered.",
      ),
  }),
  answer: { description: "The map as it is saved.", schema: flowMapAnswer },
  problems: ["not_found", "stale"],
  handle: async (context) => {
    const source = sourceOf(context);
    const { workspace, requester, body } = context;
    const { version, ...saved } = body;
    const stored = await saveMap(requester, source, workspace, saved, version);
    return { body: await answerOf(stored, source.id, workspace.id) };
  },
});
