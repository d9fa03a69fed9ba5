import type { FlowKind } from "@/lib/flows/model/flow";
import { Field, Label } from "../../ui/field";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { ReasonField } from "../write/reason-field";

/** The fields of a copy as the form has them. */
export interface DuplicateValues {
  name: string;
  isActive: boolean;
  /** "" for the source's own direction. */
  direction: string;
  reason: string;
}

interface DuplicateFieldsProps {
  kind: FlowKind;
  values: DuplicateValues;
  onChange: (values: DuplicateValues) => void;
  /** Whether the person must choose: no request may have the source's direction (upstream quirk Q7). */
  asksDirection: boolean;
  requireReason: boolean;
  disabled: boolean;
}

/** The fields of a copy. */
export function DuplicateFields(props: DuplicateFieldsProps) {
  const { kind, values, onChange, asksDirection, requireReason, disabled } = props;
  const set = (changes: Partial<DuplicateValues>) => onChange({ ...values, ...changes });
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-4">
      <Field id="duplicate-name" label="Name of the copy">
        {(control) => (
          <Input
            {...control}
            value={values.name}
            autoComplete="off"
            required
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      {asksDirection ? (
        <Field
          id="duplicate-direction"
          label="Direction of the copy"
          hint="The source's direction can't be chosen for a new flow: Trillet accepts only these two."
        >
          {(control) => (
            <Select
              {...control}
              value={values.direction}
              required
              onChange={(event) => set({ direction: event.target.value })}
            >
              <option value="">Choose one</option>
              <option value="bidirectional">Both ways</option>
              <option value="outbound">Outbound</option>
            </Select>
          )}
        </Field>
      ) : null}
      <div>
        <div className="flex items-center gap-2.5">
          <Switch
            id="duplicate-active"
            checked={values.isActive}
            aria-describedby="duplicate-active-hint"
            onCheckedChange={(isActive) => set({ isActive })}
          />
          <Label htmlFor="duplicate-active">Active at once</Label>
        </div>
        <p id="duplicate-active-hint" className="mt-1.5 text-sm text-muted-foreground">
          {kind === "message_flow"
            ? "Trillet can't switch a message flow after it was made."
            : "Better leave it off until you have looked at the copy."}
        </p>
      </div>
      <ReasonField
        id="duplicate-reason"
        value={values.reason}
        onChange={(reason) => set({ reason })}
        required={requireReason}
      />
    </fieldset>
  );
}
