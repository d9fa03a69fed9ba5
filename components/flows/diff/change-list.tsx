import { fieldLabel } from "@/lib/flows/field-label";
import { ValueDiff } from "./value-diff";
import { valueText } from "./value-text";

interface ChangeListProps {
  changes: { path: string; before: unknown; after: unknown }[];
  /** There was nothing before: the values alone are shown. */
  initial?: boolean;
}

/** Every field that changed, each with a readable comparison. */
export function ChangeList({ changes, initial = false }: ChangeListProps) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">No field changed.</p>;
  return (
    <dl className="flex flex-col gap-3">
      {changes.map(({ path, before, after }) => (
        <div key={path} className="min-w-0">
          <dt className="mb-1 text-sm font-medium" title={path}>
            {fieldLabel(path)}
          </dt>
          <dd>
            {initial ? (
              <PlainValue path={path} value={after} />
            ) : (
              <ValueDiff path={path} before={before} after={after} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function PlainValue({ path, value }: { path: string; value: unknown }) {
  if (typeof value === "object" && value !== null) {
    return (
      <pre className="rounded-md border bg-muted/50 px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  }
  return <p className="text-sm whitespace-pre-wrap wrap-anywhere">{valueText(path, value)}</p>;
}
