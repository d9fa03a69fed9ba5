import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import { AppLink } from "../../ui/app-link";
import { GivenName } from "../../ui/given-name";
import { counted } from "../words/counted";
import { type BulkItem, type BulkRun, type BulkState, countStates } from "./bulk-run";

interface BulkResultsProps {
  items: BulkItem[];
  isActive: boolean;
  /** The address of the list of flows, such as `/harbour-dental/call-flows`. */
  flowsPath: string;
}

const ICONS: Record<BulkState, { icon: LucideIcon; classes: string }> = {
  waiting: { icon: CircleDashed, classes: "text-muted-foreground" },
  working: { icon: LoaderCircle, classes: "animate-spin text-muted-foreground" },
  done: { icon: CircleCheck, classes: "text-success" },
  skipped: { icon: CircleMinus, classes: "text-muted-foreground" },
  refused: { icon: CircleAlert, classes: "text-destructive" },
  unknown: { icon: CircleHelp, classes: "text-warning" },
  not_sent: { icon: CircleDashed, classes: "text-muted-foreground" },
};

function stateWords(state: BulkState, isActive: boolean): string {
  const words: Record<BulkState, string> = {
    waiting: "Waiting",
    working: isActive ? "Activating" : "Deactivating",
    done: isActive ? "Activated" : "Deactivated",
    skipped: isActive ? "Skipped: it was active already" : "Skipped: it was inactive already",
    refused: "Not changed",
    unknown: "Not known whether it was changed",
    not_sent: "Not sent",
  };
  return words[state];
}

/** The outcome of each flow of a run. */
export function BulkResults({ items, isActive, flowsPath }: BulkResultsProps) {
  return (
    <ul aria-label="Flows" className="max-h-72 overflow-y-auto rounded-md border text-sm">
      {items.map(({ id, name, state, why }) => {
        const { icon: Icon, classes } = ICONS[state];
        return (
          <li key={id} className="flex items-start gap-2.5 border-b px-3 py-2 last:border-b-0">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${classes}`} />
            <div className="min-w-0 flex-1">
              <AppLink
                href={`${flowsPath}/${id}`}
                target="_blank"
                className="rounded-sm font-medium wrap-anywhere hover:text-link hover:underline"
              >
                {name ? <GivenName>{name}</GivenName> : "Flow without a name"}
              </AppLink>
              <p className="text-muted-foreground wrap-anywhere">
                {stateWords(state, isActive)}
                {why ? `: ${why}` : ""}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** The progress of a run as a bar and in words. */
export function BulkProgress({ run: { items, running } }: { run: BulkRun }) {
  const counts = countStates(items);
  const settled = items.length - counts.waiting - counts.working - counts.not_sent;
  const words = `${settled} of ${counted(items.length, "flow")}`;
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
