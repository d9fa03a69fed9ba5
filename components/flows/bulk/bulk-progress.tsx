import { type BulkRun, countStates } from "./bulk-run";

/** How far a run is: a bar, and the same in words. */
export function BulkProgress({ run: { items, running } }: { run: BulkRun }) {
  const counts = countStates(items);
  const settled = items.length - counts.waiting - counts.working - counts.not_sent;
  const words = `${settled} of ${items.length} ${items.length === 1 ? "flow" : "flows"}`;
  return (
    <div>
      <div
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={items.length}
        aria-valuenow={settled}
        aria-valuetext={words}
        className="h-2 overflow-hidden rounded-full bg-muted ring-1 ring-border ring-inset"
      >
        <div
          className="h-full rounded-full bg-primary transition-[width]"
          style={{ width: `${(settled / Math.max(1, items.length)) * 100}%` }}
        />
      </div>
      <p role="status" className="mt-1.5 text-sm text-muted-foreground">
        {running ? `${words} so far` : summary(counts)}
      </p>
    </div>
  );
}

function summary(counts: ReturnType<typeof countStates>): string {
  const parts: [number, string][] = [
    [counts.done, "changed"],
    [counts.skipped, "skipped"],
    [counts.refused, "not changed"],
    [counts.unknown, "not known"],
    [counts.not_sent, "not sent"],
  ];
  return `${parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(", ")}.`;
}
