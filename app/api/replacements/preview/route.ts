import { z } from "zod";
import { callerRoute, NOT_FOUND } from "@/lib/bff/route";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { checkPattern, replacementShape } from "@/lib/flows/replace/replacement-schema";
import { openWorkspaces } from "@/lib/identity/find-caller";
import { flowCursor } from "@/lib/mirror/replace/find-candidates";
import { previewReplacement } from "@/lib/mirror/replace/preview-replacement";
import { replacementPreviewAnswer } from "@/lib/openapi/answers/replacement-answers";
import { Problem } from "@/lib/problems/problem";

const LONGEST_CURSOR = 4_000;

const previewBody = z
  .strictObject({
    ...replacementShape,
    workspaces: z
      .array(z.string().max(200))
      .min(1)
      .max(1_000)
      .nullable()
      .default(null)
      .describe(
        "The slugs or ids of the workspaces to search; null for all in which the caller may change flows.",
      ),
    kinds: z
      .array(z.enum(FLOW_KINDS))
      .min(1)
      .max(FLOW_KINDS.length)
      .default([...FLOW_KINDS]),
    active: z.boolean().nullable().default(null).describe("Active or inactive flows alone; null for both."),
    cursor: z
      .string()
      .max(LONGEST_CURSOR)
      .refine((text) => flowCursor.readOrNull(text) !== null, "must be the nextCursor of the page before")
      .nullable()
      .default(null),
  })
  .superRefine(checkPattern);

// A preview is a read with a long body: nothing is sent or recorded, so it has no action.
export const POST = callerRoute({
  operationId: "previewReplacement",
  summary:
    "Find a text or a pattern in the texts of all flows that the caller may change, and say what would be replaced. From the mirror; nothing is sent or recorded",
  tag: "search",
  action: null,
  body: previewBody,
  answer: {
    description:
      "A page of flows with matches, in the order of their workspaces' names and of their own. A page may be empty, also where another follows.",
    schema: replacementPreviewAnswer,
  },
  problems: ["not_found"],
  handle: async ({ caller, body }) => {
    const { workspaces: only, kinds, active, cursor, ...replacement } = body;
    const open = openWorkspaces(
      caller,
      kinds.map((kind) => `${kind}.update` as const),
    );
    const workspaces = open.filter(
      ({ id, slug }) => only === null || only.includes(id) || only.includes(slug),
    );
    const isEach =
      only === null || only.every((one) => open.some(({ id, slug }) => one === id || one === slug));
    if (!isEach) throw new Problem("not_found", NOT_FOUND);
    const after = cursor === null ? null : flowCursor.readOrNull(cursor);
    return { body: await previewReplacement(replacement, { workspaces, kinds, active }, after) };
  },
});
