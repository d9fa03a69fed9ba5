import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { description } from "@/tests/support/described";
import { edited } from "@/tests/support/edited";
import { TransfersInput } from "./transfers-input";

const onUnfinished = vi.fn();
beforeEach(() => onUnfinished.mockReset());

const show = (first: unknown[]) =>
  edited(first, (control) => (
    <TransfersInput {...control} id="transfers" label="Transfers" onUnfinished={onUnfinished} />
  ));
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const json = (number: number) => screen.getByLabelText<HTMLTextAreaElement>(`Transfer ${number} as JSON`);
/** Types a text as a whole: braces are keys to `userEvent`. */
async function write(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(text);
}
const FRONT = { name: "Front desk", number: "+49 30 1" };
const asJson = (number: number) => new RegExp(`^Edit as JSON ?: Transfer ${number}$`);

test("a transfer is shown with everything that it holds, whatever that is", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("a", "b", "c"), fc.jsonValue({ maxDepth: 1 }), { minKeys: 1 }),
      (item) => {
        const form = show([item]);
        const facts = [...form.container.querySelectorAll("dd")].map(({ textContent }) => textContent);
        const held = Object.values(item).map((value) =>
          typeof value === "string" ? value : JSON.stringify(value),
        );
        expect(facts).toEqual(held.map((text) => (text === "" ? "(empty)" : text)));
        form.unmount();
      },
    ),
    { numRuns: 15 },
  );
});

test("opening a transfer as JSON and closing it again changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue({ maxDepth: 2, noUnicodeString: false }).filter((item) => typeof item !== "string"),
      async (item) => {
        const form = show([item]);
        await press(asJson(1));
        await press("Done");
        expect(form.value()[0]).toBe(item);
        form.unmount();
      },
    ),
    { numRuns: 5 },
  );
});

test("a transfer that is edited as JSON opens in its field, and Done leads back to its button", async () => {
  const form = show([FRONT]);
  await press(asJson(1));
  expect(document.activeElement).toBe(json(1));
  await write(json(1), '{"name": "Back office", "line": 2}');
  expect(form.value()).toEqual([{ name: "Back office", line: 2 }]);
  await press("Done");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: asJson(1) }));
});

test("a half-typed transfer keeps the last that was JSON, says so, and can't be closed", async () => {
  const form = show([FRONT]);
  await press(asJson(1));
  await write(json(1), '{"name": ');
  expect(form.value()).toEqual([FRONT]);
  expect(description(json(1))).toContain("it counts as soon as it is JSON");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Done" }).disabled).toBe(true);
  expect(onUnfinished).toHaveBeenLastCalledWith(true);
  await press("Back to the last that was JSON");
  expect(JSON.parse(json(1).value)).toEqual(FRONT);
  expect(document.activeElement).toBe(json(1));
  expect(onUnfinished).toHaveBeenLastCalledWith(false);
});

test("a transfer that becomes a text while it is typed as JSON keeps its field and the focus until it is done", async () => {
  const form = show([FRONT]);
  await press(asJson(1));
  await write(json(1), '"Front');
  await userEvent.keyboard('"');
  expect(form.value()).toEqual(["Front"]);
  expect(document.activeElement).toBe(json(1));
  await press("Done");
  expect(document.activeElement).toBe(screen.getByLabelText("Transfer 1, a text"));
});

test("edits that the form discards are gone from the JSON, too", async () => {
  const form = show([FRONT]);
  await press(asJson(1));
  await write(json(1), "[1");
  form.replace([{ name: "Another" }]);
  expect(JSON.parse(json(1).value)).toEqual({ name: "Another" });
});

test("a new transfer begins with the keys in use and none of their values, and is none until it is added", async () => {
  const form = show([FRONT]);
  await press("Add transfer as JSON");
  const field = screen.getByLabelText<HTMLTextAreaElement>("New transfer as JSON");
  expect(document.activeElement).toBe(field);
  expect(JSON.parse(field.value)).toEqual({ name: "", number: "" });
  expect(form.value()).toEqual([FRONT]);
  expect(onUnfinished).toHaveBeenLastCalledWith(true);
  await press("Cancel");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add transfer as JSON" }));
  expect(onUnfinished).toHaveBeenLastCalledWith(false);
});

test("a new transfer that is no JSON is refused at its field, and the text stays", async () => {
  const form = show([]);
  await press("Add transfer as JSON");
  const field = screen.getByLabelText<HTMLTextAreaElement>("New transfer as JSON");
  await write(field, "{oops");
  expect(field.getAttribute("aria-invalid")).toBeNull();
  await press("Add this transfer");
  expect(form.value()).toEqual([]);
  expect(document.activeElement).toBe(field);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(field.value).toBe("{oops");
});

test("an added transfer has the focus", async () => {
  const form = show([]);
  await press("Add transfer as JSON");
  await press("Add this transfer");
  expect(form.value()).toEqual([{}]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: asJson(1) }));
});

test("a removed transfer comes back to its place by Undo, with the focus", async () => {
  const items = ["text", FRONT, [1]];
  const form = show(items);
  await press("Remove transfer 2");
  expect(form.value()).toEqual(["text", [1]]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Undo" }));
  await userEvent.keyboard("{Enter}");
  expect(form.value()).toEqual(items);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: asJson(2) }));
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("a transfer that is removed while it is half-typed keeps nobody from saving", async () => {
  show([FRONT]);
  await press(asJson(1));
  await write(json(1), "{");
  await press("Remove transfer 1");
  expect(onUnfinished).toHaveBeenLastCalledWith(false);
});
