import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { description } from "@/tests/support/described";
import { edited } from "@/tests/support/edited";
import { VariableCollections } from "./variable-collections";

const CLINIC: DynamicVariableCollection = {
  id: "clinic",
  name: "Clinic",
  isDefault: true,
  variables: [
    { key: "city", value: "Bonn" },
    { key: "phone", value: "1" },
  ],
};
const NIGHT: DynamicVariableCollection = { id: "night", name: "Night", isDefault: false, variables: [] };

function show(
  first: DynamicVariableCollection[],
  more: { stored?: DynamicVariableCollection[]; used?: string[] } = {},
) {
  const { stored = first, used = [] } = more;
  return edited(first, (control) => (
    <VariableCollections {...control} id="v" label="Variables" stored={stored} usedInPrompt={new Set(used)} />
  ));
}
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const ids = () => screen.queryAllByLabelText<HTMLInputElement>("Id");
const focused = () =>
  document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;

test("collections show what they hold, whatever that is", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 8 }).map((one) => one.replaceAll(/[\r\n]/g, ""));
  const variable = fc.record({ key: text, value: text });
  const collection = fc.record({
    id: text,
    name: text,
    isDefault: fc.boolean(),
    variables: fc.array(variable, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(collection, { maxLength: 2 }), (collections) => {
      const form = show(collections, { stored: [] });
      const shown = [...form.container.querySelectorAll<HTMLInputElement>("input, textarea")];
      expect(shown.map(({ value }) => value)).toEqual(
        collections.flatMap(({ id, name, variables }) => [
          ...[name, id],
          ...variables.flatMap(({ key, value }) => [key, value]),
        ]),
      );
      const on = screen.queryAllByRole("switch").map((one) => one.getAttribute("aria-checked") === "true");
      expect(on).toEqual(collections.map(({ isDefault }) => isDefault));
      form.unmount();
    }),
    { numRuns: 12 },
  );
});

test("a stored collection's id is to read, a new one's to choose", async () => {
  show([CLINIC]);
  expect(ids()).toEqual([]);
  await press("Add collection");
  expect(ids()).toHaveLength(1);
});

test("the id of a new collection can be typed on where its beginning is the id of one that was removed", async () => {
  const form = show([CLINIC]);
  await press("Remove collection Clinic");
  await press("Add collection");
  const [id] = ids();
  await userEvent.clear(id as HTMLElement);
  await userEvent.type(id as HTMLElement, "clinic-2");
  expect(form.value()).toMatchObject([{ id: "clinic-2" }]);
  expect(document.activeElement).toBe(ids()[0]);
});

test("only the first collection is the default without anybody's choice", async () => {
  const form = show([]);
  await press("Add collection");
  await press("Add collection");
  expect(form.value().map(({ isDefault }) => isDefault)).toEqual([true, false]);
});

test("two collections of one id are both said to be", () => {
  show([CLINIC, { ...NIGHT, id: "clinic" }], { stored: [CLINIC] });
  expect(screen.getAllByText(/^Another collection has this id/)).toHaveLength(2);
});

test("a removed collection comes back to its place as it was, and the focus with it", async () => {
  const form = show([CLINIC, NIGHT]);
  await press("Remove collection Clinic");
  expect(form.value()).toEqual([NIGHT]);
  expect(focused()).toBe("Undo");
  await userEvent.keyboard("{Enter}");
  expect(form.value()).toEqual([CLINIC, NIGHT]);
  expect((document.activeElement as HTMLInputElement).value).toBe("Clinic");
});

test("an undo does not outlive the list that it belongs to", async () => {
  const form = show([CLINIC, NIGHT]);
  await press("Remove collection Clinic");
  form.replace([CLINIC, NIGHT]);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("Enter goes from a key to its value, from there to the next key, and from the last to a new variable", async () => {
  const form = show([CLINIC]);
  screen.getByLabelText("Key of variable 1").focus();
  await userEvent.keyboard("{Enter}");
  expect(focused()).toBe("Value of variable city");
  await userEvent.keyboard("{Enter}");
  expect(focused()).toBe("Key of variable 2");
  await userEvent.keyboard("{Enter}{Enter}zip");
  expect(form.value()[0]?.variables).toEqual([...CLINIC.variables, { key: "zip", value: "" }]);
});

test("a variable that was added and removed leaves its collection as it was, and the focus in it", async () => {
  const form = show([CLINIC]);
  await press("Add variable");
  expect(focused()).toBe("Key of variable 3");
  await press("Remove variable 3");
  expect(form.value()).toEqual([CLINIC]);
  expect(focused()).toBe("Key of variable 2");
});

test("the last variable that is removed leaves the focus at the way to add one", async () => {
  show([{ ...CLINIC, variables: [{ key: "city", value: "" }] }]);
  await press("Remove variable city");
  expect(focused()).toBe("Add variable");
});

test("a variable of the prompt that no collection defines any more is named, and is no error", async () => {
  const form = show([CLINIC], { used: ["city"] });
  expect(description(screen.getByLabelText("Key of variable 1"))).toContain("Used in the prompt");
  await press("Remove variable city");
  const warnings = within(form.container)
    .getAllByRole("status")
    .map(({ textContent }) => textContent);
  expect(warnings.join()).toContain("no collection defines any more{{city}}");
  expect(form.container.querySelector("[aria-invalid]")).toBeNull();
});

test("a key that a collection has twice is said at the second one", () => {
  show([{ ...CLINIC, variables: [...CLINIC.variables, { key: "city", value: "Köln" }] }]);
  const third = screen.getByLabelText("Key of variable 3");
  expect(description(third)).toContain("the key more than once");
});
