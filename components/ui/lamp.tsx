import { cn } from "./class-names";

export type LampState = "on" | "off" | "warn" | "bad";

const COLOURS: Record<LampState, string> = {
  on: "bg-lamp-good shadow-[0_0_0_3px_color-mix(in_oklch,var(--lamp-good)_22%,transparent)]",
  off: "bg-lamp-off",
  warn: "bg-lamp shadow-[0_0_0_3px_color-mix(in_oklch,var(--lamp)_25%,transparent)]",
  bad: "bg-destructive shadow-[0_0_0_3px_color-mix(in_oklch,var(--destructive)_22%,transparent)]",
};

/** A small signal lamp. It only repeats what the words beside it say, so it is hidden from screen readers. */
export function Lamp({ state, className }: { state: LampState; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn("inline-block size-2 shrink-0 rounded-full", COLOURS[state], className)}
    />
  );
}
