"use client";

import { useState } from "react";
import { includesRole, ROLE_NAMES, ROLES, type Role, roleLabel } from "@/lib/identity/roles";
import { TOKEN_NAME } from "@/lib/identity/rules";
import { inputLimits } from "@/lib/text/text-rule";
import { ProblemNotice } from "../http/problem-notice";
import type { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { DialogActions } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

export interface OwnWorkspace {
  slug: string;
  name: string;
  role: string;
}

/** The body of the request that makes a token. */
export interface NewTokenValues {
  name: string;
  role: Role;
  workspaces: string[];
  expiresAt: string;
}

/** How long a token may live, in days; the first one that is chosen is short enough to be renewed by habit. */
const LIVES = [
  { days: 7, label: "A week" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "A year" },
];
const USUAL_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

interface NewTokenFormProps {
  workspaces: OwnWorkspace[];
  request: Pick<ReturnType<typeof useRequest>, "busy" | "problem" | "errorAt" | "problemBeside">;
  onSubmit: (values: NewTokenValues) => Promise<void>;
}

/** Asks for a token's name, role, workspaces and life. */
export function NewTokenForm({ workspaces, request, onSubmit }: NewTokenFormProps) {
  const { busy, problem, errorAt, problemBeside } = request;
  const [role, setRole] = useState<Role>("viewer");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() =>
    workspaces.length === 1 ? new Set(workspaces.map(({ slug }) => slug)) : new Set(),
  );
  const possible = workspaces.filter((workspace) => includesRole(workspace.role, role));
  const counting = possible.filter(({ slug }) => chosen.has(slug)).map(({ slug }) => slug);
  const workspaceErrors = problem?.errors?.filter(({ path }) => path.startsWith("/workspaces")) ?? [];

  async function submit(form: FormData) {
    const days = Number(form.get("days"));
    await onSubmit({
      name: String(form.get("name")).trim(),
      role,
      workspaces: counting,
      expiresAt: new Date(Date.now() + days * DAY_MS).toISOString(),
    });
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice
        problem={problemBeside("/name", "/role", "/expiresAt", ...workspaceErrors.map(({ path }) => path))}
      />
      <Field
        id="token-name"
        label="Name"
        hint="What it is for, such as “Nightly backup”."
        error={errorAt("/name")}
      >
        {(control) => <Input {...control} name="name" {...inputLimits(TOKEN_NAME)} autoComplete="off" />}
      </Field>
      <Field id="token-role" label="Role" hint={ROLES[role].meaning} error={errorAt("/role")}>
        {(control) => (
          <Select
            {...control}
            value={role}
            onChange={({ target }) => setRole(ROLE_NAMES.find((name) => name === target.value) ?? role)}
          >
            {ROLE_NAMES.map((name) => (
              <option
                key={name}
                value={name}
                disabled={!workspaces.some((workspace) => includesRole(workspace.role, name))}
              >
                {roleLabel(name)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <WorkspaceChoice
        workspaces={workspaces}
        possible={new Set(possible.map(({ slug }) => slug))}
        chosen={new Set(counting)}
        onChange={setChosen}
        error={workspaceErrors[0]?.message}
      />
      <Field id="token-life" label="Expires after" error={errorAt("/expiresAt")}>
        {(control) => (
          <Select {...control} name="days" defaultValue={USUAL_DAYS}>
            {LIVES.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DialogActions className="mt-1" busy={busy}>
        <Button type="submit" busy={busy}>
          Make token
        </Button>
      </DialogActions>
    </Form>
  );
}

interface WorkspaceChoiceProps {
  workspaces: OwnWorkspace[];
  /** Those in which the person may do what the token shall. */
  possible: ReadonlySet<string>;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  error: string | undefined;
}

function WorkspaceChoice({ workspaces, possible, chosen, onChange, error }: WorkspaceChoiceProps) {
  const hasAll = chosen.size === possible.size;
  function tick(slug: string, ticked: boolean) {
    const others = [...chosen].filter((one) => one !== slug);
    onChange(new Set(ticked ? [...others, slug] : others));
  }
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-1.5"
      aria-describedby={error ? "token-workspaces-error" : undefined}
    >
      <legend className="mb-1.5 flex w-full items-center justify-between gap-2 text-sm font-medium">
        Workspaces
        {workspaces.length > 3 ? (
          <Button
            type="button"
            variant="ghost"
            size="sm"
            onClick={() => onChange(hasAll ? new Set() : possible)}
          >
            {hasAll ? "None" : "All"}
          </Button>
        ) : null}
      </legend>
      <ul className="flex max-h-48 flex-col gap-0.5 overflow-y-auto rounded-md border px-2 py-1.5">
        {workspaces.map(({ slug, name, role }) => (
          <li key={slug}>
            <label className="flex items-center gap-2.5 rounded-sm px-1 py-1 text-sm has-disabled:text-muted-foreground">
              <input
                type="checkbox"
                className="size-4 accent-primary"
                checked={chosen.has(slug)}
                disabled={!possible.has(slug)}
                aria-invalid={error ? true : undefined}
                onChange={({ target }) => tick(slug, target.checked)}
              />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-xs text-muted-foreground">you: {roleLabel(role).toLowerCase()}</span>
            </label>
          </li>
        ))}
      </ul>
      {error ? (
        <p id="token-workspaces-error" className="text-sm text-destructive">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
