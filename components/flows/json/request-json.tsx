"use client";

import { useCallback, useId, useLayoutEffect, useRef, useState } from "react";
import { checkJsonText } from "@/lib/flows/json-document-check";
import type { DocumentShape } from "@/lib/flows/json-document-shape";
import type { FieldError } from "@/lib/flows/schema-errors";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { JsonEditorField } from "./json-editor-field";
import { JsonExchange } from "./json-exchange";
import type { RequestTyping } from "./use-request-typing";

/** The request that the form stands for, as JSON that can be edited. */
export interface RequestDocument {
  /** The request as the form has it now. */
  text: string;
  /** Puts a document without faults into the form; gives what the form could not take, by JSON pointer. */
  onApply: (document: Record<string, unknown>) => FieldError[];
  /** Gives what is wrong with a document. */
  check: (document: unknown) => FieldError[];
  /** What the document may hold (`documentShape` of its schema), for suggesting names. */
  shape?: DocumentShape;
}

interface RequestJsonProps {
  request: RequestDocument;
  typing: RequestTyping;
  label: string;
  fileName: string;
}

const NONE: FieldError[] = [];

function isObject(document: unknown): document is Record<string, unknown> {
  return typeof document === "object" && document !== null && !Array.isArray(document);
}

/** The request as JSON: edit it, bring one in, and put it into the form. */
export function RequestJson({ request, typing, label, fileName }: RequestJsonProps) {
  const id = useId();
  const [outcome, setOutcome] = useState<"applied" | "faulty" | null>(null);
  const [refused, setRefused] = useState(NONE);
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
    setRefused(NONE);
    typing.onChange(text);
  }

  function apply() {
    const { document, problems } = checkJsonText(typing.text, request.check);
    const errors = problems.length === 0 && isObject(document) ? request.onApply(document) : null;
    const applied = errors?.length === 0;
    setRefused(errors ?? NONE);
    setOutcome(applied ? "applied" : "faulty");
    if (applied) typing.forget();
  }

  return (
    <div className="flex flex-col gap-4">
      {typing.overtaken ? <Overtaken onTake={typing.forget} /> : null}
      <JsonExchange text={typing.text} fileName={fileName} onImport={change} />
      <JsonEditorField
        id={id}
        label={label}
        value={typing.text}
        onChange={change}
        // What the form has is checked by the form, beside its fields.
        check={typing.isTyped ? check : null}
        shape={request.shape ?? null}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!typing.isTyped} onClick={apply}>
          Put into the form
        </Button>
        {typing.isTyped ? (
          <Button variant="outline" onClick={typing.forget}>
            Back to what the form has
          </Button>
        ) : null}
      </div>
      <div role="status">
        {outcome === "applied" ? (
          <Notice tone="good" title="This is in the form now">
            Nothing is saved yet: review and save it there.
          </Notice>
        ) : null}
        {outcome === "faulty" ? (
          <Notice tone="bad" title="Nothing was put into the form">
            Put right what is marked above, then try again.
          </Notice>
        ) : null}
      </div>
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
