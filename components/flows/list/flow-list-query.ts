import type { FlowFilter } from "@/lib/mirror/flow-filter";
import { oneOf, type SearchParams } from "../../lists/list-address";

const FLOW_SORTS = ["name", "-name", "updatedAt", "-updatedAt"] as const;
export type FlowSort = (typeof FLOW_SORTS)[number];

const DEFAULT_SORT: FlowSort = "-updatedAt";

/** The filters of a flow list, as they stand in the address. */
export const FLOW_FILTERS = ["q", "isActive", "direction", "agent", "folder", "drift", "copy"] as const;

const COPY_STATES = ["any", "behind"] as const;

export const FLOW_DIRECTIONS = ["inbound", "outbound", "bidirectional"] as const;

export interface FlowListQuery extends FlowFilter {
  group?: "folder";
  /** What is shown beside the usual columns. */
  columns?: "source";
  sort: FlowSort;
  limit: number;
  cursor?: string;
}

/** Stands in the address for "no agent" and "no folder". */
export const NONE = "none";

const PAGE_SIZE = 50;

/** A flag of the address; anything but yes and no is none. */
function flagOf(params: SearchParams, name: string): boolean | undefined {
  const value = oneOf(params, name);
  return value === "true" ? true : value === "false" ? false : undefined;
}

/** Reads a flow list's query from the address. Values that make no sense are ignored, so that old links still work. */
export function flowListQuery(params: SearchParams): FlowListQuery {
  const sort = FLOW_SORTS.find((known) => known === oneOf(params, "sort")) ?? DEFAULT_SORT;
  const direction = FLOW_DIRECTIONS.find((known) => known === oneOf(params, "direction"));
  return {
    q: oneOf(params, "q")?.trim().slice(0, 200) || undefined,
    isActive: flagOf(params, "isActive"),
    direction,
    agent: oneOf(params, "agent")?.slice(0, 64),
    folder: oneOf(params, "folder")?.slice(0, 64),
    drift: flagOf(params, "drift"),
    copy: COPY_STATES.find((known) => known === oneOf(params, "copy")),
    columns: oneOf(params, "columns") === "source" ? "source" : undefined,
    group: oneOf(params, "group") === "folder" ? "folder" : undefined,
    sort,
    limit: PAGE_SIZE,
    cursor: oneOf(params, "cursor"),
  };
}

/** Whether a query leaves any flow out: an empty answer then means "none match", not "there are none". */
export function isFiltered(query: FlowListQuery): boolean {
  return FLOW_FILTERS.some((name) => query[name] !== undefined);
}

/** Returns a query's filters as the API takes them, without a question mark; empty for a list of all flows. */
export function filterParams(query: FlowListQuery): string {
  const params = new URLSearchParams();
  for (const name of FLOW_FILTERS) {
    const value = query[name];
    if (value !== undefined) params.set(name, String(value));
  }
  return params.toString();
}

/** Returns what a view of a query keeps, as the address has it: the filters, the order, the groups and the columns. */
export function viewParams(query: FlowListQuery): string {
  const params = new URLSearchParams(filterParams(query));
  if (query.sort !== DEFAULT_SORT) params.set("sort", query.sort);
  if (query.group) params.set("group", query.group);
  if (query.columns) params.set("columns", query.columns);
  return params.toString();
}
