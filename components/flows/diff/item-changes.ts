import { isEmptyValue, type JsonObject, sameJson } from "@/lib/json/json-value";
import type { ItemFact, ItemShape } from "./item-shapes";

/** A changed fact of an item. */
export interface FactChange {
  label: string;
  before: unknown;
  after: unknown;
}

/** The change of one item of a list. An added or removed item lists all facts, others only the changed ones. */
export interface ItemChange {
  kind: "same" | "added" | "removed" | "changed";
  title: string;
  facts: FactChange[];
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
function byLabel(facts: ItemFact[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { label, value } of facts) {
    let name = label;
    for (let count = 2; found.has(name); count++) name = `${label} (${count})`;
    found.set(name, value);
  }
  return found;
}

function factChanges({ facts }: ItemShape, { before, after }: Pair): FactChange[] {
  const [old, present] = [before, after].map((item) => byLabel(item === null ? [] : facts(item)));
  const labels = new Set([...(present?.keys() ?? []), ...(old?.keys() ?? [])]);
  return [...labels]
    .map((label) => ({ label, before: old?.get(label), after: present?.get(label) }))
    .filter(({ before: one, after: other }) => {
      const bothEmpty = isEmptyValue(one) && isEmptyValue(other);
      return !bothEmpty && !sameJson(one, other);
    });
}

/** Compares two lists of items by their facts; removed items come last. */
export function itemChanges(shape: ItemShape, before: JsonObject[], after: JsonObject[]): ItemChange[] {
  return pairItems(shape, before, after).map((pair) => {
    const facts = factChanges(shape, pair);
    const title = shape.title(pair.after ?? pair.before ?? {});
    if (pair.before !== null && pair.after !== null) {
      return { kind: facts.length > 0 ? "changed" : "same", title, facts };
    }
    const kind = pair.before === null ? "added" : "removed";
    return { kind, title, facts: facts.filter(({ label }) => label !== TITLE) };
  });
}
