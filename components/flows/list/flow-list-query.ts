import { oneOf, type SearchParams } from "../../lists/list-address";

const FLOW_SORTS = ["name", "-name", "updatedAt", "-updatedAt"] as const;
export type FlowSort = (typeof FLOW_SORTS)[number];

/** The filters of a flow list, as they stand in the address. */
export const FLOW_FILTERS = ["q", "isActive", "direction", "agent"] as const;

export const FLOW_DIRECTIONS = ["inbound", "outbound", "bidirectional"] as const;

export interface FlowListQuery {
  q?: string;
  isActive?: boolean;
  direction?: string;
  agent?: string;
  sort: FlowSort;
  limit: number;
  cursor?: string;
}

const PAGE_SIZE = 50;

/** Reads a flow list's query from the address. Values that make no sense are ignored, so that old links still work. */
export function flowListQuery(params: SearchParams): FlowListQuery {
  const sort = FLOW_SORTS.find((known) => known === oneOf(params, "sort")) ?? "-updatedAt";
  const active = oneOf(params, "isActive");
  const direction = FLOW_DIRECTIONS.find((known) => known === oneOf(params, "direction"));
  const q = oneOf(params, "q")?.trim().slice(0, 200);
  const agent = oneOf(params, "agent");
  const cursor = oneOf(params, "cursor");
  return {
    ...(q ? { q } : {}),
    ...(active === "true" || active === "false" ? { isActive: active === "true" } : {}),
    ...(direction ? { direction } : {}),
    ...(agent ? { agent } : {}),
    sort,
    limit: PAGE_SIZE,
    ...(cursor ? { cursor } : {}),
  };
}

/** Whether a query leaves any flow out: an empty answer then means "none match", not "there are none". */
export function isFiltered(query: FlowListQuery): boolean {
  return FLOW_FILTERS.some((name) => query[name] !== undefined);
}
