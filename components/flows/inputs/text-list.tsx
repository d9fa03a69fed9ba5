"use client";

import { Plus } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { Textarea } from "../../ui/input";
import { GroupField } from "./group-field";
import { type InputProps, noErrors } from "./input-props";
import { RowActions } from "./row-actions";
import { addButtonId, useRows } from "./use-rows";

interface TextListProps extends InputProps<string[]> {
  /** One text's name: "Message". */
  itemLabel?: string;
  /** Shown in place of an empty list. */
  emptyText?: string;
  mono?: boolean;
}

/** Edits a list of texts: add, change, remove, reorder. */
export function TextList(props: TextListProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const { itemLabel = "Text", emptyText = "None yet.", mono = false } = props;
  const nameOf = (index: number) => `${itemLabel} ${index + 1}`;
  const controlId = (index: number) => `${id}.${index}`;
  const list = useRows({ id, value, onChange, controlId, nameOf });

  /** Enter goes on to the next text, and from the last to a new one, as in a list that is typed. */
  function onEnter(event: KeyboardEvent<HTMLTextAreaElement>, index: number) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (index < list.rows.length - 1) document.getElementById(controlId(index + 1))?.focus();
    else if (event.currentTarget.value !== "") list.insert(index + 1, "");
  }

  return (
    <GroupField id={id} label={label} hint={hint} error={errorAt("")} changed={props.changed}>
      {list.rows.length === 0 ? (
        <p className="text-sm text-muted-foreground">{emptyText}</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {list.rows.map(({ key, item }, index) => (
            <li key={key} className="flex items-start gap-1.5">
              <TextItem
                id={controlId(index)}
                label={nameOf(index)}
                text={item}
                mono={mono}
                disabled={disabled}
                error={errorAt(`/${index}`)}
                onText={(text) => list.replace(index, text)}
                onKeyDown={(event) => onEnter(event, index)}
              />
              <RowActions
                id={id}
                name={nameOf(index).toLowerCase()}
                list={list}
                index={index}
                disabled={disabled}
              />
            </li>
          ))}
        </ol>
      )}
      <Button
        id={addButtonId(id)}
        variant="outline"
        size="sm"
        className="self-start"
        disabled={disabled}
        onClick={() => list.insert(list.rows.length, "")}
      >
        <Plus aria-hidden />
        Add {itemLabel.toLowerCase()}
      </Button>
      <span role="status" className="sr-only">
        {list.announcement}
      </span>
    </GroupField>
  );
}

interface TextItemProps {
  id: string;
  label: string;
  text: string;
  mono: boolean;
  disabled: boolean;
  error: string | undefined;
  onText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** One text in a field that grows with its lines: a one-line field would lose stored line breaks. */
function TextItem({ id, label, text, mono, disabled, error, onText, onKeyDown }: TextItemProps) {
  return (
    <div className="min-w-0 flex-1">
      <Textarea
        id={id}
        rows={1}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={cn("min-h-9 resize-none py-1.5 field-sizing-content", mono && "font-mono sm:text-sm")}
        disabled={disabled}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-sm text-destructive">
          {error}
        </p>
      ) : null}
    </div>
  );
}
