import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { PasswordInput } from "./password-input";

const field = () => screen.getByLabelText<HTMLInputElement>("Password");

describe("a password field", () => {
  it("hides what is typed until its person wants to see it", async () => {
    render(<PasswordInput aria-label="Password" />);
    await userEvent.type(field(), "seven harbours");
    expect(field().type).toBe("password");
    await userEvent.click(screen.getByRole("button", { name: "Show what I typed" }));
    expect([field().type, field().value]).toEqual(["text", "seven harbours"]);
    await userEvent.click(screen.getByRole("button", { name: "Hide what I typed" }));
    expect(field().type).toBe("password");
  });

  it("takes what is pasted, and says to password managers what it is", async () => {
    render(<PasswordInput aria-label="Password" autoComplete="current-password" />);
    await userEvent.click(field());
    await userEvent.paste("Pasted, with spaces and ünïcödé 🐎");
    expect(field().value).toBe("Pasted, with spaces and ünïcödé 🐎");
    expect(field().autocomplete).toBe("current-password");
    expect(field().maxLength).toBe(-1);
  });
});
