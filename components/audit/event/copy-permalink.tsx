"use client";

import { Link2 } from "lucide-react";
import { Button } from "../../ui/button";
import { toast } from "../../ui/toast";

/** Copies the whole address of an event, and says so. Only the browser knows which host the portal is known by. */
export async function copyLink(path: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(`${window.location.origin}${path}`);
    toast.success("Link copied");
  } catch {
    // Browsers refuse the clipboard to pages on plain http, and where the person said no.
    toast.error("Your browser did not allow copying. Open the event’s page and copy its address.");
  }
}

/** A button that copies an event's address, as `L` does. */
export function CopyPermalink({ path }: { path: string }) {
  return (
    <Button variant="ghost" size="sm" aria-keyshortcuts="l" onClick={() => void copyLink(path)}>
      <Link2 aria-hidden />
      Copy link
    </Button>
  );
}
