"use client";

import { useEffect, useRef, useState } from "react";
import type { FieldError } from "@/lib/json/json-pointer";
import { withLineFeeds } from "../../code/line-breaks";
import { Label } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { counted } from "../words/counted";
import type { JsonProblem } from "./json-document";
import type { DocumentShape } from "./json-document-shape";
import type { JsonEditorHandle } from "./json-editor";
import { checkJsonText, placedSentence } from "./json-problems";
import { useJsonEditorModule } from "./use-json-editor-module";

interface JsonEditorFieldProps {
  id: string;
  label: string;
  value: string;
  /** Without it the text is for reading only. */
  onChange?: ((text: string) => void) | undefined;
  /** Returns what is wrong with the document. Must keep its identity between renders; null checks nothing. */
  check?: ((document: unknown) => FieldError[]) | null;
  /** The possible content of the document, for suggesting names. Must keep its identity between renders. */
  shape?: DocumentShape | null;
}

/** A JSON text to read or edit, with a list of its problems below; a plain field until the editor has loaded. */
export function JsonEditorField(props: JsonEditorFieldProps) {
  const { id, label, value, onChange, check = null, shape = null } = props;
  const readOnly = onChange === undefined;
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<JsonEditorHandle>(null);
  const loaded = useJsonEditorModule(plain);
  const { problems, checkedText } = useJsonProblems(value, check);
  const problemsId = `${id}-problems`;

  function jump({ from, to }: JsonProblem) {
    editor.current?.select({ from, to });
    plain.current?.focus();
    plain.current?.setSelectionRange(from, to);
  }

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {loaded ? (
        <loaded.Editor
          {...{ id, label, value, onChange, readOnly, shape, problems, checkedText }}
          describedBy={problems.length > 0 ? problemsId : undefined}
          initialSelection={loaded.initialSelection}
          handle={editor}
        />
      ) : (
        <Textarea
          ref={plain}
          id={id}
          value={value}
          {...(readOnly ? { readOnly: true } : { onChange: (event) => onChange(event.target.value) })}
          rows={16}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problems.length > 0 ? true : undefined}
          aria-describedby={problems.length > 0 ? problemsId : undefined}
          className="font-mono leading-6 sm:text-sm"
        />
      )}
      {readOnly ? null : <JsonProblemList id={problemsId} problems={problems} onJump={jump} />}
    </div>
  );
}

interface JsonProblemListProps {
  /** Becomes the id of the line with the number of problems. */
  id: string;
  problems: readonly JsonProblem[];
  onJump: (problem: JsonProblem) => void;
}

/** The problems of a JSON text as a list; pressing an entry goes to its place. */
function JsonProblemList({ id, problems, onJump }: JsonProblemListProps) {
  const count = counted(problems.length, "problem");
  return (
    <div>
      <p id={id} role="status" className="text-sm font-medium text-destructive empty:hidden">
        {problems.length === 0 ? null : `${count} in this JSON`}
      </p>
      {problems.length === 0 ? null : (
        <ul className="mt-1 flex max-h-60 flex-col overflow-y-auto">
          {problems.map((problem) => (
            <li key={`${problem.from} ${problem.message}`}>
              <button
                type="button"
                onClick={() => onJump(problem)}
                className="rounded-sm py-0.5 text-left text-sm text-destructive underline-offset-4 wrap-anywhere hover:underline focus-visible:-outline-offset-2"
              >
                {placedSentence(problem)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The problems of a text, with the text that was checked: the person may have typed on since. */
interface JsonProblems {
  checkedText: string;
  problems: readonly JsonProblem[];
}

/** Complaints about a text that is being typed would only be noise. */
const TYPING_PAUSE_MS = 400;

function problemsOf(text: string, check: (document: unknown) => FieldError[]): JsonProblems {
  // The editor counts every kind of line break as one character.
  const checkedText = withLineFeeds(text);
  return { checkedText, problems: checkJsonText(checkedText, check).problems };
}

/**
 * Checks a JSON text at first and whenever it has not been changed for a moment.
 * @param check must keep its identity between renders; null checks nothing
 */
function useJsonProblems(text: string, check: ((document: unknown) => FieldError[]) | null): JsonProblems {
  const [found, setFound] = useState(() => (check ? problemsOf(text, check) : null));
  useEffect(() => {
    if (!check) {
      setFound(null);
      return;
    }
    const timer = setTimeout(() => setFound(problemsOf(text, check)), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, check]);
  return check && found ? found : NOTHING_FOUND;
}

const NOTHING_FOUND: JsonProblems = { checkedText: "", problems: [] };
