import { isJsonObject } from "@/lib/json/json-value";
import { readJsonDocument } from "../json/json-document";
import { placedSentence } from "../json/json-document-problem";

/** A transfer that was typed as JSON, or what is wrong with the text. */
type TypedTransfer = { kind: "read"; item: unknown } | { kind: "broken"; problem: string };

/** Reads a transfer typed as JSON. Any JSON will do, since the upstream documents no shape; a name twice will not. */
export function readTransfer(text: string): TypedTransfer {
  const reading = readJsonDocument(text);
  if (reading.kind === "read") return { kind: "read", item: reading.document };
  return { kind: "broken", problem: reading.problems.map(placedSentence).join(" ") };
}

/** Gives a transfer as JSON to edit, indented. */
export function transferText(item: unknown): string {
  return JSON.stringify(item, null, 2);
}

/** Gives what a transfer that is an object says, one fact for each of its keys; groups and lists stay JSON. */
export function transferFacts(item: Record<string, unknown>): { key: string; value: string }[] {
  return Object.entries(item).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

/** Gives the keys that the transfers have, in the order in which they come up: what is known about their shape. */
export function transferKeys(items: readonly unknown[]): string[] {
  return [...new Set(items.filter(isJsonObject).flatMap((item) => Object.keys(item)))];
}

/** Gives a text to begin a new transfer with: the keys of the last one that is an object, without its values. */
export function blankTransfer(items: readonly unknown[]): string {
  const model = items.filter(isJsonObject).at(-1) ?? {};
  const blank = Object.entries(model).map(([key, value]) => [key, blankLike(value)] as const);
  return transferText(Object.fromEntries(blank));
}

function blankLike(value: unknown): unknown {
  if (typeof value === "string") return "";
  if (typeof value === "boolean") return false;
  if (Array.isArray(value)) return [];
  return null;
}
