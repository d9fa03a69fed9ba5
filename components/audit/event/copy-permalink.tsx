"use client";

import { CopyButton } from "../../ui/copy-button";
import { useHydrated } from "../../ui/use-hydrated";

/** Copies an event's whole address. Only the browser knows which host the portal is known by. */
export function CopyPermalink({ path }: { path: string }) {
  const hydrated = useHydrated();
  return <CopyButton wide text={hydrated ? `${window.location.origin}${path}` : path} label="Copy link" />;
}
