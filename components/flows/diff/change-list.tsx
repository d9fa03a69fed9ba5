import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { fieldKind } from "./field-kind";
import { type ChangeRow, changeRows, HoursDiff } from "./hours-diff";
import { ValueDiff } from "./value-diff";
import { type KnownNames, valueText, withNames } from "./value-text";

interface ChangeListProps {
  changes: { path: string; before: unknown; after: unknown }[];
  /** There was nothing before: the values alone are shown. */
  initial?: boolean;
  /** Names of agents, where they are known. */
  names?: KnownNames;
}

const NO_NAMES: KnownNames = {};

/** Every field that changed, each with a readable comparison. */
export function ChangeList({ changes, initial = false, names = NO_NAMES }: ChangeListProps) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">No field changed.</p>;
  return (
    <dl className="@container flex flex-col gap-3">
      {changeRows(changes).map((row) => {
        const path = row.kind === "hours" ? "/settings/responseSettings/workingHours" : row.change.path;
        return (
          <div
            key={path}
            className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1 @xl:grid-cols-[7.75rem_minmax(0,1fr)]"
          >
            <dt className="text-sm font-semibold wrap-anywhere" title={path}>
              {fieldLabel(path)}
            </dt>
            <dd className="min-w-0">
              <RowValue row={row} initial={initial} names={names} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function RowValue({ row, initial, names }: { row: ChangeRow; initial: boolean; names: KnownNames }) {
  if (row.kind === "hours") return <HoursDiff before={row.before} after={row.after} initial={initial} />;
  const { path } = row.change;
  const [before, after] = [row.change.before, row.change.after].map((value) => withNames(path, value, names));
  if (initial) return <PlainValue path={path} value={after} />;
  return <ValueDiff path={path} before={before} after={after} />;
}

function PlainValue({ path, value }: { path: string; value: unknown }) {
  const kind = fieldKind(path, null, value);
  if (kind === "items" || kind === "secret") {
    return <ValueDiff path={path} before={null} after={value} initial />;
  }
  if (kind === "texts" && Array.isArray(value)) return <PlainList texts={value} />;
  if (kind === "structure") {
    return (
      <pre className="rounded-md border bg-muted/50 px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  }
  return <p className="text-sm whitespace-pre-wrap wrap-anywhere">{valueText(path, value)}</p>;
}

function PlainList({ texts }: { texts: string[] }) {
  return (
    <ul className="list-disc pl-5 text-sm wrap-anywhere">
      {texts.map((text, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the texts are fixed, and two may be alike.
        <li key={position}>{text === "" ? "(empty)" : text}</li>
      ))}
    </ul>
  );
}
