import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { expect, test } from "vitest";
import { description } from "@/tests/support/described";
import { edited } from "@/tests/support/edited";
import { ChoicePicker } from "./choice-picker";
import { KnowledgeBasePicker } from "./knowledge-base-picker";
import { SecondsInput } from "./seconds-input";
import { TimeZonePicker } from "./time-zone-picker";

const PROBLEM = { title: "Trillet does not answer", detail: "" };
const AGENTS = [
  { id: "a1", name: "Ava" },
  { id: "a2", name: "" },
];

const agent = (
  first: string,
  more: { choices?: typeof AGENTS | null; problem?: typeof PROBLEM | null } = {},
) =>
  edited(first, (control) => (
    <ChoicePicker
      {...control}
      id="agent"
      label="Agent"
      hint="Who speaks."
      choices={AGENTS}
      problem={null}
      listName="agents"
      noneLabel="No agent"
      unknownLabel="Unknown agent"
      {...more}
    />
  ));
const select = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Agent" });
const chosen = () => select().selectedOptions[0]?.textContent;

test("a thing is chosen by its name, and by its id where it has none", async () => {
  const form = agent("");
  expect(chosen()).toBe("No agent");
  await userEvent.selectOptions(select(), "Ava");
  expect(form.value()).toBe("a1");
  await userEvent.selectOptions(select(), "a2");
  expect(form.value()).toBe("a2");
});

test("an id that the list lacks is shown as unknown, and kept", () => {
  const form = agent("gone");
  expect(chosen()).toBe("Unknown agent gone");
  expect(form.value()).toBe("gone");
});

test("while a list loads, its choice is shown without a judgement, and can't be changed", () => {
  agent("a9", { choices: null });
  expect(chosen()).toBe("a9");
  expect(select().disabled).toBe(true);
  expect(description(select())).toContain("The list of agents is being loaded.");
});

test("where a list could not be loaded, the id is typed, and the reason is read out with its field", async () => {
  const form = agent("a1", { choices: [], problem: PROBLEM });
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Agent" });
  expect(field.value).toBe("a1");
  expect(description(field)).toContain("could not be loaded (trillet does not answer)");
  await userEvent.type(field, "2");
  expect(form.value()).toBe("a12");
});

const BASES = [
  { id: "b1", name: "Prices", description: "What it costs" },
  { id: "b2", name: "Opening hours" },
];
const bases = (first: string[], more: { choices?: typeof BASES | null; disabled?: boolean } = {}) =>
  edited(first, (control) => (
    <KnowledgeBasePicker {...control} id="kb" label="Knowledge" choices={BASES} problem={null} {...more} />
  ));
const boxes = () => screen.queryAllByRole<HTMLInputElement>("checkbox");

test("what is ticked is what is chosen, in the list or not, and ticking twice changes nothing", async () => {
  const ids = fc.uniqueArray(fc.constantFrom("b1", "b2", "gone", "odd id"), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(ids, async (value) => {
      const form = bases(value);
      expect(boxes().filter(({ checked }) => checked)).toHaveLength(value.length);
      screen.getByText(`${value.length} chosen`);
      const [box] = boxes().filter(({ checked }) => !checked);
      if (box) {
        await userEvent.click(box);
        expect(form.value()).toHaveLength(value.length + 1);
        await userEvent.click(box);
      }
      expect(form.value()).toEqual(value);
      form.unmount();
    }),
    { numRuns: 6 },
  );
});

test("a search finds by description, too, keeps what is chosen, and its Enter saves no form", async () => {
  const form = bases(["b2"]);
  const search = screen.getByRole("searchbox", { name: "Search knowledge bases" });
  const keys: boolean[] = [];
  form.container.addEventListener("keydown", (event) => keys.push(event.defaultPrevented));
  await userEvent.type(search, "costs{Enter}");
  expect(boxes().map((box) => box.labels?.[0]?.textContent)).toEqual(["PricesWhat it costs"]);
  expect(screen.getByRole("status").textContent).toBe("1 found, 1 chosen");
  expect(keys.at(-1)).toBe(true);
  await userEvent.type(search, "x");
  screen.getByText("No knowledge base has that in its name.");
  expect(form.value()).toEqual(["b2"]);
});

test("while the list loads, the number of those chosen is said", () => {
  bases(["b1", "b2"], { choices: null });
  screen.getByText("The list of knowledge bases is being loaded. 2 chosen.");
  expect(boxes()).toEqual([]);
});

test("a workspace without knowledge bases says so, and shows those that are chosen all the same", () => {
  bases([], { choices: [] }).unmount();
  bases(["gone"], { choices: [] });
  expect(boxes().map((box) => box.labels?.[0]?.textContent)).toEqual([
    "Unknown knowledge base goneNot in the list",
  ]);
});

test("a disabled list can be scrolled by keyboard, and nothing in it be ticked", async () => {
  const form = bases(["b1"], { disabled: true });
  expect(boxes().every(({ disabled }) => disabled)).toBe(true);
  expect(within(form.container).getByRole("list").tabIndex).toBe(0);
});

test("seconds stay as they were typed, and a long time is read out in minutes, too", async () => {
  const form = edited("", (control) => <SecondsInput {...control} id="s" label="Limit" />);
  const field = screen.getByLabelText<HTMLInputElement>("Limit");
  await userEvent.type(field, "12o");
  expect([form.value(), field.value, description(field)]).toEqual(["12o", "12o", ""]);
  await userEvent.type(field, "{Backspace}0");
  expect(description(field)).toBe("120 seconds = 2 minutes");
});

const zone = (first: string) =>
  edited(first, (control) => <TimeZonePicker {...control} id="zone" label="Time zone" />);
const trigger = () => screen.getByRole("combobox", { name: "Time zone" });
/** Opens the list, whose script comes with the first press. */
async function open() {
  await userEvent.click(trigger());
  await screen.findAllByRole("option");
}
const marked = () =>
  screen.getAllByRole("option").find((entry) => entry.getAttribute("aria-selected") === "true")?.textContent;

test.each([
  ["", "Not set"],
  ["Europe/Berlin", "Europe/Berlin"],
  ["Mars/Olympus", "Mars/Olympus"],
])("a zone's list opens at “%s”, so that Enter right away changes nothing", async (value, entry) => {
  const form = zone(value);
  expect(trigger().textContent).toContain(entry);
  await open();
  expect(marked()).toContain(`${entry} (chosen)`);
  await userEvent.keyboard("{Enter}");
  expect(form.value()).toBe(value);
  await waitFor(() => expect(document.activeElement).toBe(trigger()));
});

test("a zone is found by its city, and Escape leaves the one that was there", async () => {
  const form = zone("Mars/Olympus");
  expect(trigger().textContent).toContain("not a known time zone");
  await open();
  await userEvent.keyboard("toky{Escape}");
  expect(form.value()).toBe("Mars/Olympus");
  await open();
  await userEvent.paste("tokyo");
  await userEvent.keyboard("{Enter}");
  expect(form.value()).toBe("Asia/Tokyo");
});
