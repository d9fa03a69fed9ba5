import { Card } from "./card";

/** A part of the bar, with its words below. */
interface ProgressPart {
  name: string;
  /** The class of its background. */
  colour: string;
  count: number;
  words: string;
}

interface ProgressCardProps {
  title: string;
  /** The progress in words, for screen readers. */
  valueText: string;
  /** How many of all are through. */
  through: number;
  total: number;
  /** Whether nothing is to come any more. */
  isOver: boolean;
  parts: readonly ProgressPart[];
}

/** How far work on the server is: a bar of parts, and the same in words. */
export function ProgressCard({ title, valueText, through, total, isOver, parts }: ProgressCardProps) {
  return (
    <Card className="flex flex-col gap-3 p-4 sm:p-5">
      <p role="status" className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <span className="text-lg font-semibold">{title}</span>
        <span className="text-muted-foreground">
          {isOver ? null : "It goes on when you leave this page or close the browser."}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={through}
        aria-valuetext={valueText}
        className="flex h-2 overflow-hidden rounded-full bg-muted ring-1 ring-input ring-inset"
      >
        {parts.map(({ name, colour, count }) => (
          <div key={name} className={colour} style={{ width: `${(count / Math.max(1, total)) * 100}%` }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {parts
          .filter(({ count }) => count > 0)
          .map(({ name, colour, words }) => (
            <li key={name} className="flex items-center gap-2">
              <span aria-hidden className={`size-2 rounded-full ${colour}`} />
              {words}
            </li>
          ))}
      </ul>
    </Card>
  );
}
