import { isJsonObject, type JsonObject, storableJson } from "@/lib/json/json-value";
import { idOf, workspaceOf } from "./raw-fields";
import { UpstreamError } from "./upstream-error";

/** A list of the upstream: the usable rows, and how many others there were. */
export interface UpstreamList<Item> {
  items: Item[];
  /** Rows without an id or of another workspace. */
  dropped: number;
}

/**
 * Returns the rows of a list answer that belong to the workspace. Upstream quirk Q18: a list is a bare array, though
 * some tables name a wrapper. Quirk Q19: documented lists mix workspaces, so a row that states another one is dropped.
 * @param wrappers keys under which the array may be
 * @throws UpstreamError of kind `invalid` when there is no array
 */
export function readRows<Item>(
  answer: unknown,
  wrappers: readonly string[],
  expect: { workspaceId: string },
  toItem: (id: string, row: JsonObject) => Item,
): UpstreamList<Item> {
  const wrapped = isJsonObject(answer) ? wrappers.map((key) => answer[key]).find(Array.isArray) : undefined;
  const rows: unknown = Array.isArray(answer) ? answer : wrapped;
  if (!Array.isArray(rows)) {
    throw new UpstreamError({
      kind: "invalid",
      message: "The upstream answered with something that is not a list",
      status: 200,
      sent: true,
    });
  }
  const items = rows.map(storableJson).flatMap((row): Item[] => {
    const id = idOf(row);
    if (!isJsonObject(row) || id === null) return [];
    const stated = row.workspaceId;
    if (stated !== undefined && stated !== null && workspaceOf(row) !== expect.workspaceId) return [];
    return [toItem(id, row)];
  });
  return { items, dropped: rows.length - items.length };
}
