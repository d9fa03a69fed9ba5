import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import type { ComponentProps } from "react";
import { expect, test } from "vitest";
import { description } from "@/tests/support/described";
import { edited } from "@/tests/support/edited";
import { PromptField } from "./prompt-field";

// No part of the simulated browser is ever in sight, so the field stays the plain one: as it is where its editor can't load.

const COLLECTIONS = [
  { id: "c", name: "Clinic", isDefault: true, variables: [{ key: "city", value: "Bonn" }] },
];

const show = (first: string, more: Partial<ComponentProps<typeof PromptField>> = {}) =>
  edited(first, (control) => (
    <PromptField {...control} id="prompt" label="Prompt" collections={COLLECTIONS} {...more} />
  ));
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Prompt" });

test("a prompt is shown as it is stored, and drawing it changes nothing", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 40 }).map((one) => one.replaceAll("\r", ""));
  fc.assert(
    fc.property(text, (prompt) => {
      const form = show(prompt);
      expect(field().value).toBe(prompt);
      expect(form.value()).toBe(prompt);
      form.unmount();
    }),
    { numRuns: 15 },
  );
});

test("the field's name does not change where it is required, since its editor has the same", () => {
  show("", { required: true });
  expect(field().id).toBe("prompt");
});

test("what is wrong with a prompt and its hint are read out with it", () => {
  show("Hello", { error: "Too long", hint: "What it says." });
  expect(field().getAttribute("aria-invalid")).toBe("true");
  expect(description(field())).toContain("Too long");
  expect(description(field())).toContain("What it says.");
});

test("a prompt that is only to be read takes no typing", async () => {
  const form = show("Hello", { readOnly: true });
  await userEvent.type(field(), "x");
  expect(form.value()).toBe("Hello");
});

test("a variable that nobody defines is remarked on once typing pauses, and Show selects it", async () => {
  const form = show("In {{city}}.");
  expect(description(field())).not.toContain("remark");
  await userEvent.click(field());
  await userEvent.paste(" Call {{phnoe}}");
  expect(form.value()).toContain("{{phnoe}}");
  const shower = await screen.findByRole("button", { name: /^Show in the text: .*phnoe/ });
  expect(description(field())).toContain("1 remark on this text");
  await userEvent.click(shower);
  expect(document.activeElement).toBe(field());
  const { selectionStart, selectionEnd, value } = field();
  expect(value.slice(selectionStart, selectionEnd)).toContain("phnoe");
});

test("the length is counted anew once typing pauses", async () => {
  show("One two");
  screen.getByText("2 words");
  await userEvent.type(field(), " three");
  await waitFor(() => screen.getByText("3 words"));
  screen.getByText("13 characters");
});
