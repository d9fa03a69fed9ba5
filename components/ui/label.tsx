import type { ComponentProps } from "react";
import { cn } from "./class-names";

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: every caller passes htmlFor in the rest.
  return <label className={cn("text-sm font-medium text-foreground", className)} {...rest} />;
}
