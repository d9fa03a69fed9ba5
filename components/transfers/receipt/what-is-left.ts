import type { TransferReceipt } from "@/lib/jobs/transfer-receipt";
import { type CopyAddress, copyHref } from "../words/copy-address";
import { isLeft } from "../words/result-words";

/** A copy that goes on with what is left of another one. */
export interface Rest {
  href: string;
  flows: number;
}

/** Returns the copies that go on with what is left, one for each workspace and kind of the sources; none while it runs. */
export function restOf({ endedAt, items }: TransferReceipt): Rest[] {
  if (endedAt === null) return [];
  const copies = new Map<string, CopyAddress>();
  for (const item of items.filter(isLeft)) {
    const { source, workspace } = item;
    if (source === null) continue;
    const key = `${source.workspace} ${source.kind}`;
    const known = copies.get(key) ?? { from: source.workspace, kind: source.kind, ids: [], to: [] };
    copies.set(key, {
      ...known,
      ids: [...new Set([...known.ids, source.id])],
      to: [...new Set([...known.to, workspace])],
    });
  }
  return [...copies.values()].map((copy) => ({ href: copyHref(copy), flows: copy.ids.length }));
}
