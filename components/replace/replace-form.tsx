"use client";

import { CaseSensitive, CircleDot, type LucideIcon, Regex, Shapes, Text, WholeWord } from "lucide-react";
import { FLOW_KINDS, flowKindLabel } from "@/lib/flows/model/flow";
import { SelectChip } from "../lists/select-chip";
import type { WorkspaceGroup } from "../shell/workspace-choice";
import { Card } from "../ui/card";
import { cn } from "../ui/class-names";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useHydrated } from "../ui/use-hydrated";
import type { FieldChoice, ReplaceQuery } from "./replace-address";
import { WorkspaceFilter } from "./workspace-filter";

interface ReplaceFormProps {
  query: ReplaceQuery;
  onChange: (changes: Partial<ReplaceQuery>) => void;
  workspaces: readonly { slug: string; name: string; colour: number }[];
  groups: readonly WorkspaceGroup[];
  choices: readonly FieldChoice[];
  errors: { find?: string | undefined; replace?: string | undefined };
}

/** What is looked for, what stands for it, and where. */
export function ReplaceForm(props: ReplaceFormProps) {
  const { query, onChange, workspaces, groups, choices, errors } = props;
  return (
    <Card className="p-4">
      <search aria-label="What to find and replace" className="flex flex-col gap-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field id="replace-find" label="Find" error={errors.find}>
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                autoComplete="off"
                spellCheck={false}
                maxLength={300}
                value={query.find}
                onChange={(event) => onChange({ find: event.target.value })}
              />
            )}
          </Field>
          <Field id="replace-with" label="Replace with" error={errors.replace}>
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                autoComplete="off"
                spellCheck={false}
                maxLength={2_000}
                value={query.replace}
                onChange={(event) => onChange({ replace: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {workspaces.length > 1 ? (
            <WorkspaceFilter
              workspaces={workspaces}
              groups={groups}
              chosen={query.workspaces}
              onChange={(chosen) => onChange({ workspaces: chosen })}
            />
          ) : null}
          <SelectChip
            label="Texts"
            none="All texts"
            icon={Text}
            value={query.fields}
            choices={choices.map(({ value, label }) => ({ value, label }))}
            onChange={(fields) => onChange({ fields })}
          />
          <SelectChip
            label="State"
            none="Any state"
            icon={CircleDot}
            value={query.state}
            choices={[
              { value: "active", label: "Active flows" },
              { value: "inactive", label: "Inactive flows" },
            ]}
            onChange={(state) => onChange({ state })}
          />
          <SelectChip
            label="Kind"
            none="Both kinds"
            icon={Shapes}
            value={query.kind}
            choices={FLOW_KINDS.map((kind) => ({ value: kind, label: `${flowKindLabel(kind)}s` }))}
            onChange={(kind) => onChange({ kind })}
          />
          <fieldset className="ml-auto flex gap-2">
            <legend className="sr-only">How to match</legend>
            <Toggle
              icon={CaseSensitive}
              label="Match case"
              pressed={query.matchCase}
              onPress={(matchCase) => onChange({ matchCase })}
            />
            <Toggle
              icon={WholeWord}
              label="Whole words"
              pressed={query.wholeWord}
              onPress={(wholeWord) => onChange({ wholeWord })}
            />
            <Toggle
              icon={Regex}
              label="Regular expression"
              pressed={query.regex}
              onPress={(regex) => onChange({ regex })}
            />
          </fieldset>
        </div>
        {query.regex ? (
          <p className="text-xs text-muted-foreground">
            RE2 syntax: no look-ahead and no back-references. <code>$1</code> or <code>$&lt;name&gt;</code>{" "}
            stands for a group, <code>$&amp;</code> for the match.
          </p>
        ) : null}
      </search>
    </Card>
  );
}

interface ToggleProps {
  icon: LucideIcon;
  label: string;
  pressed: boolean;
  onPress: (pressed: boolean) => void;
}

function Toggle({ icon: Icon, label, pressed, onPress }: ToggleProps) {
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={!hydrated}
      data-waking={hydrated ? undefined : ""}
      onClick={() => onPress(!pressed)}
      className={cn(
        "grid size-8 place-items-center rounded-md border shadow-xs",
        pressed
          ? "border-primary bg-accent text-accent-foreground"
          : "border-input/60 bg-card text-muted-foreground hover:text-foreground",
      )}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
