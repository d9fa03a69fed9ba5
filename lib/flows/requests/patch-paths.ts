import { isJsonObject } from "@/lib/json/json-object";
import { jsonPointer } from "@/lib/json/json-pointer";
import type { FlowPatch } from "./flow-patch";

function leaves(value: unknown, path: string[]): string[] {
  if (value === undefined) return [];
  if (!isJsonObject(value)) return [jsonPointer(path)];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** Gives the JSON pointers of the fields that a patch sets; a list counts as one field. */
export function patchPaths(patch: FlowPatch): string[] {
  return leaves(patch, []);
}
