import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { GivenName } from "./given-name";
import { Input } from "./input";

test("a name has a direction of its own, which the text beside it doesn't have", () => {
  render(<GivenName>מרפאת שיניים (2)</GivenName>);
  expect(screen.getByText("מרפאת שיניים (2)").tagName).toBe("BDI");
});

test("a name that turns itself around is shown with the character that does so", () => {
  render(<GivenName>{"Front \u202Eksed"}</GivenName>);
  screen.getByText("Front ⟨U+202E⟩ksed");
});

test("what is typed is written in the direction of its letters", () => {
  render(<Input aria-label="Name" />);
  expect(screen.getByLabelText("Name").getAttribute("dir")).toBe("auto");
});
