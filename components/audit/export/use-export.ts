"use client";

import { useEffect, useRef, useState } from "react";
import { type ExportKind, type ExportPlace, exportAddress } from "./export-kinds";
import { type ExportOutcome, type ExportProgress, exportRun } from "./export-run";
import { chooseSink, type ExportSink } from "./export-sink";

/** The state of an export; null before it has begun. */
export interface ExportState {
  kind: ExportKind;
  /** The result; null while the export is running. */
  outcome: ExportOutcome | null;
  progress: ExportProgress;
}

interface Export {
  run: ReturnType<typeof exportRun>;
  sink: ExportSink;
  kind: ExportKind;
  stop: AbortController;
}

/**
 * Exports a log into a file, and resumes it after a lost connection.
 * @param filters the filters in use, as the API takes them
 */
export function useExport(apiPath: string, filters: string) {
  const current = useRef<Export | null>(null);
  const [state, setState] = useState<ExportState | null>(null);

  /** Cancels a running export; its file is thrown away unless it is complete. */
  function discard() {
    const { stop, sink } = current.current ?? {};
    current.current = null;
    stop?.abort();
    // A file that is already closed can't be discarded, and need not be.
    void sink?.discard().catch(() => {});
    setState(null);
  }

  useEffect(
    () => () => {
      current.current?.stop.abort();
      void current.current?.sink.discard().catch(() => {});
    },
    [],
  );

  async function proceed(which: Export) {
    const { kind, run } = which;
    setState({ kind, outcome: null, progress: run.progress() });
    const outcome = await run.run(which.stop.signal);
    if (current.current !== which) return;
    setState({ kind, outcome, progress: run.progress() });
  }

  async function begin(kind: ExportKind) {
    const sink = await chooseSink(kind.file);
    if (!sink) return;
    const ask = async (place: ExportPlace, signal: AbortSignal) =>
      await fetch(exportAddress(apiPath, filters, kind, place), { signal, cache: "no-store" });
    const onProgress = (progress: ExportProgress) => {
      if (current.current === begun) setState({ kind, outcome: null, progress });
    };
    const begun: Export = {
      run: exportRun({ kind, sink, ask, onProgress }),
      sink,
      kind,
      stop: new AbortController(),
    };
    current.current = begun;
    await proceed(begun);
  }

  return {
    state,
    begin,
    proceed: async () => {
      if (current.current) await proceed(current.current);
    },
    discard,
  };
}
