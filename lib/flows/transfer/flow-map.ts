import { z } from "zod";
import { isStorable } from "@/lib/json/json-value";
import { REFERENCE_KINDS, type ReferenceKind } from "./travel";

/** Something of a workspace that flows name by its id. */
export interface Named {
  id: string;
  name: string;
}

const MOST_ENTRIES = 200;
const LONGEST_NAME = 500;
const LONGEST_WORD = 300;

const text = (longest: number) =>
  z.string().max(longest).refine(isStorable, "has a character that can't be stored");
const filled = (longest: number) => text(longest).min(1, "must not be empty");

const named = z.strictObject({ id: filled(200), name: text(LONGEST_NAME) });

const reference = z.strictObject({
  kind: z.enum(REFERENCE_KINDS),
  from: named.describe("What the source's flows name."),
  to: named.nullable().describe("What stands for it in the target; null to leave it empty, by choice."),
});

/** A host as addresses have it, with its port where that is not the usual one. */
const host = filled(300).regex(/^[^\s/?#@]+$/, "must be a host, such as api.example.com");

const pair = { from: filled(LONGEST_WORD), to: text(LONGEST_WORD) };

/** The name of a header that a webhook at a host of the target needs. Its value is kept sealed, beside the map. */
const header = z.strictObject({ host, name: filled(200) });

const list = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(MOST_ENTRIES, `may have at most ${MOST_ENTRIES} entries`).default([]);

/** What stands in one workspace for what flows of another one name. */
export const flowMapShape = {
  references: list(reference),
  hosts: list(z.strictObject({ from: host, to: host })),
  words: list(z.strictObject(pair)).describe("Whole words, as they are written; the longest one counts."),
};

export const flowMapSchema = z.strictObject({ ...flowMapShape, headers: list(header) });

/** A map as it is stored and used: without the values of headers. */
export type FlowMap = z.output<typeof flowMapSchema>;
export type MappedHeader = FlowMap["headers"][number];

export const EMPTY_MAP: FlowMap = { references: [], hosts: [], words: [], headers: [] };

/** What exists in a workspace, by what it is, as far as its lists were read. */
export type Inventory = Record<ReferenceKind, readonly Named[]>;

export const NOTHING_THERE: Inventory = { call_agent: [], omni_agent: [], folder: [], knowledge_base: [] };

/** Returns the host of an address, with its port; null for what is no address. */
export function hostOf(address: string): string | null {
  return URL.parse(address)?.host || null;
}

/** Returns what names a header of a map: two names that differ in their capitals alone are one. */
export function headerKey({ host: at, name }: MappedHeader): string {
  return `${at} ${name.toLowerCase()}`;
}
