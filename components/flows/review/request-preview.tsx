"use client";

import { useEffect, useState } from "react";
import { object, orNull, text } from "../../http/answer-shape";
import type { Problem } from "../../http/problem";
import { ProblemNotice } from "../../http/problem-notice";
import { sendRequest } from "../../http/send-request";
import { Skeleton } from "../../ui/card";
import { CopyButton } from "../../ui/copy-button";

/** The part of the preview endpoint's answer that is shown here. */
interface WritePreview {
  /** Null when everything is as wanted already. */
  curl: string | null;
}

const isPreview = object<WritePreview>({ curl: orNull(text) });

type State = { preview: WritePreview } | { problem: Problem } | null;

interface RequestPreviewProps {
  /** The preview's address under `/api`. */
  path: string;
  body: unknown;
  /** Whether the preview loads at once and is not folded. */
  unfolded?: boolean;
}

/** The upstream request as a `curl` command, without the key; loads when it is seen. */
export function RequestPreview({ path, body, unfolded = false }: RequestPreviewProps) {
  const [state, setState] = useState<State>(null);

  async function load() {
    const answer = await sendRequest("POST", path, { body, answer: isPreview });
    setState(answer.ok ? { preview: answer.data } : { problem: answer.problem });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another request comes with another key, as a new preview.
  useEffect(() => {
    if (unfolded) void load();
  }, [unfolded]);

  if (unfolded) return <PreviewBody state={state} />;
  return (
    <details
      className="rounded-md border"
      onToggle={(event) => {
        if (event.currentTarget.open && state === null) void load();
      }}
    >
      <summary className="cursor-pointer rounded-md px-3 py-2 text-sm font-medium">
        The request to Trillet, as a command
      </summary>
      <div className="border-t px-3 py-2.5">
        <PreviewBody state={state} />
      </div>
    </details>
  );
}

function PreviewBody({ state }: { state: State }) {
  if (state === null) {
    return (
      <div role="status" aria-label="Loading the request">
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  if ("problem" in state) {
    return <ProblemNotice problem={state.problem} />;
  }
  const { curl } = state.preview;
  if (curl === null) {
    return <p className="text-sm">Nothing would be sent: the flow is as you want it already.</p>;
  }
  return (
    <>
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <p className="text-sm text-muted-foreground">
          Without the key and without header values. Switchboard sends it for you.
        </p>
        <CopyButton text={curl} label="Copy the command" />
      </div>
      <section
        aria-label="Command"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-md border bg-muted/50"
      >
        <pre className="px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">{curl}</pre>
      </section>
    </>
  );
}
