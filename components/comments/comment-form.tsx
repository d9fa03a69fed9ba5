"use client";

import { useRef, useState } from "react";
import { COMMENT_TEXT } from "@/lib/comments/comment-text";
import type { EventComments } from "@/lib/comments/comments";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Textarea } from "../ui/input";
import { Select } from "../ui/select";
import { useUnsavedWarning } from "../ui/unsaved-changes";

interface CommentFormProps {
  id: string;
  label: string;
  people: EventComments["people"];
  /** What is there already. */
  typed?: string;
  request: { method: "POST" | "PATCH"; path: string };
  submitLabel: string;
  onDone: () => Promise<void>;
  onCancel?: () => void;
}

/** Writes a comment, or changes one. People are mentioned by a choice beside the text, or by typing @ and their name. */
export function CommentForm(props: CommentFormProps) {
  const { id, label, people, typed: initial = "", request, submitLabel, onDone, onCancel } = props;
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [typed, setTyped] = useState(initial);
  const area = useRef<HTMLTextAreaElement>(null);
  useUnsavedWarning(typed.trim() !== initial.trim());

  async function submit() {
    const answer = await send(request.method, request.path, { body: { text: typed } });
    if (!answer.ok) return;
    setTyped(initial);
    await onDone();
  }

  function mention(words: string) {
    const at = area.current?.selectionStart ?? typed.length;
    const before = typed.slice(0, at);
    const gap = before === "" || /\s$/.test(before) ? "" : " ";
    setTyped(`${before}${gap}${words} ${typed.slice(at)}`);
    area.current?.focus();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-2">
      <ProblemNotice problem={problemBeside("/text")} />
      <Field id={id} label={label} labelHidden error={errorAt("/text")}>
        {(control) => (
          <Textarea
            {...control}
            ref={area}
            rows={3}
            maxLength={COMMENT_TEXT.longest}
            placeholder="Write a comment"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2">
        {people.length > 0 ? (
          <Select
            aria-label="Mention somebody"
            className="w-48"
            value=""
            onChange={({ target }) => (target.value === "" ? undefined : mention(target.value))}
          >
            <option value="">Mention…</option>
            {people.map(({ name, mention: words }) => (
              <option key={words} value={words}>
                {words.slice(1) === name ? name : `${name} (${words.slice(1)})`}
              </option>
            ))}
          </Select>
        ) : (
          <span />
        )}
        <span className="flex gap-2">
          {onCancel ? (
            <Button variant="ghost" size="sm" disabled={busy} onClick={onCancel}>
              Cancel
            </Button>
          ) : null}
          <Button type="submit" size="sm" busy={busy} disabled={typed.trim() === ""}>
            {submitLabel}
          </Button>
        </span>
      </div>
    </Form>
  );
}
