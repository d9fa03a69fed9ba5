import type { FlowKind } from "@/lib/flows/model/flow";
import type { TransferReceipt } from "@/lib/jobs/transfer-receipt";
import { type Back, type CopyAddress, copyHref } from "../words/copy-address";
import { isLeft } from "../words/result-words";

/** A copy that goes on with what is left of another one. */
export interface Rest {
  href: string;
  flows: number;
}

/** Returns what puts back the flows that a copy has updated, one for each workspace and kind; none while it runs. */
export function wayBack({ endedAt, items }: TransferReceipt): (Rest & { workspace: string })[] {
  if (endedAt === null) return [];
  const copies = new Map<
    string,
    { workspace: string; kind: FlowKind; flows: { id: string; back: Back }[] }
  >();
  for (const { workspace, kind, flowId, versions } of items) {
    if (flowId === null || versions === null) continue;
    const key = `${workspace} ${kind}`;
    const known = copies.get(key) ?? { workspace, kind, flows: [] };
    const back = { to: versions.before, from: versions.after };
    copies.set(key, { ...known, flows: [...known.flows, { id: flowId, back }] });
  }
  return [...copies.values()].map(({ workspace, kind, flows }) => ({
    workspace,
    flows: flows.length,
    href: copyHref({
      from: workspace,
      kind,
      ids: flows.map(({ id }) => id),
      back: flows.map(({ back }) => back),
    }),
  }));
}

/** Returns the copies that go on with what is left, one for each workspace and kind of the sources; none while it runs. */
export function restOf({ endedAt, items }: TransferReceipt): Rest[] {
  if (endedAt === null) return [];
  const copies = new Map<string, CopyAddress>();
  for (const item of items.filter(isLeft)) {
    const { source, workspace } = item;
    if (source === null) continue;
    const key = `${source.workspace} ${source.kind}`;
    const known = copies.get(key) ?? {
      ...{ from: source.workspace, kind: source.kind, ids: [], to: [], back: [] },
    };
    copies.set(key, {
      ...known,
      ids: [...new Set([...known.ids, source.id])],
      to: [...new Set([...known.to, workspace])],
    });
  }
  return [...copies.values()].map((copy) => ({ href: copyHref(copy), flows: copy.ids.length }));
}
