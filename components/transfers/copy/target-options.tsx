"use client";

import { Options } from "../../ui/options";
import { Tick } from "../../ui/tick";
import type { CopyChoices, CopyScene } from "./copy-choices";

interface TargetOptionsProps {
  scene: CopyScene;
  choices: CopyChoices;
  onChange: (choices: CopyChoices) => void;
}

/** The choices that hold for all targets. */
export function TargetOptions({ scene, choices, onChange }: TargetOptionsProps) {
  const { existing, active, direction, autopilot } = choices;
  const example = scene.sources.find(({ name }) => name !== null)?.name ?? "Flow";
  return (
    <div className="flex flex-col gap-4">
      <Options
        legend="If the name exists there"
        name="existing"
        options={[
          { value: null, label: "Say it for each" },
          { value: "update", label: "Update it", hint: "Keeps its id, phone number and history" },
          {
            value: "second",
            label: "Create a second one",
            hint: `Named “${example} (from ${scene.from.name})”`,
          },
          { value: "skip", label: "Leave it out there" },
        ]}
        value={existing}
        onChange={(value) => onChange({ ...choices, existing: value })}
      />
      <Options
        legend="State of new flows"
        name="active"
        options={[
          { value: "inactive", label: "Inactive" },
          { value: "like_source", label: "Like the original" },
        ]}
        value={active}
        onChange={(value) => onChange({ ...choices, active: value })}
      />
      {scene.sources.some(({ isInbound }) => isInbound) ? (
        <DirectionChoice value={direction} onChange={(value) => onChange({ ...choices, direction: value })} />
      ) : null}
      <div className="rounded-lg border bg-card px-4 py-2 shadow-xs">
        <Tick
          label="Take over autopilot"
          hint="Otherwise it stays as it is there, and is off in new flows."
          checked={autopilot}
          onChange={(value) => onChange({ ...choices, autopilot: value })}
        />
      </div>
    </div>
  );
}

interface DirectionChoiceProps {
  value: CopyChoices["direction"];
  onChange: (value: CopyChoices["direction"]) => void;
}

/** What direction new flows have whose source is inbound: no request can ask for that one. */
export function DirectionChoice({ value, onChange }: DirectionChoiceProps) {
  return (
    <Options
      legend="Direction of new flows"
      name="direction"
      options={[
        {
          value: "bidirectional",
          label: "Both ways",
          hint: "For flows that are inbound here: Trillet creates none that is inbound only",
        },
        { value: "outbound", label: "Outbound" },
        { value: null, label: "Create no such flow", hint: "They are blocked, and can be left out" },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
