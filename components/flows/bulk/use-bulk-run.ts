"use client";

import { useEffect, useReducer, useRef, useState } from "react";
import { sendRequest } from "../../http/send-request";
import { useUnsavedWarning } from "../../ui/unsaved-changes";
import { newKey } from "../write/attempt";
import { type BulkFlow, type BulkPlan, bulkReducer, NO_RUN, runBulk, type Send } from "./bulk-run";

const send: Send = (method, path, options) => sendRequest(method, path, options);

/** One run over the chosen flows for the page: starting, stopping between flows, going on. */
export function useBulkRun(plan: Omit<BulkPlan, "correlationId">) {
  const [run, report] = useReducer(bulkReducer, NO_RUN);
  const [stopping, setStopping] = useState(false);
  const [correlationId] = useState(newKey);
  const stopRequested = useRef(false);
  useUnsavedWarning(run.running);

  // A page that is gone can't show outcomes any more, so its run sends nothing more.
  useEffect(() => {
    stopRequested.current = false;
    return () => {
      stopRequested.current = true;
    };
  }, []);

  async function go(items: Parameters<typeof runBulk>[1]) {
    stopRequested.current = false;
    setStopping(false);
    await runBulk({ ...plan, correlationId }, items, {
      send,
      report,
      mayGoOn: () => !stopRequested.current,
    });
    setStopping(false);
  }

  async function start(flows: BulkFlow[]) {
    const items = flows.map((flow) => ({
      ...flow,
      state: "waiting" as const,
      why: null,
      key: newKey(),
    }));
    report({ type: "started", items });
    await go(items);
  }

  async function goOn() {
    report({ type: "resumed" });
    await go(run.items.filter(({ state }) => state === "not_sent"));
  }

  function stop() {
    stopRequested.current = true;
    setStopping(true);
  }

  return { run, start, goOn, stop, stopping };
}

/** Counts seconds down from a number to 0, and starts again with another `from`. */
export function useSecondsUntil(from: { seconds: number } | null): number {
  const [left, setLeft] = useState(from?.seconds ?? 0);
  useEffect(() => {
    if (from === null) return;
    // Uses the clock, since browsers slow the timers of a hidden tab down.
    const end = Date.now() + from.seconds * 1000;
    const update = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    update();
    const timer = window.setInterval(update, 500);
    return () => window.clearInterval(timer);
  }, [from]);
  return from === null ? 0 : left;
}
