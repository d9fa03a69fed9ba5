import { fieldLabel } from "@/lib/flows/field-label";
import { itemShape } from "./item-shapes";
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
  if (itemShape(path, null, value)) return <ValueDiff path={path} before={null} after={value} initial />;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return <PlainList texts={value} />;
  }
  if (typeof value === "object" && value !== null) {
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
        <li key={position}>{text}</li>
      ))}
    </ul>
  );
}
