import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { expect, test } from "vitest";
import { edited } from "@/tests/support/edited";
import { TextList } from "./text-list";

const show = (first: string[], disabled = false) =>
  edited(first, (control) => (
    <TextList {...control} id="list" label="Reminders" itemLabel="Reminder" disabled={disabled} />
  ));
const fields = () => screen.queryAllByRole<HTMLTextAreaElement>("textbox");
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const focused = () =>
  document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;

test("a list shows each of its texts, blank ones and those of several lines, as it is stored", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("one\ntwo"), fc.constant("  "));
  fc.assert(
    fc.property(
      fc.array(
        text.map((one) => one.replaceAll("\r", "")),
        { maxLength: 4 },
      ),
      (texts) => {
        const form = show(texts);
        expect(fields().map(({ value }) => value)).toEqual(texts);
        expect(form.value()).toBe(texts);
        form.unmount();
      },
    ),
    { numRuns: 15 },
  );
});

test("an empty list says so, and its first text begins in its own field", async () => {
  const form = show([]);
  screen.getByText("None yet.");
  await press("Add reminder");
  expect(focused()).toBe("Reminder 1");
  await userEvent.keyboard("Hello");
  expect(form.value()).toEqual(["Hello"]);
});

test("Enter goes on to the next text, and from the last to a new one", async () => {
  const form = show(["one", "two"]);
  fields()[0]?.focus();
  await userEvent.keyboard("{Enter}");
  expect(focused()).toBe("Reminder 2");
  await userEvent.keyboard("{Enter}three");
  expect(form.value()).toEqual(["one", "two", "three"]);
});

test("Enter in an empty last text makes no further empty one", async () => {
  const form = show(["one", ""]);
  fields()[1]?.focus();
  await userEvent.keyboard("{Enter}");
  expect(form.value()).toEqual(["one", ""]);
});

test("Shift and Enter break the line within a text", async () => {
  const form = show(["one"]);
  fields()[0]?.focus();
  await userEvent.keyboard("{Shift>}{Enter}{/Shift}x");
  expect(form.value()).toEqual(["one\nx"]);
});

test.each([
  ["first", "Remove reminder 1", ["two", "three"], "Reminder 1"],
  ["last", "Remove reminder 3", ["one", "two"], "Reminder 2"],
])(
  "the %s text that is removed leaves the focus at its neighbour, and is announced",
  async (_, name, left, at) => {
    const form = show(["one", "two", "three"]);
    await press(name);
    expect(form.value()).toEqual(left);
    expect(focused()).toBe(at);
    expect(screen.getByRole("status").textContent).toMatch(/^Reminder \d removed\.$/);
  },
);

test("the only text that is removed leaves the focus at the way to add one", async () => {
  show(["one"]);
  await press("Remove reminder 1");
  expect(focused()).toBe("Add reminder");
});

test("a moved text keeps the focus at its own buttons, also at the end of the list", async () => {
  const form = show(["one", "two"]);
  await press("Move reminder 1 down");
  expect(form.value()).toEqual(["two", "one"]);
  expect(focused()).toBe("Move reminder 2 up");
  expect(screen.getByRole("status").textContent).toBe("Reminder 1 is now number 2 of 2.");
});

test("adding a text and removing it again leaves the list as it was, wherever the focus went", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom("", "a", "b c"), { maxLength: 3 }), async (texts) => {
      const form = show(texts);
      await press("Add reminder");
      await press(`Remove reminder ${texts.length + 1}`);
      expect(form.value()).toEqual(texts);
      form.unmount();
    }),
    { numRuns: 4 },
  );
});

test("a disabled list is to read: no field and no button takes a press", () => {
  show(["one", "two"], true);
  for (const control of [...fields(), ...screen.getAllByRole<HTMLButtonElement>("button")])
    expect(control.disabled).toBe(true);
});

test("a list that the form replaces shows the new one", () => {
  const form = show(["one", "two"]);
  form.replace(["three"]);
  expect(fields().map(({ value }) => value)).toEqual(["three"]);
});
