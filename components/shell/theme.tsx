"use client";

import { ThemeProvider as NextThemes, useTheme } from "next-themes";
import type { ReactNode } from "react";
import { Toaster as Sonner } from "sonner";

/** Light, dark or as the system says. `nonce` lets the script that avoids a flash pass the content policy. */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <NextThemes
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === undefined ? {} : { nonce })}
    >
      {children}
    </NextThemes>
  );
}

/** Shows short confirmations. Failures are never only a toast: they stay on the page. */
export function Toaster() {
  const { theme } = useTheme();
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
