import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";

/** So many flows are copied at once. */
export const MOST_FLOWS = 50;

/** Which flows a page copies, and to which workspaces at first. */
export interface CopyAddress {
  /** The source's slug. */
  from: string;
  kind: FlowKind;
  ids: readonly string[];
  /** Slugs of targets that are chosen already. */
  to: readonly string[];
  /** Set to put the flows themselves back, each from a version to an earlier one: one entry for each flow. */
  back: readonly Back[];
}

/** The versions between which a flow is put back. */
export interface Back {
  to: number;
  from: number;
}

/** Returns the address of the page that copies flows. Commas stay readable: no id or slug has one. */
export function copyHref({
  from,
  kind,
  ids,
  to = [],
  back = [],
}: Omit<CopyAddress, "to" | "back"> & Partial<CopyAddress>) {
  const list = (values: readonly string[]) => values.map(encodeURIComponent).join(",");
  const targets = to.length > 0 ? `&to=${list(to)}` : "";
  const versions = back.length > 0 ? `&back=${back.map((one) => `${one.from}-${one.to}`).join(",")}` : "";
  return `/copy?from=${encodeURIComponent(from)}&kind=${kind}&ids=${list(ids)}${targets}${versions}`;
}

const listIn = (value: string | null) => [...new Set((value ?? "").split(",").filter(Boolean))];

const VERSIONS = /^([1-9]\d{0,8})-([1-9]\d{0,8})$/;

/** Reads the versions of an address; null where they are none, or not one pair for each flow. */
function readBack(value: string | null, flows: number): Back[] | null {
  const pairs = (value ?? "").split(",").filter(Boolean);
  const back = pairs.flatMap((pair) => {
    const [, from, to] = VERSIONS.exec(pair) ?? [];
    return from && to ? [{ from: Number(from), to: Number(to) }] : [];
  });
  return back.length === pairs.length && (back.length === 0 || back.length === flows) ? back : null;
}

/** Reads such an address; null for one that names no flow. */
export function readCopyAddress(params: URLSearchParams): CopyAddress | null {
  const from = params.get("from") ?? "";
  const kind = FLOW_KINDS.find((one) => one === params.get("kind"));
  const ids = listIn(params.get("ids"));
  const back = readBack(params.get("back"), ids.length);
  if (from === "" || !kind || ids.length === 0 || back === null) return null;
  return { from, kind, ids, to: listIn(params.get("to")), back };
}
