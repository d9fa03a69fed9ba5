import { z } from "zod";
import type { OverviewItem } from "@/lib/overview/overview";
import { HEALTH_NAMES } from "@/lib/workspaces/health";
import { listOf, textOrNull, timeOrNull } from "./answer-parts";
import { lastFlowChange } from "./mirror-answers";

const flows = z.object({ total: z.int(), active: z.int() });

const overviewItem: z.ZodType<OverviewItem> = z.object({
  slug: z.string(),
  name: z.string(),
  colour: z.int(),
  role: z.string().describe("The caller's role there."),
  starred: z.boolean().describe("Whether the caller has starred it."),
  groups: z
    .array(z.object({ id: z.uuid(), name: z.string() }))
    .describe("The groups that it is in, by name."),
  health: z.object({
    state: z.enum(HEALTH_NAMES),
    since: timeOrNull.describe("Since when; null where it has been so for longer than this is kept."),
    message: textOrNull.describe("What the upstream said; null where all is well."),
  }),
  callFlows: flows,
  messageFlows: flows,
  drift: z.int().describe("Flows that were changed outside, and nobody here has agreed to it."),
  copiesBehind: z
    .object({ callFlows: z.int(), messageFlows: z.int() })
    .describe("Copies whose sources are newer, as far as the caller may read these."),
  openChanges: z.int().describe("Changes that are under way."),
  unknownChanges: z.int().describe("Changes of which nobody knows whether they were made."),
  lastChange: lastFlowChange.nullable().describe("The last change of any flow that the audit log knows of."),
  budget: z
    .object({ limit: z.int(), left: z.int() })
    .nullable()
    .describe("What the caller may still read in this minute; null where the key can't be opened."),
  asOf: timeOrNull.describe("When the older of the two lists was read; null where one never was."),
});

export const overviewAnswer = listOf(overviewItem);
