"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { type WaitingToast, waitingToasts } from "../ui/toast";

/** Shows the waiting toasts. It loads with the first of them. */
export function LateToaster({ waiting }: { waiting: readonly WaitingToast[] }) {
  const { theme } = useTheme();
  // Effects of children run first: by now Sonner listens, so that the first toast is not lost.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new list of toasts is to be shown.
  useEffect(() => {
    for (const { kind, text, options } of waitingToasts.take()) toast[kind](text, options);
  }, [waiting]);
  return (
    <Sonner
      theme={theme === "dark" || theme === "light" ? theme : "system"}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast:
            "!rounded-lg !border !border-border !bg-popover !font-sans !text-sm !text-popover-foreground !shadow-lg",
          description: "!text-muted-foreground",
        },
      }}
    />
  );
}
