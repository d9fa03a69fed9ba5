"use client";

import { RotateCcw } from "lucide-react";
import { Button } from "../ui/button";

/** Replaces a page that could not be rendered. The server's log line carries the same digest. */
export function ErrorPanel({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-3 py-16">
      <h1 className="text-2xl font-semibold">This page could not be shown</h1>
      <p className="text-muted-foreground">
        Something failed on the server. Nothing was changed by it. Try again; if it keeps failing, give the
        code below to whoever runs Switchboard.
      </p>
      {digest ? <code className="rounded-md bg-muted px-2 py-1 font-mono text-sm">{digest}</code> : null}
      <Button className="mt-2" onClick={onRetry}>
        <RotateCcw aria-hidden />
        Try again
      </Button>
    </div>
  );
}
