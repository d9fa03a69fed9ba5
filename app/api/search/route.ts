import { z } from "zod";
import { pageQuery } from "@/lib/bff/query";
import { callerRoute, NOT_FOUND } from "@/lib/bff/route";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { openWorkspaces } from "@/lib/identity/find-caller";
import { searchFlows } from "@/lib/mirror/text/search-flows";
import { readCursor } from "@/lib/mirror/text/search-order";
import { flowSearchAnswer } from "@/lib/openapi/answers/search-answers";
import { Problem } from "@/lib/problems/problem";

const LONGEST_CURSOR = 4_000;

const searchQuery = z.strictObject({
  q: z
    .string()
    .max(200)
    .describe(
      'Words in any order, and beginnings of words; `"a phrase"` as it is written; `-word` leaves out the flows that have it. Case and accents make no difference.',
    ),
  kind: z.enum(FLOW_KINDS).optional(),
  workspace: z.string().max(200).optional().describe("The id or slug of the only workspace to search."),
  limit: pageQuery.limit,
  // Results are in the order of how well they match, so that a place among them is more than a number.
  cursor: z
    .string()
    .max(LONGEST_CURSOR)
    .refine((text) => readCursor(text) !== null, "must be the nextCursor of the page before")
    .optional()
    .describe(pageQuery.cursor.description ?? ""),
});

export const GET = callerRoute({
  operationId: "searchFlows",
  summary:
    "Search the flows of all workspaces of the caller by name, description, agent, folder and all their texts, from the mirror",
  tag: "search",
  action: null,
  query: searchQuery,
  answer: {
    description:
      "A page of flows, the best matches first: the whole name, words of the name, words about the flow, words anywhere. A page may be short, also where another follows.",
    schema: flowSearchAnswer,
  },
  problems: ["not_found"],
  handle: async ({ caller, query }) => {
    const { q, kind, limit, workspace: only, cursor } = query;
    const kinds = kind ? [kind] : FLOW_KINDS;
    const open = openWorkspaces(
      caller,
      kinds.map((one) => `${one}.read` as const),
    );
    const workspaces = open.filter(({ id, slug }) => only === undefined || only === id || only === slug);
    if (only !== undefined && workspaces.length === 0) throw new Problem("not_found", NOT_FOUND);
    const after = cursor === undefined ? null : readCursor(cursor);
    return { body: await searchFlows({ q, kind, limit, workspaces, after }) };
  },
});
