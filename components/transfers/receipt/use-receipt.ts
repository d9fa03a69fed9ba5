"use client";

import { useEffect, useState } from "react";
import type { TransferReceipt } from "@/lib/jobs/transfer-receipt";
import { sendRequest } from "../../http/send-request";
import { isReceipt } from "../words/transfer-shapes";

const EVERY_MS = 1_500;
/** What is not known is looked up by the server from time to time. */
const UNKNOWN_EVERY_MS = 10_000;

/** How long to wait before it is read again; null where nothing can change any more. */
function pauseOf({ endedAt, items }: TransferReceipt): number | null {
  if (endedAt === null || items.some(({ state }) => state === "running")) return EVERY_MS;
  return items.some(({ state }) => state === "unknown") ? UNKNOWN_EVERY_MS : null;
}

/**
 * Follows a receipt while its job runs.
 * @param loaded the receipt as the page came with it
 */
export function useReceipt(loaded: TransferReceipt) {
  const [receipt, setReceipt] = useState(loaded);
  const [before, setBefore] = useState(loaded);
  const [turn, setTurn] = useState(0);
  if (before !== loaded) {
    setBefore(loaded);
    setReceipt(loaded);
  }
  const { id } = receipt;
  const pause = pauseOf(receipt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each reading is followed by the next.
  useEffect(() => {
    if (pause === null) return;
    const gone = new AbortController();
    const look = async () => {
      if (document.visibilityState !== "hidden") {
        const path = `/api/transfers/${id}`;
        const answer = await sendRequest("GET", path, {
          answer: isReceipt,
          signal: gone.signal,
          background: true,
        });
        if (gone.signal.aborted) return;
        if (answer.ok) setReceipt(answer.data);
      }
      setTurn((value) => value + 1);
    };
    const timer = setTimeout(() => void look(), pause);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [id, pause, turn]);
  return { receipt, show: setReceipt };
}
