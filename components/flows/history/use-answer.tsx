"use client";

import { LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import type { Shape } from "../../http/answer-shape";
import { type Problem, problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

export type LoadedAnswer<Data> =
  | { state: "loading" }
  | { state: "failed"; problem: Problem }
  | { state: "loaded"; data: Data };

/**
 * Reads one address of the portal's API while a part of the page is shown that needs it, and again whenever the address
 * changes. An answer that comes after the address has changed is dropped: it belongs to what was asked before.
 *
 * @param path null asks for nothing
 * @param shape what the answer must be; always the same one
 * @returns what came of it, and a way to ask again
 */
export function useAnswer<Data>(
  path: string | null,
  shape: Shape<Data>,
): { answer: LoadedAnswer<Data>; again: () => void } {
  const [tries, setTries] = useState(0);
  const [kept, setKept] = useState<{ path: string; answer: LoadedAnswer<Data> } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks anew for the same address; the shape stays.
  useEffect(() => {
    if (path === null) return;
    let wanted = true;
    setKept(null);
    void sendRequest("GET", path, { answer: shape }).then((answer) => {
      if (!wanted) return;
      setKept({
        path,
        answer: answer.ok
          ? { state: "loaded", data: answer.data }
          : { state: "failed", problem: answer.problem },
      });
    });
    return () => {
      wanted = false;
    };
  }, [path, tries]);

  const answer = kept?.path === path && kept ? kept.answer : ({ state: "loading" } as const);
  return { answer, again: () => setTries(tries + 1) };
}

/** Says what is being loaded; read out by screen readers. */
export function Loading({ children }: { children: string }) {
  return (
    <p role="status" className="flex items-center gap-2 py-2 text-sm text-muted-foreground">
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      {children}
    </p>
  );
}

/** Says why something could not be loaded, and lets the person try again. */
export function LoadFailed({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  return (
    <Notice
      tone="bad"
      role="alert"
      title={problem.title}
      actions={
        <Button variant="outline" size="sm" onClick={onAgain}>
          Try again
        </Button>
      }
    >
      {problemText(problem)}
    </Notice>
  );
}
