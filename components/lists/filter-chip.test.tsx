import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { User } from "lucide-react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { FilterChip } from "./filter-chip";

function Person({ first }: { first: string | null }) {
  const [value, setValue] = useState(first);
  return (
    <FilterChip label="Person" icon={User} value={value} onRemove={() => setValue(null)} picks>
      {(close) => (
        <button
          type="button"
          onClick={() => {
            setValue("Maya Lindqvist");
            close();
          }}
        >
          Maya
        </button>
      )}
    </FilterChip>
  );
}

const chip = () => screen.getByRole("combobox", { name: "Person" });
const crosses = () => screen.queryAllByRole("button", { name: /^Remove the filter/ });

describe("a filter's chip", () => {
  it("is dashed and has no cross while it is not set", () => {
    render(<Person first={null} />);
    expect(chip().parentElement?.className).toContain("border-dashed");
    expect(crosses()).toEqual([]);
  });

  it("shows what was chosen, and closes", async () => {
    render(<Person first={null} />);
    await userEvent.click(chip());
    await userEvent.click(screen.getByRole("button", { name: "Maya" }));
    expect(chip().textContent).toBe("Maya Lindqvist");
    expect(chip().parentElement?.className).not.toContain("border-dashed");
    expect(screen.queryByRole("button", { name: "Maya" })).toBeNull();
  });

  it("keeps the focus when its cross takes the filter away", async () => {
    render(<Person first="Tom" />);
    const [cross] = crosses();
    expect(cross?.getAttribute("aria-label")).toBe("Remove the filter Person: Tom");
    cross?.focus();
    await userEvent.keyboard("{Enter}");
    expect(crosses()).toEqual([]);
    expect(document.activeElement).toBe(chip());
  });
});
