import type { ComponentProps } from "react";
import { cn } from "./class-names";

// iOS zooms into a field whose text is under 16 px and stays zoomed, hence the larger text on narrow screens.
export const CONTROL_CLASSES =
  "w-full min-w-0 rounded-md border border-input bg-card px-3 text-lg text-foreground sm:text-base shadow-xs transition-colors placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:border-input/60 disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-destructive";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(CONTROL_CLASSES, "h-9", className)} {...rest} />;
}
