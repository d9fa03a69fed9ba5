"use client";

import { useEffect, useRef, useState } from "react";
import type { TransferPreview } from "@/lib/transfers/preview-transfer";
import type { Problem } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { isTransferPreview } from "../words/transfer-shapes";

/** Choosing pauses for so long before a preview is made. */
const PAUSE_MS = 350;

interface Known {
  /** The request that it is of. */
  content: string;
  preview: TransferPreview | null;
  problem: Problem | null;
}

export interface PreviewState {
  /** The last one, also while the next is on its way; null before the first. */
  preview: TransferPreview | null;
  problem: Problem | null;
  /** Whether it is of what is chosen now. */
  isCurrent: boolean;
  /** Makes it again, since something beside the choices has changed. */
  again: () => void;
  /** Takes a preview that came with another answer. */
  show: (preview: TransferPreview) => void;
}

/**
 * Works out what a transfer would do, a moment after each choice. What was shown before stays until then.
 * @param body of the request; null for nothing to ask
 * @param onNews called with each preview, and the one before it
 */
export function useTransferPreview(
  body: object | null,
  onNews: (next: TransferPreview, before: TransferPreview | null) => void,
): PreviewState {
  const [known, setKnown] = useState<Known | null>(null);
  const [turn, setTurn] = useState(0);
  const content = body === null ? null : `${turn} ${JSON.stringify(body)}`;
  const last = useRef<TransferPreview | null>(null);
  const news = useRef(onNews);
  useEffect(() => {
    news.current = onNews;
  });

  const take = (next: TransferPreview, of: string) => {
    const before = last.current;
    last.current = next;
    setKnown({ content: of, preview: next, problem: null });
    news.current(next, before);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the content says all of the body.
  useEffect(() => {
    if (content === null || known?.content === content) return;
    const ending = new AbortController();
    const ask = async () => {
      const answer = await sendRequest("POST", "/api/transfers/preview", {
        body,
        signal: ending.signal,
        answer: isTransferPreview,
      });
      if (ending.signal.aborted) return;
      if (answer.ok) take(answer.data, content);
      else setKnown({ content, preview: last.current, problem: answer.problem });
    };
    const timer = setTimeout(() => void ask(), known === null ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [content]);

  return {
    preview: known?.preview ?? null,
    problem: known?.content === content ? (known?.problem ?? null) : null,
    isCurrent: content !== null && known?.content === content && known.problem === null,
    again: () => setTurn((value) => value + 1),
    show: (next) => take(next, content ?? ""),
  };
}
