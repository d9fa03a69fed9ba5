"use client";

import { useEffect, useSyncExternalStore } from "react";
import { Button } from "../ui/button";
import { missingPart } from "../ui/late-part";
import { Notice } from "../ui/notice";
import { hasUnsaved } from "../ui/unsaved-changes";
import { mayReloadForNewVersion } from "./new-version";

/** Loads the page anew where the portal answers, so that it was updated; without a connection the page would be lost. */
async function reloadForNewVersion(failure: Error): Promise<void> {
  const answers = await fetch("/api/health/live", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (answers && mayReloadForNewVersion(failure)) window.location.reload();
}

/**
 * Says that a part of the page could not be loaded. After an update of the portal the page loads itself, unless somebody
 * would lose edits by that.
 */
export function MissingPartNotice() {
  const failure = useSyncExternalStore(missingPart.subscribe, missingPart.read, () => null);
  useEffect(() => {
    if (failure && !hasUnsaved()) void reloadForNewVersion(failure);
  }, [failure]);
  if (!failure) return null;
  return (
    <Notice
      role="alert"
      tone="bad"
      title="A part of this page could not be loaded"
      // At the top: the buttons that save are at the bottom.
      className="fixed top-4 right-4 z-50 max-w-md bg-popover shadow-lg"
      actions={
        <>
          <Button size="sm" onClick={() => window.location.reload()}>
            Load the page again
          </Button>
          <Button size="sm" variant="ghost" onClick={missingPart.dismiss}>
            Not now
          </Button>
        </>
      }
    >
      The connection is interrupted, or Switchboard was updated. Unsaved edits of a flow are kept on this
      device.
    </Notice>
  );
}
