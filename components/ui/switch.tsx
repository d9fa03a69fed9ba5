"use client";

import { Switch as SwitchPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { useHydrated } from "./use-hydrated";

export function Switch({ className, disabled, ...rest }: ComponentProps<typeof SwitchPrimitive.Root>) {
  const hydrated = useHydrated();
  return (
    <SwitchPrimitive.Root
      disabled={disabled === true || !hydrated}
      data-waking={hydrated || disabled ? undefined : ""}
      className={cn(
        "inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-input bg-muted transition-colors disabled:cursor-not-allowed not-data-waking:disabled:opacity-55 data-[state=checked]:border-primary data-[state=checked]:bg-primary",
        className,
      )}
      {...rest}
    >
      <SwitchPrimitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-input transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-primary-foreground" />
    </SwitchPrimitive.Root>
  );
}
