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
 * Reads one address of the portal's API for a part of the page, and again whenever the address changes. An answer that
 * comes after such a change is dropped, because it belongs to the earlier address.
 *
 * @param path null reads nothing
 * @param shape the shape that the answer must have; the same one at each render
 * @returns the answer, and a function that reads again
 */
export function useAnswer<Data>(
  path: string | null,
  shape: Shape<Data>,
): { answer: LoadedAnswer<Data>; again: () => void } {
  const [tries, setTries] = useState(0);
  const [kept, setKept] = useState<{ path: string; answer: LoadedAnswer<Data> } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads the same address again; the shape stays.
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

/** Says that something is loading; screen readers read it out. */
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
        <Button
          variant="outline"
          size="sm"
          onClick={(event) => {
            // The button goes with the notice, and would take the focus with it.
            event.currentTarget.parentElement?.closest<HTMLElement>("[tabindex]")?.focus();
            onAgain();
          }}
        >
          Try again
        </Button>
      }
    >
      {problemText(problem)}
    </Notice>
  );
}
