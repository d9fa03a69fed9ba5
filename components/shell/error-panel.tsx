"use client";

import { RotateCcw } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { ProblemCode } from "@/lib/problems/problem";
import { Button } from "../ui/button";

interface ErrorPanelProps {
  /** The server's log line carries the same one. */
  digest: string | undefined;
  onRetry: () => void;
}

/** By this digest the server says that a page failed for its database. */
const DATABASE: ProblemCode = "database_unavailable";
const ASK_EVERY_MS = 5_000;

/** Replaces a page that could not be rendered. */
export function ErrorPanel({ digest, onRetry }: ErrorPanelProps) {
  if (digest === DATABASE) return <DatabasePanel onRetry={onRetry} />;
  return (
    <Panel title="This page could not be shown" onRetry={onRetry}>
      <p className="text-muted-foreground">
        Something failed on the server. Nothing was changed by it. Try again; if it keeps failing, give the
        code below to whoever runs Switchboard.
      </p>
      {digest ? <code className="rounded-md bg-muted px-2 py-1 font-mono text-sm">{digest}</code> : null}
    </Panel>
  );
}

/** Says that the database can't be reached, and loads the page again as soon as it can. */
function DatabasePanel({ onRetry }: { onRetry: () => void }) {
  useEffect(() => {
    const timer = setInterval(() => {
      // Without an answer the portal itself is away, and the next question finds out more.
      void fetch("/api/health/ready", { cache: "no-store" }).then(
        ({ ok }) => (ok ? onRetry() : undefined),
        () => undefined,
      );
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <Panel title="The database can't be reached right now" onRetry={onRetry}>
      <p className="text-muted-foreground">
        Switchboard runs, but its database does not answer. What was saved before is safe. This page loads
        again by itself as soon as the database is back.
      </p>
    </Panel>
  );
}

interface PanelProps {
  title: string;
  onRetry: () => void;
  children: ReactNode;
}

function Panel({ title, onRetry, children }: PanelProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-3 py-16">
      <h1 className="text-2xl font-semibold">{title}</h1>
      {children}
      <Button className="mt-2" onClick={onRetry}>
        <RotateCcw aria-hidden />
        Try again
      </Button>
    </div>
  );
}
