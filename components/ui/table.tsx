import type { ComponentProps } from "react";
import { cn } from "./class-names";

interface TableProps extends ComponentProps<"table"> {
  /** Names the table, and the scrolling region around it, to screen readers. */
  label: string;
  /** On a phone each row is a few lines, the first cell the first of them, and nothing scrolls out of sight. */
  stacks?: boolean;
}

const STACKS = cn(
  "max-sm:block max-sm:[&_thead]:sr-only max-sm:[&_tbody]:block max-sm:[&_tr]:flex max-sm:[&_tr]:flex-wrap",
  "max-sm:[&_tr]:items-center max-sm:[&_tr]:gap-x-3 max-sm:[&_tr]:gap-y-1 max-sm:[&_tr]:px-4 max-sm:[&_tr]:py-2.5",
  "max-sm:[&_td]:min-w-0 max-sm:[&_td]:p-0! max-sm:[&_td:empty]:hidden max-sm:[&_td:first-child]:max-w-none",
  "max-sm:[&_td:first-child]:basis-full",
);

/** A table in a card that scrolls sideways within itself on narrow screens, by keyboard too. */
export function Table({ label, stacks = false, className, ...rest }: TableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-lg border bg-card shadow-xs"
    >
      <table
        aria-label={label}
        className={cn("w-full border-collapse text-left text-sm", stacks && STACKS, className)}
        {...rest}
      />
    </section>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead className={cn("border-b bg-muted", className)} {...rest} />;
}

export function HeaderCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "h-9 px-3 text-xs font-medium whitespace-nowrap text-muted-foreground first:pl-4 last:pr-4",
        className,
      )}
      {...rest}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("border-b last:border-b-0 hover:bg-muted/60", className)} {...rest} />;
}

interface AmountCellProps {
  count: number;
  /** What is counted, where a stacked row has no heading. */
  words: string;
}

/** A number under its heading, for a table that stacks: there it has its words, and is left out where it is none. */
export function AmountCell({ count, words }: AmountCellProps) {
  return (
    <TableCell className={cn("tabular-nums", count === 0 && "max-sm:hidden")}>
      {count === 0 ? <span className="text-muted-foreground">None</span> : count}
      <span className="sm:hidden"> {words}</span>
    </TableCell>
  );
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("px-3 py-2.5 align-middle first:pl-4 last:pr-4", className)} {...rest} />;
}
