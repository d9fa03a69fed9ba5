"use client";

import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { Skeleton } from "../ui/card";
import { leaving } from "../ui/leaving";

/** Where a page stands beside the sidebar, and what takes its place while it is left. */
export const PAGE_CLASSES = "mx-auto w-full max-w-[79rem] px-4 py-6 sm:px-6 lg:px-8";

/** After so long the page is shown again: the link led back to it, or the server has forgotten the browser. */
const LONGEST_MS = 15_000;

/**
 * Covers a page as soon as a link away from it is followed. The router shows nothing of the next page before React has rendered
 * the whole of it, if the server answers fast: on a slow processor a click would seem to be lost. The page stays below, so that
 * the way back finds it where it was scrolled to.
 */
export function LeavingFrame() {
  const pathname = usePathname();
  const left = useSyncExternalStore(leaving.subscribe, leaving.read, () => null);
  const isLeft = left !== null && left === pathname;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address means that the next page is there.
  useEffect(() => leaving.settle, [pathname]);
  useEffect(() => {
    if (!isLeft) return;
    const timer = window.setTimeout(leaving.settle, LONGEST_MS);
    window.addEventListener("popstate", leaving.settle);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("popstate", leaving.settle);
    };
  }, [isLeft]);
  if (!isLeft) return null;
  return (
    <div className="sticky top-0 z-30 h-0">
      <div
        role="status"
        aria-label="Loading the page"
        className="absolute inset-x-0 top-0 h-dvh bg-background"
      >
        <div className={PAGE_CLASSES}>
          <Skeleton className="mb-2 h-4 w-48" />
          <Skeleton className="mb-3 h-8 w-72 max-w-full" />
          <Skeleton className="mb-8 h-5 w-56" />
          <Skeleton className="h-96 w-full" />
        </div>
      </div>
    </div>
  );
}
