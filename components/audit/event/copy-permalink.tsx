"use client";

import { CopyButton } from "../../ui/copy-button";
import { useHydrated } from "../../ui/use-hydrated";

/** Copies an event's whole address. Which host the portal is known by is the browser's to say. */
export function CopyPermalink({ path }: { path: string }) {
  const hydrated = useHydrated();
  return <CopyButton wide text={hydrated ? `${window.location.origin}${path}` : path} label="Copy link" />;
}
