"use client";

import { useSyncExternalStore } from "react";
import { useLatePart } from "../ui/late-part";
import { wantedAddress } from "../ui/unsaved-changes";

const loadDialog = () => import("../ui/leave-dialog").then(({ LeaveDialog }) => LeaveDialog);

/** Loads the portal's own question before unsaved edits are left; the browser's own takes its place where that fails. */
export function LateLeaveDialog() {
  const address = useSyncExternalStore(wantedAddress.subscribe, wantedAddress.read, () => null);
  const LeaveDialog = useLatePart(loadDialog, address !== null, () => {
    wantedAddress.settle(false);
    // The browser asks by itself, since the page still has unsaved edits.
    if (address !== null) window.location.assign(address);
  });
  return LeaveDialog ? <LeaveDialog /> : null;
}
