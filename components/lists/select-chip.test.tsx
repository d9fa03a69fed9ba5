import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { CircleDot } from "lucide-react";
import { useState } from "react";
import { expect, test } from "vitest";
import { SelectChip } from "./select-chip";

function State({ first }: { first: string }) {
  const [value, setValue] = useState(first);
  const choices = [
    { value: "true", label: "Active" },
    { value: "false", label: "Inactive" },
  ];
  return (
    <SelectChip
      label="State"
      none="Any state"
      icon={CircleDot}
      value={value}
      choices={choices}
      onChange={setValue}
    />
  );
}

const chip = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "State" });
const shown = () => chip().selectedOptions[0]?.textContent;

test("a filter that isn't set shows its name, and has no cross", () => {
  render(<State first="" />);
  expect(shown()).toBe("State");
  expect(screen.queryByRole("button")).toBeNull();
});

test("a filter shows what was chosen, and offers to take it back in words", async () => {
  render(<State first="" />);
  await userEvent.selectOptions(chip(), "Inactive");
  expect(shown()).toBe("Inactive");
  await userEvent.selectOptions(chip(), "Any state");
  expect(shown()).toBe("State");
});

test("a filter's cross takes it away, and the focus stays at the filter", async () => {
  render(<State first="true" />);
  await userEvent.click(screen.getByRole("button", { name: "Remove the filter State" }));
  expect(shown()).toBe("State");
  expect(document.activeElement).toBe(chip());
});
