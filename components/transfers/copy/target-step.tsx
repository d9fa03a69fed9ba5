"use client";

import { Building2, SearchX } from "lucide-react";
import { useState } from "react";
import { counted } from "../../flows/words/counted";
import { Button } from "../../ui/button";
import { EmptyState } from "../../ui/card";
import { Input } from "../../ui/input";
import { StepBar } from "../../ui/step-bar";
import type { CopyChoices, CopyScene, CopyWorkspace } from "./copy-choices";
import { StepHeading } from "./step-parts";
import { TargetOptions } from "./target-options";
import { TargetTable } from "./target-table";

interface TargetStepProps {
  scene: CopyScene;
  workspaces: readonly CopyWorkspace[];
  chosen: readonly string[];
  onChoose: (slugs: readonly string[], on: boolean) => void;
  /** Chooses these, and no others. */
  onChooseOnly: (slugs: readonly string[]) => void;
  choices: CopyChoices;
  onChange: (choices: CopyChoices) => void;
  arrived: boolean;
  /** Whether everything is matched, and seen before: then the matching may be passed over. */
  maySkip: boolean;
  onGo: (step: "matching" | "preview") => void;
}

const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase();

/** Says in a few words what will come of the flows in the chosen workspaces, as far as is known. */
function forecast({ sources }: CopyScene, targets: readonly CopyWorkspace[]): string {
  const known = targets.reduce((sum, { alike }) => sum + new Set(alike.map(({ source }) => source)).size, 0);
  const fresh = sources.length * targets.length - known;
  const parts = [fresh > 0 ? counted(fresh, "new flow") : "", known > 0 ? `${known} there already` : ""];
  return parts.filter(Boolean).join(", ");
}

/** The first step: where the flows go, and what holds for all of them. */
export function TargetStep(props: TargetStepProps) {
  const { scene, workspaces, chosen, onChoose, onChooseOnly, choices, onChange, arrived, maySkip, onGo } =
    props;
  const [words, setWords] = useState("");
  const [starredOnly, setStarredOnly] = useState(false);
  const starred = workspaces.filter((one) => one.starred);
  const shown = (starredOnly ? starred : workspaces).filter(({ name }) => plain(name).includes(plain(words)));
  const last = workspaces.filter((one) => one.usedLast).map(({ slug }) => slug);
  const isLast = last.length === chosen.length && last.every((slug) => chosen.includes(slug));
  const targets = workspaces.filter(({ slug }) => chosen.includes(slug));
  if (workspaces.length === 0) {
    return (
      <EmptyState icon={Building2} title="No workspace to copy to">
        Copying needs a second workspace in which you may create and update flows. Ask an admin of one for the
        role editor.
      </EmptyState>
    );
  }
  const flows = counted(scene.sources.length, "flow");
  return (
    <div className="flex flex-col gap-4">
      <StepHeading arrived={arrived}>Where they go</StepHeading>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18.5rem] lg:gap-6">
        <div className="flex min-w-0 flex-col gap-3">
          <div className="flex flex-wrap gap-2">
            <Input
              type="search"
              aria-label="Find a workspace"
              placeholder="Find a workspace"
              value={words}
              onChange={(event) => setWords(event.target.value)}
              className="h-8 min-w-40 flex-1 basis-56"
            />
            <fieldset className="flex gap-1">
              <legend className="sr-only">Workspaces to show</legend>
              {[false, true].map((only) => (
                <Button
                  key={String(only)}
                  size="sm"
                  variant={only === starredOnly ? "secondary" : "ghost"}
                  aria-pressed={only === starredOnly}
                  onClick={() => setStarredOnly(only)}
                >
                  {only ? "Starred" : "All"}{" "}
                  <span className="text-muted-foreground">{only ? starred.length : workspaces.length}</span>
                </Button>
              ))}
            </fieldset>
            {last.length > 0 ? (
              <Button
                size="sm"
                variant={isLast ? "secondary" : "ghost"}
                aria-pressed={isLast}
                title="Chooses the workspaces of your last copy from here"
                onClick={() => {
                  // What is chosen must be in view.
                  setWords("");
                  setStarredOnly(false);
                  onChooseOnly(last);
                }}
              >
                Same as last time <span className="text-muted-foreground">{last.length}</span>
              </Button>
            ) : null}
          </div>
          {shown.length > 0 ? (
            <TargetTable workspaces={shown} chosen={chosen} onChoose={onChoose} />
          ) : (
            <EmptyState
              icon={SearchX}
              title={words === "" ? "No workspace is starred" : `No workspace matches “${words}”`}
              actions={
                <Button
                  variant="outline"
                  onClick={() => {
                    setWords("");
                    setStarredOnly(false);
                  }}
                >
                  Show all
                </Button>
              }
            />
          )}
        </div>
        <TargetOptions scene={scene} choices={choices} onChange={onChange} />
      </div>
      <StepBar
        label="Chosen workspaces"
        title={
          targets.length === 0
            ? "Choose at least one workspace"
            : `${flows} to ${counted(targets.length, "workspace")}`
        }
        actions={
          maySkip ? (
            <Button variant="outline" onClick={() => onGo("matching")}>
              Matching
            </Button>
          ) : null
        }
        next={{
          words: maySkip ? "Next: preview" : "Next: matching",
          disabled: targets.length === 0,
          onGo: () => onGo(maySkip ? "preview" : "matching"),
        }}
      >
        <p>{targets.length === 0 ? "Nothing is sent before you have seen it." : forecast(scene, targets)}</p>
      </StepBar>
    </div>
  );
}
