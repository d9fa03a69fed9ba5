import { isJsonObject, type JsonObject, storableJson } from "@/lib/json/json-value";
import { idOf, workspaceOf } from "./raw-fields";
import { readUpstream, type UpstreamConnection } from "./request";
import { UpstreamError } from "./upstream-error";

/** Where a list is, and what its reader needs of each row. */
interface ListQuestion {
  path: string;
  /** Keys under which the rows may be, when the answer is no bare list (upstream quirk Q18). */
  wrappers: readonly string[];
  /** The members of a row that are read, beside its id and its workspace. */
  keys: readonly string[];
}

/** The members of every row that are read. */
const IDENTITY = ["_id", "id", "workspaceId"];

/**
 * Reads a list of any length: the upstream has no paging, and its rows hold whole prompts and settings, so that what
 * nobody reads is dropped while it streams in.
 * @throws UpstreamError
 */
export async function listRows<Item>(
  connection: UpstreamConnection,
  { path, wrappers, keys }: ListQuestion,
  toItem: (id: string, row: JsonObject) => Item,
): Promise<UpstreamList<Item>> {
  const read = new Set([...IDENTITY, ...keys]);
  const thinRow = (row: JsonObject) => {
    for (const key of Object.keys(row)) if (!read.has(key)) delete row[key];
  };
  const { json } = await readUpstream(connection, path, { thinRow });
  return readRows(json, wrappers, connection, toItem);
}

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
function readRows<Item>(
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
      message: "Trillet answered with something that is not a list",
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
