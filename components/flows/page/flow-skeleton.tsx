import { UpstreamLimit } from "../../http/upstream-limit";
import { Skeleton } from "../../ui/card";
import { PageFrame } from "../../ui/page-frame";

/** Takes the place of a flow's page or form while it loads. */
export function FlowSkeleton({ label }: { label: string }) {
  return (
    <PageFrame label={label}>
      <UpstreamLimit act="read" busy />
      <Skeleton className="mb-2 h-4 w-48" />
      <Skeleton className="mb-3 h-8 w-72 max-w-full" />
      <Skeleton className="mb-8 h-5 w-56" />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex flex-col gap-5">
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-96 w-full" />
        </div>
        <Skeleton className="h-64 w-full" />
      </div>
    </PageFrame>
  );
}
