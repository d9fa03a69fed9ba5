import { z } from "zod";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import type { FoundFlow, FoundFlows } from "@/lib/mirror/text/search-flows";
import { flagOrNull, listOf, textOrNull } from "./answer-parts";

const hit = z.object({
  path: z.string().describe("The field, as a JSON pointer (RFC 6901)."),
  before: z
    .string()
    .describe("Up to 60 characters before the match, in one line; `…` where the text begins earlier."),
  match: z.string(),
  after: z.string(),
});

const foundFlow: z.ZodType<FoundFlow> = z.object({
  workspace: z.string().describe("The workspace's slug."),
  kind: z.enum(FLOW_KINDS),
  id: z.string(),
  name: z.string(),
  isActive: flagOrNull,
  agentName: textOrNull,
  folderName: textOrNull,
  hits: z.array(hit).describe("The first places where it matches; at most five."),
});

export const flowSearchAnswer: z.ZodType<FoundFlows> = listOf(foundFlow).extend({
  unread: z
    .int()
    .describe(
      "How many of the searched flows have texts that were never read: these are found by name and description only.",
    ),
});
