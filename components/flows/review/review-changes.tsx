import type { FieldChange } from "@/lib/flows/diff/diff-flows";
import type { JsonObject } from "@/lib/json/json-value";
import { ChangeList } from "../diff/change-list";
import { type ItemChange, itemChanges } from "../diff/item-changes";
import { itemShape } from "../diff/item-shapes";

interface ReviewChangesProps {
  changes: FieldChange[];
  /** There was nothing before: the values alone are shown. */
  initial?: boolean;
}

/** All changes of a write, to check before it is sent. */
export function ReviewChanges({ changes, initial = false }: ReviewChangesProps) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ul className="flex flex-col">
        {reviewHeadlines(changes, initial).map((headline) => (
          <li key={headline} className="font-medium wrap-anywhere">
            {headline}
          </li>
        ))}
      </ul>
      {changes.length > 0 ? <ChangeList changes={changes} initial={initial} /> : null}
    </div>
  );
}

const WEBHOOKS = "/webhooks";

const VERBS = [
  ["added", "is added", "are added"],
  ["changed", "changes", "change"],
  ["removed", "is removed", "are removed"],
] as const;

function webhookLines({ before, after }: FieldChange): string[] {
  const shape = itemShape(WEBHOOKS, before, after);
  if (shape === null) return [];
  const [one, other] = [before ?? [], after ?? []] as [JsonObject[], JsonObject[]];
  const found = itemChanges(shape, one, other).items;
  return VERBS.flatMap(([kind, verb, verbs]) => {
    const titles = found.filter((change: ItemChange) => change.kind === kind).map(({ title }) => title);
    if (titles.length === 0) return [];
    const [noun, nouns] = shape.nouns;
    const count = titles.length === 1 ? `1 ${noun} ${verb}` : `${titles.length} ${nouns} ${verbs}`;
    return [`${count}: ${titles.join(", ")}`];
  });
}

/**
 * Summarises the changes in lines such as "3 fields change" and "1 webhook is added: Book". Webhooks are named, because
 * an added one cannot be removed again (upstream quirk Q1).
 * @param initial there was nothing before, so that fields are set and not changed
 */
export function reviewHeadlines(changes: FieldChange[], initial = false): string[] {
  const webhooks = changes.filter(({ path }) => path === WEBHOOKS).flatMap(webhookLines);
  const fields = changes.filter(({ path }) => path !== WEBHOOKS).length;
  if (fields === 0) return webhooks.length > 0 ? webhooks : ["Nothing changes"];
  if (initial) return [fields === 1 ? "1 field is set" : `${fields} fields are set`, ...webhooks];
  return [fields === 1 ? "1 field changes" : `${fields} fields change`, ...webhooks];
}
