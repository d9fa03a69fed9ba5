import { isEmptyValue, type JsonObject, sameJson } from "@/lib/json/json-value";
import type { ItemFact, ItemShape } from "./item-shapes";

/** A changed fact of an item. */
export interface FactChange {
  label: string;
  before: unknown;
  after: unknown;
  /** Set for an entry that came (no value before) or went (none after). */
  entry?: "added" | "removed";
}

/** The change of one item of a list. An added or removed item lists all facts, others only the changed ones. */
export interface ItemChange {
  kind: "same" | "added" | "removed" | "changed";
  title: string;
  facts: FactChange[];
}

/** The changes of a list. */
export interface ItemsChange {
  items: ItemChange[];
  /** Whether items that are in both lists follow one another in another order. */
  isReordered: boolean;
}

/** The fact that is an item's title: only its change is listed. */
const TITLE = "Name";

interface Pair {
  before: JsonObject | null;
  after: JsonObject | null;
}

/** Pairs the items of two lists that are the same one. */
function pairItems({ identities }: ItemShape, before: JsonObject[], after: JsonObject[]): Pair[] {
  const left = [...before];
  const partners = new Map<JsonObject, JsonObject>();
  for (const identity of identities) {
    for (const item of after) {
      const wanted = identity(item);
      if (partners.has(item) || isEmptyValue(wanted)) continue;
      const found = left.findIndex((candidate) => identity(candidate) === wanted);
      const [partner] = found === -1 ? [] : left.splice(found, 1);
      if (partner) partners.set(item, partner);
    }
  }
  const kept = after.map((item): Pair => ({ before: partners.get(item) ?? null, after: item }));
  return [...kept, ...left.map((item): Pair => ({ before: item, after: null }))];
}

/** Facts by label. A repeated label gets a number, so that no fact is lost. */
function byLabel(facts: ItemFact[]): Map<string, ItemFact> {
  const found = new Map<string, ItemFact>();
  for (const fact of facts) {
    let name = fact.label;
    for (let count = 2; found.has(name); count++) name = `${fact.label} (${count})`;
    found.set(name, fact);
  }
  return found;
}

function factChange(label: string, before?: ItemFact, after?: ItemFact): FactChange[] {
  const change = { label, before: before?.value, after: after?.value };
  if (before?.isEntry && !after) return [{ ...change, entry: "removed" }];
  if (after?.isEntry && !before) return [{ ...change, entry: "added" }];
  const isEmpty = isEmptyValue(change.before) && isEmptyValue(change.after);
  const isAlike = (isEmpty && !before?.isEntry) || sameJson(change.before, change.after);
  return isAlike ? [] : [change];
}

/** Returns the labels of entries that are in both items, in the order of the one. */
function sharedEntries(own: Map<string, ItemFact>, others: Map<string, ItemFact>): string[] {
  return [...own].filter(([label, { isEntry }]) => isEntry && others.has(label)).map(([label]) => label);
}

function orderChange(old: Map<string, ItemFact>, present: Map<string, ItemFact>): FactChange[] {
  const [before, after] = [sharedEntries(old, present), sharedEntries(present, old)];
  if (sameJson(before, after)) return [];
  return [{ label: "Order", before: before.join(", "), after: after.join(", ") }];
}

function factChanges({ facts }: ItemShape, { before, after }: Pair): FactChange[] {
  const isPair = before !== null && after !== null;
  const factsOf = (item: JsonObject | null) =>
    byLabel(item === null ? [] : facts(item).filter(({ isQuiet }) => isPair || !isQuiet));
  const [old, present] = [factsOf(before), factsOf(after)];
  const labels = new Set([...present.keys(), ...old.keys()]);
  const changes = [...labels].flatMap((label) => factChange(label, old.get(label), present.get(label)));
  return isPair ? [...changes, ...orderChange(old, present)] : changes;
}

function isReordered(pairs: Pair[], before: JsonObject[]): boolean {
  const kept = pairs.flatMap((pair) => (pair.before && pair.after ? [before.indexOf(pair.before)] : []));
  return kept.some((place, at) => place < (kept[at - 1] ?? 0));
}

/** Compares two lists of items by their facts; removed items come last. */
export function itemChanges(shape: ItemShape, before: JsonObject[], after: JsonObject[]): ItemsChange {
  const pairs = pairItems(shape, before, after);
  const items = pairs.map((pair): ItemChange => {
    const facts = factChanges(shape, pair);
    const title = shape.title(pair.after ?? pair.before ?? {});
    if (pair.before !== null && pair.after !== null) {
      return { kind: facts.length > 0 ? "changed" : "same", title, facts };
    }
    const kind = pair.before === null ? "added" : "removed";
    return { kind, title, facts: facts.filter(({ label }) => label !== TITLE) };
  });
  return { items, isReordered: isReordered(pairs, before) };
}
