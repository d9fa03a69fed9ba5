import { Skeleton } from "../ui/card";
import { PageFrame } from "../ui/page-frame";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Takes the place of a list while it loads. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <PageFrame label={label}>
      <Skeleton className="mb-2 h-4 w-32" />
      <Skeleton className="mb-6 h-8 w-48" />
      <div className="mb-4 flex gap-2">
        <Skeleton className="h-9 flex-1" />
        <Skeleton className="h-9 w-36 max-sm:hidden" />
        <Skeleton className="h-9 w-36 max-sm:hidden" />
      </div>
      <div className="rounded-lg border bg-card">
        {ROWS.map((row) => (
          <div key={row} className="flex items-center gap-4 border-b px-4 py-3.5 last:border-b-0">
            <Skeleton className="h-4 flex-1" />
            <Skeleton className="h-4 w-16" />
            <Skeleton className="h-4 w-24 max-sm:hidden" />
          </div>
        ))}
      </div>
    </PageFrame>
  );
}
