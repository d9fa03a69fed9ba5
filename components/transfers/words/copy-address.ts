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
}

/** Returns the address of the page that copies flows. Commas stay readable: no id or slug has one. */
export function copyHref({ from, kind, ids, to = [] }: Omit<CopyAddress, "to"> & Partial<CopyAddress>) {
  const list = (values: readonly string[]) => values.map(encodeURIComponent).join(",");
  const targets = to.length > 0 ? `&to=${list(to)}` : "";
  return `/copy?from=${encodeURIComponent(from)}&kind=${kind}&ids=${list(ids)}${targets}`;
}

const listIn = (value: string | null) => [...new Set((value ?? "").split(",").filter(Boolean))];

/** Reads such an address; null for one that names no flow. */
export function readCopyAddress(params: URLSearchParams): CopyAddress | null {
  const from = params.get("from") ?? "";
  const kind = FLOW_KINDS.find((one) => one === params.get("kind"));
  const ids = listIn(params.get("ids"));
  if (from === "" || !kind || ids.length === 0) return null;
  return { from, kind, ids, to: listIn(params.get("to")) };
}
