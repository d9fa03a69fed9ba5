import { jsonPointer } from "@/lib/flows/json-pointer";
import type { FieldError } from "@/lib/problems/problem";

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and nobody means to write one. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** Every text in a JSON value that can't be stored, keys included, as field errors. */
export function unstorableTexts(value: unknown, path: string[] = []): FieldError[] {
  if (typeof value === "string") {
    return isStorable(value)
      ? []
      : [{ path: jsonPointer(path), message: "holds a character that can't be stored" }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    return isStorable(key) ? unstorableTexts(inner, here) : unstorableTexts(key, path);
  });
}
