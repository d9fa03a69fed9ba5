import type { LucideIcon } from "lucide-react";
import { cn } from "./class-names";

const CIRCLE =
  "grid size-6 shrink-0 place-items-center rounded-full text-[0.625rem] leading-none font-semibold";

/** Returns the first letters of the first and the last word of a name: "MC" for "Mia van der Chen". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const [first = "?", last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last ? [[...first][0], [...last][0]] : [...first].slice(0, 2);
  return letters.join("").toUpperCase();
}

/** A hue that a person keeps, by what they are known by. */
function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}

/** A person's initials in a circle. It repeats the name beside it, so screen readers skip it. */
export function PersonMark({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      style={{ "--hue": hueOf(name) } as React.CSSProperties}
      className={cn(
        CIRCLE,
        "bg-[oklch(0.9_0.045_var(--hue))] text-[oklch(0.33_0.075_var(--hue))] dark:bg-[oklch(0.38_0.055_var(--hue))] dark:text-[oklch(0.93_0.04_var(--hue))]",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

/** A grey circle with an icon, for what is done by nobody who has an account. */
export function NobodyMark({ icon: Icon, className }: { icon: LucideIcon; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(CIRCLE, "bg-muted text-muted-foreground ring-1 ring-border ring-inset", className)}
    >
      <Icon className="size-3" />
    </span>
  );
}
