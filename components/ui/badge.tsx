import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

const badgeVariants = cva(
  "inline-flex w-fit shrink-0 items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-muted text-muted-foreground ring-1 ring-border ring-inset",
        good: "bg-success-wash text-success",
        warn: "bg-warning-wash text-warning",
        bad: "bg-destructive-wash text-destructive",
        info: "bg-info-wash text-info",
        accent: "bg-accent text-accent-foreground",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badgeVariants>["tone"]>;

interface BadgeProps extends ComponentProps<"span"> {
  tone?: BadgeTone;
}

export function Badge({ className, tone, ...rest }: BadgeProps) {
  return <span className={cn(badgeVariants({ tone }), className)} {...rest} />;
}

export type LampState = "on" | "off" | "warn" | "bad";

const COLOURS: Record<LampState, string> = {
  on: "bg-lamp-good shadow-[0_0_0_3px_color-mix(in_oklch,var(--lamp-good)_22%,transparent)]",
  off: "bg-lamp-off",
  warn: "bg-lamp shadow-[0_0_0_3px_color-mix(in_oklch,var(--lamp)_25%,transparent)]",
  bad: "bg-destructive shadow-[0_0_0_3px_color-mix(in_oklch,var(--destructive)_22%,transparent)]",
};

/** A small signal lamp, hidden from screen readers because it only repeats the words beside it. */
export function Lamp({ state, className }: { state: LampState; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn("inline-block size-2 shrink-0 rounded-full", COLOURS[state], className)}
    />
  );
}
