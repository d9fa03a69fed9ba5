import { pathsWhere } from "@/lib/flows/fields/flow-fields";
import { isEmptyValue, isJsonObject, type JsonObject } from "@/lib/json/json-object";
import { jsonPointer } from "@/lib/json/json-pointer";

/**
 * What people decide about a flow, as opposed to what the upstream makes of it. Differences and content hashes
 * both stand on this, so that two states have the same hash exactly when nothing differs between them. Copies of fields
 * (upstream quirk Q14) are no content: one change must not show twice.
 */
const NO_CONTENT = pathsWhere(({ diff, life }) => diff === "no" || life === "copy").add("/unknownFields");

/** Leaves out what is no content, and empty values of objects, at every depth outside lists. */
function contentIn(value: unknown, path: string[]): unknown {
  if (!isJsonObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    const content = NO_CONTENT.has(jsonPointer(at)) ? null : contentIn(inner, at);
    if (!isEmptyValue(content)) kept[key] = content;
  }
  return kept;
}

/** Gives a flow's content: no fields made by the upstream, no copies, no empty values. */
export function contentOf(flow: object): JsonObject {
  return contentIn(flow, []) as JsonObject;
}
