import { isUnreadValue } from "@/lib/flows/diff/kept-changes";
import { itemShape } from "./item-shapes";
import { secretChange } from "./secret-value";

/**
 * The way in which a field's change is shown: `items` item by item, `texts` text by text, `prose` word by word,
 * `structure` line by line, and a single `value` as before and after.
 */
type FieldKind = "secret" | "items" | "texts" | "structure" | "prose" | "value";

/** A text that is longer than this, or has several lines, is prose. */
const LONG = 60;

function isStructure(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isTextList(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isProse(value: unknown): boolean {
  return typeof value === "string" && (value.length > LONG || value.includes("\n"));
}

/** Decides how a change is shown, by its path and its two values. */
export function fieldKind(path: string, before: unknown, after: unknown): FieldKind {
  if (isUnreadValue(before) || isUnreadValue(after)) return "value";
  if (secretChange(before, after) !== null) return "secret";
  if (isStructure(before) || isStructure(after)) {
    if (itemShape(path, before, after)) return "items";
    return isTextList(before) && isTextList(after) ? "texts" : "structure";
  }
  return isProse(before) || isProse(after) ? "prose" : "value";
}
