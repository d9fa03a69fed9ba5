"use client";

import { RotateCcw } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { ProblemCode } from "@/lib/problems/problem";
import { Button } from "../ui/button";
import { mayReloadForNewVersion } from "./new-version";

interface ErrorPanelProps {
  /** Only an error of the server has a digest; the server's log line carries the same one. */
  error: Error & { digest?: string };
  onRetry: () => void;
}

/** By this digest the server says that a page failed for its database. */
const DATABASE: ProblemCode = "database_unavailable";
const ASK_EVERY_MS = 5_000;

/** Replaces a page that could not be shown. It says where it failed, and nothing about what it can't know. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  const reloads = useReloadForNewVersion(error);
  if (reloads) return <p role="status">A new version of Switchboard is being loaded.</p>;
  if (error.digest === DATABASE) return <DatabasePanel onRetry={onRetry} />;
  if (error.digest === undefined) return <BrowserPanel />;
  return (
    <Panel title="This page could not be shown" action={<RetryButton onRetry={onRetry} />}>
      <p className="text-muted-foreground">
        The server failed while it made this page. Try again; if it keeps failing, give the number below to
        whoever runs Switchboard.
      </p>
      <code className="rounded-md bg-muted px-2 py-1 font-mono text-sm">{error.digest}</code>
    </Panel>
  );
}

/** Loads the page anew where its parts are of a version that the server has no more; at most once in a while. */
function useReloadForNewVersion(error: Error): boolean {
  const [reloads] = useState(() => mayReloadForNewVersion(error));
  useEffect(() => {
    if (reloads) window.location.reload();
  }, [reloads]);
  return reloads;
}

/** An error of the page's own scripts: an extension or a translator may have changed the page under them. */
function BrowserPanel() {
  return (
    <Panel
      title="This page stopped working"
      action={
        <Button className="mt-2" onClick={() => window.location.reload()}>
          <RotateCcw aria-hidden />
          Load the page again
        </Button>
      }
    >
      <p className="text-muted-foreground">
        It failed in your browser, not on the server. Load it again to see the present state. Unsaved edits of
        a flow are kept on this device. Extensions that change pages can cause this.
      </p>
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
    <Panel title="The database can't be reached right now" action={<RetryButton onRetry={onRetry} />}>
      <p className="text-muted-foreground">
        Switchboard runs, but its database does not answer. This page loads again by itself as soon as the
        database is back.
      </p>
    </Panel>
  );
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  return (
    <Button className="mt-2" onClick={onRetry}>
      <RotateCcw aria-hidden />
      Try again
    </Button>
  );
}

interface PanelProps {
  title: string;
  action: ReactNode;
  children: ReactNode;
}

function Panel({ title, action, children }: PanelProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-3 py-16">
      <h1 className="text-2xl font-semibold">{title}</h1>
      {children}
      {action}
    </div>
  );
}
