import type { JsonObject } from "@/lib/json/json-value";
import { Badge, type BadgeTone } from "../../ui/badge";
import { DiffFrame, ValueLine } from "./diff-lines";
import { type FactChange, type ItemChange, itemChanges } from "./item-changes";
import type { ItemShape } from "./item-shapes";
import { SecretDiff } from "./secret-diff";
import { secretChange } from "./secret-value";
import { TextDiff } from "./text-diff";
import { shownValue } from "./value-text";

interface ItemDiffProps {
  shape: ItemShape;
  before: JsonObject[];
  after: JsonObject[];
  /** There was nothing before: the items alone are shown. */
  initial?: boolean;
}

const ONLY_ORDER = "Only the order changed.";
/** The two lists are equal in everything that may be shown, so that the difference is in a secret. */
const NOTHING_SHOWN = "A value changed that is never shown, such as one of a header.";

/** A change of a list of items such as webhooks: the added, removed and changed ones with their facts. */
export function ItemDiff({ shape, before, after, initial = false }: ItemDiffProps) {
  const { items, isReordered } = itemChanges(shape, before, after);
  const touched = items.filter(({ kind }) => kind !== "same");
  const untouched = items.length - touched.length;
  if (touched.length === 0) return <p className="text-sm">{isReordered ? ONLY_ORDER : NOTHING_SHOWN}</p>;
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {touched.map((change, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes are fixed and have no other identity.
          <li key={position} className="min-w-0 rounded-md border bg-muted/50 px-3 py-2">
            <ChangedItem change={change} initial={initial} />
          </li>
        ))}
      </ul>
      {isReordered ? <p className="text-sm">The order changed, too.</p> : null}
      {untouched > 0 ? (
        <p className="text-sm text-muted-foreground">
          {untouched} other {untouched === 1 ? `${shape.nouns[0]} is` : `${shape.nouns[1]} are`} as before.
        </p>
      ) : null}
    </div>
  );
}

const BADGES: Record<ItemChange["kind"], { tone: BadgeTone; word: string }> = {
  added: { tone: "good", word: "Added" },
  removed: { tone: "bad", word: "Removed" },
  changed: { tone: "info", word: "Changed" },
  same: { tone: "neutral", word: "As before" },
};

function ChangedItem({ change: { kind, title, facts }, initial }: { change: ItemChange; initial: boolean }) {
  const { tone, word } = BADGES[kind];
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-sm font-medium wrap-anywhere">
        {title}
        {initial ? null : <Badge tone={tone}>{word}</Badge>}
      </p>
      <dl className="mt-1 flex flex-col gap-1 text-sm empty:hidden">
        {facts.map((fact) => (
          <div key={fact.label} className="flex min-w-0 flex-col sm:flex-row sm:gap-3">
            <dt className="shrink-0 text-muted-foreground wrap-anywhere sm:w-40">{fact.label}</dt>
            <dd className="min-w-0 flex-1">
              <FactValue kind={kind} fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function FactValue({ kind, fact: { before, after, entry } }: { kind: ItemChange["kind"]; fact: FactChange }) {
  const secret = secretChange(before, after);
  if (secret) return <SecretDiff change={secret} before={before} after={after} />;
  if (kind === "changed" && !entry) return <TextDiff path="" before={before} after={after} />;
  const came = (entry ?? kind) === "added";
  const text = shownValue("", came ? after : before);
  if (kind !== "changed") return <span className="whitespace-pre-wrap wrap-anywhere">{text}</span>;
  return (
    <DiffFrame>
      <ValueLine kind={came ? "added" : "removed"}>{text}</ValueLine>
    </DiffFrame>
  );
}
