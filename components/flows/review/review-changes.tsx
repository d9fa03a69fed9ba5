import type { FieldChange } from "@/lib/flows/diff/diff-flows";
import { ChangeList } from "../diff/change-list";
import { reviewHeadlines } from "./review-headlines";

interface ReviewChangesProps {
  changes: FieldChange[];
  /** There was nothing before: the values alone are shown. */
  initial?: boolean;
}

/** Exactly what will change, to look over before it is saved. */
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
