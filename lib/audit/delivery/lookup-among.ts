import type { LookupFunction } from "node:net";

/**
 * A look-up of names that knows one answer: the addresses that were checked. Whoever connects with it gets there,
 * whatever the name stands for by now, so a second answer of the name server (DNS rebinding) changes nothing.
 */
export function lookupAmong(checked: { address: string; family: number }[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = checked;
    if (options.all) callback(null, checked);
    else callback(null, first?.address ?? "", first?.family);
  };
}
