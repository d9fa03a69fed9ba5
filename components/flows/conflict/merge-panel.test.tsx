import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { mergeEdits } from "./merge-edits";
import { MergePanel } from "./merge-panel";

const calls = { onSave: vi.fn(), onKeepEditing: vi.fn(), onCancel: vi.fn() };
beforeEach(() => {
  for (const call of Object.values(calls)) call.mockReset();
});

const BASE = { name: "Desk", description: "Old", prompt: "Greet.\nAsk for the name.\nSay goodbye." };

function show(theirs: Partial<typeof BASE>, yours: Partial<typeof BASE>, busy = false) {
  const merge = mergeEdits(BASE, { ...BASE, ...theirs }, { ...BASE, ...yours });
  return render(
    <MergePanel
      merge={merge}
      authors={[{ name: "Maya", at: "2026-05-20T10:00:00Z", source: "change" }]}
      labelOf={(name) => name}
      pathOf={(name) => `/${name}`}
      busy={busy}
      {...calls}
    />,
  );
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const choose = async (place: string, choice: string) =>
  userEvent.click(within(screen.getByRole("group", { name: place })).getByRole("radio", { name: choice }));
const PROMPT = {
  theirs: { prompt: BASE.prompt.replace("name", "number") },
  yours: { prompt: BASE.prompt.replace("name", "day") },
};
const PLACE = "prompt, line 2";

test("edits that fit together are saved by one Enter, and nobody is asked for a decision", async () => {
  show({ name: "Front" }, { description: "New" });
  expect(document.activeElement).toBe(button("Save both"));
  expect(screen.queryByRole("radio")).toBeNull();
  await userEvent.keyboard("{Enter}");
  expect(calls.onSave).toHaveBeenCalledExactlyOnceWith({ ...BASE, name: "Front", description: "New" });
});

test("where both changed a field, nothing is chosen before a person chose, and nothing can be saved", async () => {
  show({ name: "Front" }, { name: "Night" });
  for (const radio of screen.getAllByRole<HTMLInputElement>("radio")) expect(radio.checked).toBe(false);
  expect(button("Save").disabled).toBe(true);
  expect(screen.getByRole("status").textContent).toBe("0 of 1 decided");
  await choose("name", "Theirs");
  await choose("name", "Yours");
  await userEvent.click(button("Save"));
  expect(calls.onSave).toHaveBeenCalledExactlyOnceWith({ ...BASE, name: "Night" });
});

test("each side shows what it would lead to, beside what was there before", () => {
  show({ name: "Front" }, { name: "Night" });
  const place = screen.getByRole("group", { name: "name" });
  expect(place.textContent).toContain("Before: Desk");
  const outcomes = within(place)
    .getAllByRole("radio")
    .map((radio) => document.getElementById(radio.getAttribute("aria-describedby") ?? "")?.textContent);
  expect(outcomes).toEqual(["Front", "Night"]);
});

test("taking theirs everywhere leaves nothing to save", async () => {
  show({ name: "Front", description: "A" }, { name: "Night", description: "B" });
  await userEvent.click(button("All theirs"));
  await userEvent.click(button("Take theirs"));
  expect(calls.onSave).not.toHaveBeenCalled();
  expect(calls.onKeepEditing).toHaveBeenCalledExactlyOnceWith({ ...BASE, name: "Front", description: "A" });
});

test("an undecided place keeps yours when the editing goes on", async () => {
  show({ name: "Front" }, { name: "Night" });
  await userEvent.click(button("Keep editing"));
  expect(calls.onKeepEditing).toHaveBeenCalledExactlyOnceWith({ ...BASE, name: "Night" });
});

test.each([
  ["Theirs", "Greet.\nAsk for the number.\nSay goodbye."],
  ["Yours", "Greet.\nAsk for the day.\nSay goodbye."],
  ["Both, theirs first", "Greet.\nAsk for the number.\nAsk for the day.\nSay goodbye."],
])("a line of a prompt is decided by itself: %s", async (choice, prompt) => {
  show(PROMPT.theirs, PROMPT.yours);
  await choose(PLACE, choice);
  await userEvent.click(button(choice === "Theirs" ? "Take theirs" : "Save"));
  const [merged] = [...calls.onSave.mock.calls, ...calls.onKeepEditing.mock.calls].flat();
  expect(merged).toEqual({ ...BASE, prompt });
});

test("what was written by hand is still there after a look at the other choices", async () => {
  show(PROMPT.theirs, PROMPT.yours);
  await choose(PLACE, "Write it by hand");
  const field = () => screen.getByLabelText<HTMLTextAreaElement>("prompt: your wording");
  expect(field().value).toBe("Ask for the day.");
  await userEvent.clear(field());
  await userEvent.type(field(), "Ask for both.");
  await choose(PLACE, "Theirs");
  await choose(PLACE, "Write it by hand");
  expect(field().value).toBe("Ask for both.");
  await userEvent.click(button("Save"));
  expect(calls.onSave.mock.lastCall?.[0].prompt).toBe("Greet.\nAsk for both.\nSay goodbye.");
});

test("Escape gives the merge up, but not while it is being saved", async () => {
  const { unmount } = show({ name: "Front" }, { description: "New" });
  await userEvent.keyboard("{Escape}");
  expect(calls.onCancel).toHaveBeenCalledTimes(1);
  unmount();
  show({ name: "Front" }, { description: "New" }, true);
  await userEvent.keyboard("{Escape}");
  expect(calls.onCancel).toHaveBeenCalledTimes(1);
  expect(button("Keep editing").disabled).toBe(true);
});

test("whatever both sides did, yours everywhere saves what you edited and what only they did", async () => {
  const word = fc.constantFrom("Desk", "Old", "Front", "Night");
  const edit = fc.record({ name: word, description: word });
  await fc.assert(
    fc.asyncProperty(edit, edit, async (theirs, yours) => {
      const { unmount } = show(theirs, yours);
      for (const radio of screen.queryAllByRole("radio", { name: "Yours" })) await userEvent.click(radio);
      const expected = (["name", "description"] as const).map((field) =>
        yours[field] === BASE[field] ? theirs[field] : yours[field],
      );
      const take = screen.queryByRole("button", { name: "Take theirs" });
      await userEvent.click(take ?? screen.getByRole("button", { name: /^Save/ }));
      unmount();
      const call = take ? calls.onKeepEditing : calls.onSave;
      const { name, description } = call.mock.lastCall?.[0] ?? {};
      expect([name, description]).toEqual(expected);
    }),
    { numRuns: 6 },
  );
});
