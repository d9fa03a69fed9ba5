"use client";

import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useRef, useState, useTransition } from "react";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { buttonVariants } from "../ui/button-variants";

/** Why something could not be loaded, in words. */
export interface LoadProblem {
  title: string;
  detail: string;
  /** After how many seconds the page loads again by itself; null where somebody has to do something first. */
  retrySeconds: number | null;
}

interface WaitingPanelProps extends LoadProblem {
  /** Where the API key can be replaced, for people who may: offered where waiting does not help. */
  keySettings?: string | null;
  /** What is known anyway. */
  children?: ReactNode;
}

/** Takes the place of what could not be loaded, says why, and loads it by itself as soon as that may succeed. */
export function WaitingPanel(props: WaitingPanelProps) {
  const { title, detail, retrySeconds, keySettings = null, children } = props;
  const needsKey = retrySeconds === null && keySettings !== null;
  const { left, busy, retry } = useRetry(retrySeconds);
  return (
    <section className="flex flex-col items-center gap-2 rounded-lg border bg-card px-6 py-12 text-center">
      <span className="mb-1 grid size-10 place-items-center rounded-full bg-warning-wash text-warning">
        <Hourglass aria-hidden className="size-5" />
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="max-w-prose text-sm text-muted-foreground">{detail}</p>
      {left === null ? null : (
        <p className="text-sm tabular-nums">
          {busy ? "Trying again" : `Trying again in ${left} ${left === 1 ? "second" : "seconds"}`}
        </p>
      )}
      {children}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <Button variant={needsKey ? "outline" : "primary"} busy={busy} onClick={retry}>
          {left === null ? "Try again" : "Try now"}
        </Button>
        {needsKey ? (
          <AppLink href={keySettings} className={buttonVariants()}>
            Replace the key
          </AppLink>
        ) : null}
      </div>
    </section>
  );
}

/**
 * Loads the page again after a time, and once more after the same time while it is still there. A page that nobody looks at
 * waits until somebody does: each attempt costs a request of Trillet's budget.
 */
function useRetry(seconds: number | null) {
  const router = useRouter();
  const [left, setLeft] = useState(seconds);
  const counted = useRef(seconds);
  const [busy, start] = useTransition();

  const retry = useCallback(() => {
    counted.current = seconds;
    setLeft(seconds);
    start(() => router.refresh());
  }, [seconds, router]);

  useEffect(() => {
    if (seconds === null || busy) return;
    const timer = window.setInterval(() => {
      if (document.visibilityState === "hidden") return;
      counted.current = (counted.current ?? seconds) - 1;
      if (counted.current <= 0) retry();
      else setLeft(counted.current);
    }, 1_000);
    return () => window.clearInterval(timer);
  }, [seconds, busy, retry]);

  return { left, busy, retry };
}
