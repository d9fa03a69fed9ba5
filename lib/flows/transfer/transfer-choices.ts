import { z } from "zod";
import { isStorableJson } from "@/lib/json/json-value";

/** A person's word on a field: the source's value, the target's own, or a value that was merged by hand. */
const decision = z.union([
  z.enum(["source", "target"]),
  z.strictObject({ value: z.unknown().refine(isStorableJson, "has a character that can't be stored") }),
]);
export type Decision = z.output<typeof decision>;

/** Decisions about the fields of one item, by JSON pointer. */
export type Decisions = Readonly<Record<string, Decision>>;

/** What to do in a target that has a flow of the same name, and no link to the source. */
const EXISTING = ["update", "second", "skip"] as const;

/** The choices for one item: a source, by its place, in a target, by its own. */
const itemChoices = z.strictObject({
  source: z.int().min(0),
  target: z.int().min(0),
  skip: z.boolean().default(false).describe("Leave this flow out in this workspace."),
  flow: z
    .string()
    .max(200)
    .nullable()
    .optional()
    .describe("The target's flow to update, by its id; null for a new one."),
  fields: z
    .record(z.string().max(500), decision)
    .default({})
    .describe("By JSON pointer: `source`, `target`, or `{value}`."),
});

export const transferChoices = z.strictObject({
  existing: z
    .enum(EXISTING)
    .nullable()
    .default(null)
    .describe(
      "What to do where a flow of the same name exists that no transfer made; null to say it for each.",
    ),
  active: z
    .enum(["inactive", "like_source"])
    .default("inactive")
    .describe("Whether new flows begin inactive, or like the source."),
  autopilot: z
    .boolean()
    .default(false)
    .describe("Whether the source's autopilot is taken over, where flows have it."),
  direction: z
    .enum(["outbound", "bidirectional"])
    .nullable()
    .default(null)
    .describe("The direction of new call flows whose source is inbound: no request can ask for that."),
  mayActivate: z
    .array(z.string().max(200))
    .max(50)
    .default([])
    .describe("Targets in which a new flow may activate its agent's waiting phone number, by slug."),
  items: z.array(itemChoices).max(2_500).default([]),
});

export type TransferChoices = z.output<typeof transferChoices>;
export type ItemChoices = z.output<typeof itemChoices>;
