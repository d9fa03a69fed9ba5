"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { useDispensablePart } from "../ui/late-part";
import { waitingToasts } from "../ui/toast";

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

const loadToaster = () => import("./late-toaster").then(({ LateToaster }) => LateToaster);

/** Shows short confirmations. Failures are never only a toast: they stay on the page. */
export function Toaster() {
  const waiting = useSyncExternalStore(
    waitingToasts.subscribe,
    waitingToasts.read,
    waitingToasts.readOnServer,
  );
  const [missing, setMissing] = useState(false);
  const LateToaster = useDispensablePart(loadToaster, waiting.length > 0, () => setMissing(true));
  if (LateToaster) return <LateToaster waiting={waiting} />;
  return (
    // The words are shown as they are where what shows them nicely can't be loaded.
    <div role="status" className="fixed right-4 bottom-4 z-50 text-sm">
      {missing ? waiting.at(-1)?.text : null}
    </div>
  );
}
