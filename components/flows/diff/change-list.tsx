import { fieldLabel } from "@/lib/flows/field-label";
import { ValueDiff } from "./value-diff";

interface ChangeListProps {
  changes: { path: string; before: unknown; after: unknown }[];
}

/** Every field that changed, each with a readable comparison. */
export function ChangeList({ changes }: ChangeListProps) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">No field changed.</p>;
  return (
    <dl className="flex flex-col gap-3">
      {changes.map(({ path, before, after }) => (
        <div key={path} className="min-w-0">
          <dt className="mb-1 text-sm font-medium" title={path}>
            {fieldLabel(path)}
          </dt>
          <dd>
            <ValueDiff path={path} before={before} after={after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
