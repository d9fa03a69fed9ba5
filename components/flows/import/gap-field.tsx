"use client";

import { useId } from "react";
import { Field, type FieldControlProps } from "../../ui/field";
import { Input, Textarea } from "../../ui/input";
import { PasswordInput } from "../../ui/password-input";
import { Select } from "../../ui/select";
import { useChoices } from "../form/use-choices";
import type { Gap } from "./gaps";

interface GapFieldProps {
  gap: Gap;
  /** The workspace's slug. */
  workspace: string;
  /** Names the flow to screen readers, since many have the same gap. */
  flow: string;
  /** Undefined while nobody has chosen. */
  fill: string | undefined;
  onFill: (fill: string | undefined) => void;
}

/** One thing that a document lacks, with the control that completes it where one can. */
export function GapField({ gap, workspace, flow, fill, onFill }: GapFieldProps) {
  const id = useId();
  const { way, label, message, mayStayEmpty } = gap;
  if (way.how === "none") {
    return (
      <p className="text-sm">
        <span className="font-medium">{label}: </span>
        <span className="text-destructive">{message}</span>. Nothing here can complete that: mend the file, or
        leave the flow out.
      </p>
    );
  }
  return (
    <Field
      id={id}
      label={
        <>
          {label} <span className="sr-only">of {flow}</span>
        </>
      }
      hint={message}
      required={!mayStayEmpty}
    >
      {(control) => <GapControl {...{ control, gap, workspace, fill, onFill }} />}
    </Field>
  );
}

type GapControlProps = Omit<GapFieldProps, "flow"> & { control: FieldControlProps };

function GapControl({ control, gap, workspace, fill, onFill }: GapControlProps) {
  const { way } = gap;
  const typed = {
    ...control,
    value: fill ?? "",
    onChange: ({ target }: { target: { value: string } }) => onFill(target.value),
  };
  if (way.how === "secret") return <PasswordInput {...typed} autoComplete="new-password" />;
  if (way.how === "text")
    return gap.path === "/name" ? <Input {...typed} autoComplete="off" /> : <Textarea {...typed} rows={3} />;
  if (way.how === "choice") {
    return (
      <Select {...control} value={fill ?? ""} onChange={({ target }) => onFill(target.value || undefined)}>
        <option value="">Choose…</option>
        {Object.entries(way.words).map(([word, label]) => (
          <option key={word} value={word}>
            {label}
          </option>
        ))}
      </Select>
    );
  }
  return way.how === "pick" ? (
    <PickControl {...{ control, gap, fill, onFill }} path={`/api/workspaces/${workspace}/${way.list}`} />
  ) : null;
}

const UNSAID = "unsaid";

type PickControlProps = Omit<GapControlProps, "workspace"> & { path: string };

/** Chooses one thing of a list of the workspace. */
function PickControl({ control, gap, path, fill, onFill }: PickControlProps) {
  const { choices, problem } = useChoices(path);
  return (
    <>
      <Select
        {...control}
        value={fill ?? UNSAID}
        onChange={({ target }) => onFill(target.value === UNSAID ? undefined : target.value)}
      >
        <option value={UNSAID}>{choices === null && problem === null ? "Loading…" : "Choose…"}</option>
        {gap.mayStayEmpty ? <option value="">Make it without one</option> : null}
        {choices?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name || id}
          </option>
        ))}
      </Select>
      {problem ? (
        <p role="alert" className="text-sm text-destructive">
          {problem.title}: {problem.detail}
        </p>
      ) : null}
    </>
  );
}
