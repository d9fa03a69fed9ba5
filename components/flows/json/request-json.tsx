"use client";

import { useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { FieldError } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useFocusOnArrival } from "../../ui/use-focus-on-arrival";
import type { DocumentShape } from "./json-document-shape";
import { JsonEditorField } from "./json-editor-field";
import { JsonExchange } from "./json-exchange";
import { checkJsonText } from "./json-problems";
import { type Taken, TakenNotice, TakeOver, wholeFlowIn } from "./take-over";

/** The form's request as JSON that can be edited. */
export interface RequestDocument {
  /** The request as the form has it now. */
  text: string;
  /** Puts a valid document into the form; returns what the form could not take, by JSON pointer. */
  onApply: (document: Record<string, unknown>) => FieldError[];
  /** Returns what is wrong with a document. */
  check: (document: unknown) => FieldError[];
  /** The possible content of the document (`documentShape` of its schema), for suggesting names. */
  shape?: DocumentShape;
  /** Puts a whole flow into the form of a new one. */
  onTake?: (document: Record<string, unknown>) => Promise<Taken>;
}

interface RequestJsonProps {
  request: RequestDocument;
  typing: RequestTyping;
  label: string;
  fileName: string;
}

/** The outcome of the last attempt to put the text into the form. */
interface Outcome {
  kind: "applied" | "faulty";
  occasion: number;
}

const NONE: FieldError[] = [];

/** The request as JSON: edit it, bring one in, and put it into the form. */
export function RequestJson({ request, typing, label, fileName }: RequestJsonProps) {
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [refused, setRefused] = useState(NONE);
  const [taken, setTaken] = useState<{ taken: Taken; occasion: number } | null>(null);
  const { onTake } = request;
  const whole = useMemo(
    () => (onTake && typing.isTyped ? wholeFlowIn(typing.text) : null),
    [onTake, typing.isTyped, typing.text],
  );
  const latest = useRef(request);
  useLayoutEffect(() => {
    latest.current = request;
  });
  const check = useCallback(
    (document: unknown) => [...latest.current.check(document), ...refused],
    [refused],
  );

  function change(text: string) {
    setOutcome(null);
    setTaken(null);
    setRefused(NONE);
    typing.onChange(text);
  }

  function noteTaken(result: Taken) {
    setTaken((last) => ({ taken: result, occasion: (last?.occasion ?? 0) + 1 }));
    if (result.kind === "taken") typing.forget();
  }

  function apply() {
    const { document, problems } = checkJsonText(typing.text, request.check);
    const errors = problems.length === 0 && isJsonObject(document) ? request.onApply(document) : null;
    const applied = errors?.length === 0;
    setRefused(errors ?? NONE);
    setOutcome((last) => ({ kind: applied ? "applied" : "faulty", occasion: (last?.occasion ?? 0) + 1 }));
    if (applied) typing.forget();
  }

  function goBack() {
    setOutcome(null);
    setRefused(NONE);
    typing.forget();
    // The pressed button goes away, and the focus with it.
    document.getElementById(id)?.focus();
  }

  return (
    <div className="flex flex-col gap-4">
      {typing.overtaken ? <Overtaken onTake={goBack} /> : null}
      <JsonExchange text={typing.text} fileName={fileName} onImport={change} />
      <JsonEditorField
        id={id}
        label={label}
        value={typing.text}
        onChange={change}
        // The form itself checks its values, and shows errors beside its fields.
        check={typing.isTyped && whole === null ? check : null}
        shape={request.shape ?? null}
      />
      {whole && onTake ? <TakeOver document={whole} onTake={onTake} onTaken={noteTaken} /> : null}
      {taken ? <TakenNotice {...taken} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!typing.isTyped || whole !== null} onClick={apply}>
          Put into the form
        </Button>
        {typing.isTyped ? (
          <Button variant="outline" onClick={goBack}>
            Back to what the form has
          </Button>
        ) : null}
      </div>
      {outcome ? <ApplyOutcome outcome={outcome.kind} occasion={outcome.occasion} /> : null}
    </div>
  );
}

function Overtaken({ onTake }: { onTake: () => void }) {
  return (
    <Notice
      tone="warn"
      title="The form was changed meanwhile"
      actions={
        <Button size="sm" variant="outline" onClick={onTake}>
          Take what the form has
        </Button>
      }
    >
      Putting this text into the form would undo what was typed there since you began here.
    </Notice>
  );
}

interface ApplyOutcomeProps {
  outcome: "applied" | "faulty";
  /** Changes with every attempt, so that a second failure is announced as well. */
  occasion: number;
}

/** The outcome of putting JSON into the form; takes the focus, since the pressed button may be disabled now. */
function ApplyOutcome({ outcome, occasion }: ApplyOutcomeProps) {
  const notice = useFocusOnArrival<HTMLDivElement>(occasion);
  return outcome === "applied" ? (
    <Notice ref={notice} tabIndex={-1} role="alert" tone="good" title="This is in the form now">
      Nothing is saved yet: review and save it there.
    </Notice>
  ) : (
    <Notice ref={notice} tabIndex={-1} role="alert" tone="bad" title="Nothing was put into the form">
      Put right what is marked above, then try again.
    </Notice>
  );
}

/** A request's text while somebody may be editing it beside the form. */
interface RequestTyping {
  text: string;
  /** Whether the text differs from the form's request. */
  isTyped: boolean;
  /** Whether the form changed after the editing began: putting the text into the form would undo that change. */
  overtaken: boolean;
  onChange: (text: string) => void;
  /** Goes back to the form's request. */
  forget: () => void;
}

/** Follows the form's text until a person edits the text here; from then on only that person changes it. */
export function useRequestTyping(formText: string): RequestTyping {
  const [typed, setTyped] = useState<{ text: string; begunFrom: string } | null>(null);
  return {
    text: typed?.text ?? formText,
    isTyped: typed !== null,
    overtaken: typed !== null && typed.begunFrom !== formText,
    onChange: (text) =>
      setTyped(text === formText ? null : { text, begunFrom: typed?.begunFrom ?? formText }),
    forget: () => setTyped(null),
  };
}
