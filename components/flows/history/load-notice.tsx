"use client";

import { LoaderCircle } from "lucide-react";
import { type Problem, problemText } from "../../http/problem";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

/** Says what is being loaded; read out by screen readers. */
export function Loading({ children }: { children: string }) {
  return (
    <p role="status" className="flex items-center gap-2 py-2 text-sm text-muted-foreground">
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      {children}
    </p>
  );
}

/** Says why something could not be loaded, and lets the person try again. */
export function LoadFailed({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  return (
    <Notice
      tone="bad"
      role="alert"
      title={problem.title}
      actions={
        <Button variant="outline" size="sm" onClick={onAgain}>
          Try again
        </Button>
      }
    >
      {problemText(problem)}
    </Notice>
  );
}
