"use client";

import { GroupField } from "./group-field";
import { type Choice, type ListProblem, listProblemInWords } from "./input-choices";
import { type InputProps, noErrors } from "./input-props";
import { KnowledgeBaseList } from "./knowledge-base-list";
import { TextList } from "./text-list";

interface KnowledgeBasePickerProps extends InputProps<string[]> {
  /** The workspace's knowledge bases; null while they load or when they could not be loaded. */
  choices: readonly Choice[] | null;
  problem: ListProblem | null;
}

/** Chooses knowledge bases by name; by id where the list could not be loaded. An id that the list lacks is kept. */
export function KnowledgeBasePicker(props: KnowledgeBasePickerProps) {
  const { id, label, hint, value, errorAt = noErrors, choices, problem } = props;
  if (problem) {
    return (
      <TextList
        {...props}
        hint={
          <>
            {listProblemInWords("knowledge bases", problem)} {hint}
          </>
        }
        itemLabel="Knowledge base id"
        emptyText="None chosen."
        mono
      />
    );
  }
  return (
    <GroupField id={id} label={label} hint={hint} error={firstError(value, errorAt)} changed={props.changed}>
      {choices === null ? (
        <p className="text-sm text-muted-foreground">
          The list of knowledge bases is being loaded. {value.length} chosen.
        </p>
      ) : (
        <KnowledgeBaseList {...props} choices={choices} />
      )}
    </GroupField>
  );
}

/** The first error of the ticked entries, shown for all, because an entry has no place for its own. */
function firstError(value: string[], errorAt: (pointer: string) => string | undefined): string | undefined {
  const pointers = ["", ...value.map((_, index) => `/${index}`)];
  return pointers.map(errorAt).find((error) => error !== undefined);
}
