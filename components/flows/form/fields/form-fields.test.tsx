import { render, screen } from "@testing-library/react";
import { FormProvider, useForm } from "react-hook-form";
import { describe, expect, it } from "vitest";
import { SecondsInput } from "../../inputs/seconds-input";
import { TextList } from "../../inputs/text-list";
import { SelectField, SwitchField, TextField } from "./form-fields";
import { FormKindProvider } from "./form-kind";
import { ValueField } from "./value-field";

const LIMIT = "settings.callSettings.maxCallDuration";
const INITIAL = {
  name: "Front desk",
  direction: "bidirectional",
  isActive: true,
  settings: { callSettings: { maxCallDuration: "600", reminderMessages: ["Hello?"] } },
};

/** The fields of a form in which some have unsaved edits. */
function Fields({ edited, initial = INITIAL, kept }: { edited: string[]; initial?: object; kept?: unknown }) {
  const form = useForm({ defaultValues: INITIAL });
  return (
    <FormKindProvider
      kind="call_flow"
      mode="update"
      workspaceApiPath=""
      unfinished={new Map()}
      edited={edited}
      initial={initial}
      kept={kept === undefined ? [] : [{ path: "/isActive", value: kept }]}
    >
      <FormProvider {...form}>
        <TextField name="name" />
        <SelectField name="direction">
          <option value="bidirectional">Both ways</option>
        </SelectField>
        <SwitchField name="isActive" label="Active" />
        <ValueField<string> name={LIMIT}>{(control) => <SecondsInput {...control} />}</ValueField>
        <ValueField<string[]> name="settings.callSettings.reminderMessages">
          {(control) => <TextList {...control} itemLabel="Reminder" />}
        </ValueField>
      </FormProvider>
    </FormKindProvider>
  );
}

const badges = () => screen.queryAllByText(/^(was |changed$)/).map((badge) => badge.textContent);

describe("a field with an unsaved edit", () => {
  it("says what it was, as people read values: with units, words of a choice, and on and off", () => {
    render(<Fields edited={["name", "direction", "isActive", LIMIT]} />);
    expect(badges()).toEqual(["was Front desk", "was Both ways", "was On", "was 600 seconds (10 min)"]);
  });

  it("says that it was empty, and only that it changed where there was a list or a long text", () => {
    const long = "A name of far more characters than there is room for";
    const initial = {
      ...INITIAL,
      name: long,
      settings: { callSettings: { maxCallDuration: "", reminderMessages: [] } },
    };
    render(<Fields edited={["name", LIMIT, "settings.callSettings.reminderMessages"]} initial={initial} />);
    expect(badges()).toEqual(["changed", "was empty", "changed"]);
  });

  it("keeps its name, so that a screen reader finds it as before", () => {
    render(<Fields edited={["name"]} />);
    expect(screen.getByRole("textbox", { name: "Name" })).toBe(screen.getByLabelText("Name"));
  });
});

it("a field without an edit has no mark, whatever its neighbours have", () => {
  render(<Fields edited={[]} />);
  expect(badges()).toEqual([]);
});

it("a value that is stored in another form is shown as it is, and can't be switched", () => {
  render(<Fields edited={[]} kept="yes" />);
  screen.getByText('"yes"');
  expect(screen.queryByRole("switch")).toBeNull();
});
