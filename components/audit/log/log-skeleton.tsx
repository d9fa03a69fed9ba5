import { Skeleton } from "../../ui/card";
import { PageFrame } from "../../ui/page-frame";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/** A log's frame with rows of the height that they will have. */
export function LogSkeleton() {
  return (
    <PageFrame label="the audit log">
      <div className="mb-2.5 flex h-8 items-center justify-between">
        <Skeleton className="h-6 w-28" />
        <Skeleton className="h-8 w-40" />
      </div>
      <div className="mb-2 flex h-8 gap-2">
        <Skeleton className="h-8 flex-1" />
        <Skeleton className="h-8 w-24 max-sm:hidden" />
        <Skeleton className="h-8 w-24 max-sm:hidden" />
        <Skeleton className="h-8 w-24" />
      </div>
      <div className="flex h-8 items-center">
        <Skeleton className="h-4 w-48" />
      </div>
      <div className="divide-y rounded-lg border bg-card">
        {ROWS.map((row) => (
          <div key={row} className="flex h-10 items-center gap-2.5 px-3.5">
            <Skeleton className="size-6 rounded-full" />
            <Skeleton className="h-4 flex-1" />
            <Skeleton className="h-4 w-10" />
          </div>
        ))}
      </div>
    </PageFrame>
  );
}
