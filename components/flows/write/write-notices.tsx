"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { FieldError } from "@/lib/json/json-pointer";
import { type Problem, problemText } from "../../http/problem";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useFocusOnArrival } from "../../ui/use-focus-on-arrival";
import { checkChange, checkText, isSettled } from "./check-change";

/** Says why a write was refused; takes the focus, so that the notice is read out and in view. */
export function RefusedNotice({ problem, rest }: { problem: Problem; rest: FieldError[] }) {
  const notice = useFocusOnArrival<HTMLDivElement>(problem);
  const onlyFields = problem.errors !== undefined && problem.errors.length > 0 && rest.length === 0;
  if (onlyFields) return null;
  return (
    <Notice ref={notice} tabIndex={-1} tone="bad" role="alert" title={problem.title} className="outline-none">
      {rest.length > 0 ? (
        <ul className="list-disc pl-4">
          {rest.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{path === "" ? message : `${fieldLabel(path)}: ${message}`}</li>
          ))}
        </ul>
      ) : (
        <p>{problem.status === 401 ? <SignInAgain /> : problemText(problem)}</p>
      )}
      {problem.requestId ? (
        <p className="mt-1 font-mono text-xs text-muted-foreground">Request {problem.requestId}</p>
      ) : null}
    </Notice>
  );
}

/** A link to the sign-in page in another tab: leaving this page would lose what was typed. */
function SignInAgain() {
  return (
    <>
      Your session has ended. What you typed is still here:{" "}
      <a href="/sign-in" target="_blank" rel="noreferrer" className="text-link underline underline-offset-4">
        sign in in another tab
      </a>
      , then save again.
    </>
  );
}

interface UnknownOutcomeNoticeProps {
  workspaceApiPath: string;
  changeId: string;
  /** Runs after a check; returns more to say, or null. */
  onChecked: () => Promise<string | null>;
}

const FOLLOW_EVERY_MS = 5_000;

/**
 * Says that a change was sent with an unknown outcome. The change must not be sent again, but it can be checked. The
 * server goes on checking by itself, and this notice says what it has found.
 */
export function UnknownOutcomeNotice({ workspaceApiPath, changeId, onChecked }: UnknownOutcomeNoticeProps) {
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  const notice = useFocusOnArrival<HTMLDivElement>(changeId);

  async function check() {
    setBusy(true);
    const found = await checkChange(workspaceApiPath, changeId);
    const more = found.state === "succeeded" || found.state === "failed" ? await onChecked() : null;
    setWords(more ?? checkText(found));
    setBusy(false);
  }

  const follow = useEffectEvent(async () => {
    if (document.visibilityState === "visible" && !busy && (await isSettled(workspaceApiPath, changeId)))
      await check();
  });
  const known = words !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another change is followed anew.
  useEffect(() => {
    if (known) return;
    const timer = setInterval(() => void follow(), FOLLOW_EVERY_MS);
    return () => clearInterval(timer);
  }, [changeId, known]);

  return (
    <Notice
      ref={notice}
      tabIndex={-1}
      className="outline-none"
      tone="warn"
      role="alert"
      title="It is not known yet whether this change was made"
      actions={
        <Button size="sm" variant="outline" busy={busy} onClick={() => void check()}>
          Check now
        </Button>
      }
    >
      <p>
        It was sent to Trillet, but no answer came back. Do not send it again: that could make the change
        twice. Switchboard keeps looking by itself, and you can check now.
      </p>
      <p aria-live="polite" className="mt-1 font-medium">
        {words}
      </p>
    </Notice>
  );
}
