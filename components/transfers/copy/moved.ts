import { sameJson } from "@/lib/json/json-value";
import type { TransferItemView, TransferPreview } from "@/lib/transfers/preview-transfer";
import { type CopyChoices, itemKey } from "./copy-choices";

type Keyed = Map<string, TransferItemView>;

function byKey({ items, sources, targets }: TransferPreview): Keyed {
  return new Map(
    items.map((item) => [
      itemKey(sources[item.source]?.id ?? "", targets[item.target]?.workspace ?? ""),
      item,
    ]),
  );
}

/** The sides of a field, which a decision was about. */
function sidesAt(item: TransferItemView | undefined, path: string): unknown {
  const field = item?.detail?.fields.find((one) => one.path === path);
  return field ? [field.theirs, field.yours] : null;
}

/**
 * Takes back decisions about fields that have another value now than when somebody decided: they were about something else.
 * @returns the same object where nothing is taken back
 */
export function withoutStale(
  choices: CopyChoices,
  next: TransferPreview,
  before: TransferPreview | null,
): CopyChoices {
  if (before === null) return choices;
  const [old, now] = [byKey(before), byKey(next)];
  let items = choices.items;
  for (const [key, { fields = {}, places = {} }] of Object.entries(choices.items)) {
    const paths = new Set([...Object.keys(fields), ...Object.keys(places).map(pathOfPlace)]);
    const stale = [...paths].filter((path) => {
      const [one, other] = [sidesAt(old.get(key), path), sidesAt(now.get(key), path)];
      return one !== null && other !== null && !sameJson(one, other);
    });
    if (stale.length === 0) continue;
    const keep = <Value>(all: Readonly<Record<string, Value>>, pathOf: (name: string) => string) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !stale.includes(pathOf(name))));
    items = {
      ...items,
      [key]: { ...items[key], fields: keep(fields, (name) => name), places: keep(places, pathOfPlace) },
    };
  }
  return items === choices.items ? choices : { ...choices, items };
}

/** A place of a text is named by its field's path, a blank, and its position. */
export const pathOfPlace = (id: string) => id.replace(/ \d+$/, "");

/** Returns the items that are not as they were, by their keys. */
export function movedItems(next: TransferPreview, before: TransferPreview): string[] {
  const old = byKey(before);
  const facts = (item: TransferItemView | undefined) =>
    item && [
      item.result,
      item.flow,
      item.changed,
      item.conflicts,
      item.byHand,
      item.detail?.requests ?? null,
    ];
  const own = [...byKey(next)].filter(([key, item]) => !sameJson(facts(item), facts(old.get(key))));
  const moved = next.sources.flatMap(({ id, revision }) =>
    before.sources.some((one) => one.id === id && one.revision !== revision)
      ? next.targets.map(({ workspace }) => itemKey(id, workspace))
      : [],
  );
  return [...new Set([...own.map(([key]) => key), ...moved])];
}
