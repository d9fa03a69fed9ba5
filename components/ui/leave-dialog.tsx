"use client";

import { useRouter } from "next/navigation";
import { AlertDialog } from "radix-ui";
import { useSyncExternalStore } from "react";
import { Button } from "./button";
import { buttonVariants } from "./button-variants";
import { cn } from "./class-names";
import { canSeal } from "./device-storage";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "./dialog-classes";
import { wantedAddress } from "./unsaved-changes";
import { useOpener } from "./use-opener";

/** Asks a person who leaves unsaved edits, in the portal's own words. Every page of the portal has one. */
export function LeaveDialog() {
  const router = useRouter();
  const opener = useOpener();
  const address = useSyncExternalStore(wantedAddress.subscribe, wantedAddress.read, () => null);

  function leave() {
    if (address === null) return;
    const { origin, pathname, search, hash } = new URL(address, window.location.href);
    wantedAddress.settle(true);
    if (origin === window.location.origin) router.push(`${pathname}${search}${hash}`);
    else window.location.assign(address);
  }

  return (
    <AlertDialog.Root
      open={address !== null}
      onOpenChange={(open) => (open ? undefined : wantedAddress.settle(false))}
    >
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={OVERLAY_CLASSES} />
        <AlertDialog.Content {...opener} className={cn(DIALOG_CLASSES, "max-w-md")}>
          <AlertDialog.Title className="text-lg font-semibold">Leave without saving?</AlertDialog.Title>
          <AlertDialog.Description className="mt-1.5 text-sm text-muted-foreground">
            This page has changes that are not saved. Edits of a flow are kept{" "}
            {canSeal() ? "on this device" : "in this tab until it is closed or reloaded"}, and are there when
            you come back; other changes are lost.
          </AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button variant="outline" onClick={leave}>
              Leave
            </Button>
            <AlertDialog.Cancel className={buttonVariants()}>Stay here</AlertDialog.Cancel>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
