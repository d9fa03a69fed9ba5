"use client";

import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { type Choice, type ListProblem, listProblemInWords } from "./input-choices";
import { type InputProps, noErrors } from "./input-props";

interface ChoicePickerProps extends InputProps<string> {
  /** The list to choose from; null while it loads or when it could not be loaded. */
  choices: readonly Choice[] | null;
  problem: ListProblem | null;
  /** The name of the listed things, for messages: "agents". */
  listName: string;
  /** The entry for "": "No folder", or "Choose an agent". */
  noneLabel: string;
  /** Shown before an id that is not in the list: "Unknown folder". */
  unknownLabel: string;
  required?: boolean;
}

/** Chooses one thing by its name; by its id where the list could not be loaded. "" is none. */
export function ChoicePicker(props: ChoicePickerProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const { choices, problem, listName } = props;
  return (
    <Field
      id={id}
      label={label}
      required={props.required ?? false}
      changed={props.changed ?? null}
      row
      error={errorAt("")}
      hint={
        <>
          {problem ? `${listProblemInWords(listName, problem)} ` : null}
          {choices === null && problem === null ? `The list of ${listName} is being loaded. ` : null}
          {hint}
        </>
      }
    >
      {(control) =>
        problem ? (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            className="font-mono sm:text-sm"
            disabled={disabled}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Select
            {...control}
            disabled={disabled || choices === null}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            <ChoiceOptions {...props} choices={choices ?? []} loading={choices === null} />
          </Select>
        )
      }
    </Field>
  );
}

type ChoiceOptionsProps = Pick<ChoicePickerProps, "value" | "noneLabel" | "unknownLabel"> & {
  choices: readonly Choice[];
  loading: boolean;
};

function ChoiceOptions({ value, noneLabel, unknownLabel, choices, loading }: ChoiceOptionsProps) {
  const unknown = value !== "" && !choices.some(({ id }) => id === value);
  return (
    <>
      <option value="">{noneLabel}</option>
      {unknown ? <option value={value}>{loading ? value : `${unknownLabel} ${value}`}</option> : null}
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name === "" ? id : name}
        </option>
      ))}
    </>
  );
}
