"use client";

import { type ReactNode, use } from "react";
import { leaving } from "./leaving";

/**
 * The frame of a page that loads. On the way from another page, which is covered already, it waits until the page is seen to be
 * slow: React shows what it has once drawn for 300 ms at least, and a page that comes sooner would have to wait for its frame.
 */
export function PageFrame({ label, children }: { label: string; children: ReactNode }) {
  const due = leaving.frameDue();
  if (due !== null) use(due);
  return (
    <div role="status" aria-label={`Loading ${label}`}>
      {children}
    </div>
  );
}
