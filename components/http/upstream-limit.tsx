"use client";

import { Hourglass } from "lucide-react";
import { useParams } from "next/navigation";
import { useEffect, useState } from "react";
import { number, object, type Shape } from "./answer-shape";
import { type Left, upstreamLimitWords, waitingWords } from "./limit-words";
import { sendRequest } from "./send-request";

interface Budget {
  limit: number;
  reads: Left;
  writes: Left;
}

const leftShape = object<Left>({ left: number, seconds: number });
const budgetShape: Shape<Budget> = object<Budget>({ limit: number, reads: leftShape, writes: leftShape });

/** Most requests are answered within a second, and need no explanation. */
const EXPLAIN_AFTER_MS = 1_000;

interface UpstreamLimitProps {
  /** What the person is about to do, or waits for. */
  act: "read" | "write";
  /** Whether they wait for it now. */
  busy: boolean;
  /** Whether the page says already that the limit is used up. */
  quiet?: boolean;
}

/**
 * Says what the upstream's request limit means for the person here: that they wait for it, that little is left, or that
 * it is used up. Nothing while there is enough. It asks the portal a second after the wait began, and when it is over.
 */
export function UpstreamLimit({ act, busy, quiet = false }: UpstreamLimitProps) {
  const { workspace } = useParams();
  const [left, setLeft] = useState<Left | null>(null);
  useEffect(() => {
    if (typeof workspace !== "string") return;
    let ended = false;
    setLeft(null);
    const ask = async () => {
      const answer = await sendRequest("GET", `/api/workspaces/${workspace}/upstream-budget`, {
        answer: budgetShape,
      });
      if (!ended && answer.ok) setLeft(act === "read" ? answer.data.reads : answer.data.writes);
    };
    const timer = setTimeout(() => void ask(), busy ? EXPLAIN_AFTER_MS : 0);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [workspace, act, busy]);
  const seconds = useCountdown(left?.seconds ?? null);
  if (left === null || seconds === null) return null;
  const now = { left: left.left, seconds };
  const words = busy ? waitingWords(now) : upstreamLimitWords(act, now);
  if (words === null || (quiet && !busy)) return null;
  return (
    <p role="status" className="flex items-center gap-1.5 text-sm text-warning">
      <Hourglass aria-hidden className="size-3.5 shrink-0" />
      {words}
    </p>
  );
}

/** Counts down from a number of seconds, to zero. */
function useCountdown(from: number | null): number | null {
  const [passed, setPassed] = useState({ from, seconds: 0 });
  useEffect(() => {
    setPassed({ from, seconds: 0 });
    if (from === null) return;
    const timer = setInterval(
      () => setPassed(({ seconds }) => ({ from, seconds: Math.min(seconds + 1, from) })),
      1_000,
    );
    return () => clearInterval(timer);
  }, [from]);
  return from === null ? null : from - (passed.from === from ? passed.seconds : 0);
}
