"use client";

import { Card } from "../../ui/card";
import { Options } from "../../ui/options";
import { StepBar } from "../../ui/step-bar";
import { Tick } from "../../ui/tick";
import { counted } from "../words/counted";
import { givenReason, ReasonField } from "../write/reason-field";

/** What holds for all flows that are brought in. */
export interface ImportChoices {
  active: "inactive" | "like_file" | "active";
  mayActivate: boolean;
  reason: string;
}

interface ImportBarProps {
  taken: number;
  out: number;
  /** How many of the taken ones are active in their files. */
  activeInFiles: number;
  /** How many of the taken ones lack something. */
  incomplete: number;
  /** Whether a call flow with an agent is among them. */
  asksNumber: boolean;
  /** The size of all requests. */
  bytes: number;
  requireReason: boolean;
  choices: ImportChoices;
  busy: boolean;
  onChange: (choices: ImportChoices) => void;
  onStart: () => void;
}

/** What one request may have, with some room for what is around the flows. */
const MOST_BYTES = 4_000_000;

/** What is in the way of a start, in words; null for nothing. */
function inTheWay(props: ImportBarProps): string | null {
  const { taken, incomplete, asksNumber, bytes, requireReason, choices } = props;
  if (taken === 0) return "All flows are left out";
  if (incomplete > 0) return `${counted(incomplete, "flow")} to complete, or to leave out`;
  if (bytes > MOST_BYTES)
    return "Together they are more than 4 MB: leave some out, and bring them in afterwards";
  if (asksNumber && !choices.mayActivate) return "Agree that a waiting phone number may be activated";
  if (requireReason && givenReason(choices.reason).reason === undefined) return "A reason is required";
  return null;
}

/** The choices for all flows, and the way on. */
export function ImportBar(props: ImportBarProps) {
  const { taken, out, activeInFiles, asksNumber, requireReason, choices, busy, onChange, onStart } = props;
  const why = inTheWay(props);
  return (
    <>
      <Options
        legend="State of the new flows"
        name="active"
        options={[
          {
            value: "inactive",
            label: "Inactive",
            hint: "They do nothing until somebody has seen and activated them.",
          },
          {
            value: "like_file",
            label: "As in their files",
            hint: `${counted(activeInFiles, "flow")} of ${taken} would be active.`,
          },
          { value: "active", label: "Active" },
        ]}
        value={choices.active}
        onChange={(active) => onChange({ ...choices, active })}
      />
      <Card className="flex flex-col gap-2 px-4 py-3">
        {asksNumber ? (
          <Tick
            label="A new flow may activate a waiting phone number of its agent"
            hint="Trillet does that by itself when a call flow with such an agent is created."
            checked={choices.mayActivate}
            onChange={(mayActivate) => onChange({ ...choices, mayActivate })}
          />
        ) : null}
        <ReasonField
          id="import-reason"
          hint="Kept with each new flow, in its history and in the audit log."
          value={choices.reason}
          onChange={(reason) => onChange({ ...choices, reason })}
          required={requireReason}
        />
      </Card>
      <StepBar
        label="Bring in"
        title={`${counted(taken, "flow")} to bring in${out > 0 ? `, ${out} left out` : ""}`}
        next={{
          words: taken === 1 ? "Bring in 1 flow" : `Bring in ${taken} flows`,
          disabled: why !== null,
          busy,
          onGo: onStart,
        }}
      >
        {why ?? "Each is made on the server, one after the other, and is a change of its own."}
      </StepBar>
    </>
  );
}
