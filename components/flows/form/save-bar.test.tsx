import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type ComponentProps, useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { ZoneOfPage } from "../../ui/reader-zone";
import { FLOW_FORM_ID } from "./form-errors";
import { SaveBar } from "./save-bar";

type Props = ComponentProps<typeof SaveBar>;

const IDLE: Props = {
  marks: { edited: [], wrong: [] },
  dirty: false,
  busy: false,
  locked: false,
  kept: null,
  lastSave: null,
  notices: null,
  onDiscard: () => {},
};
const EDITED: Partial<Props> = { marks: { edited: ["name", "prompt"], wrong: [] }, dirty: true };

const onSubmit = vi.fn();
beforeEach(() => onSubmit.mockReset());

function Scene(props: Partial<Props>) {
  return (
    <ZoneOfPage zone="Europe/Berlin">
      <form
        id={FLOW_FORM_ID}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <input aria-label="Name" aria-invalid={props.marks?.wrong.length ? true : undefined} />
        <SaveBar {...IDLE} {...props} />
      </form>
    </ZoneOfPage>
  );
}

function Discarding() {
  const [dirty, setDirty] = useState(true);
  return <Scene {...(dirty ? EDITED : {})} onDiscard={() => setDirty(false)} />;
}
const says = () => screen.getByRole("status").textContent;
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

test("a form without edits has nothing to save or to discard", () => {
  render(<Scene />);
  expect(says()).toBe("No changes");
  expect(button("Discard").disabled).toBe(true);
  expect(button("Review and save").disabled).toBe(true);
});

test("unsaved edits are counted and named by their fields' labels", () => {
  render(<Scene {...EDITED} kept="device" />);
  expect(says()).toBe("2 changes not saved · Name, PromptKept on this device");
  expect(button("Review and save").disabled).toBe(false);
});

test("edits that this device can't keep are not said to be kept", () => {
  render(<Scene {...EDITED} />);
  expect(says()).not.toContain("Kept");
});

test("the first error is named with its message, and pressing it goes to the field", async () => {
  const wrong = [
    { name: "name", message: "Type a name" },
    { name: "prompt", message: "Too long" },
  ];
  render(<Scene {...EDITED} marks={{ edited: ["name", "prompt"], wrong }} />);
  expect(says()).toContain("2 errors, 2 changes not saved");
  await userEvent.click(button("Name: Type a name"));
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name")));
});

test("a save that went well says when, by the page's clock, and how much is live", () => {
  const at = Date.UTC(2026, 4, 20, 22, 30);
  const { rerender } = render(<Scene lastSave={{ at, fields: 1 }} />);
  expect(says()).toBe("Saved at 00:30 · 1 change is live");
  rerender(<Scene lastSave={{ at, fields: 3 }} />);
  expect(says()).toBe("Saved at 00:30 · 3 changes are live");
});

test("while a save is under way it is said, and nothing can be discarded", () => {
  render(<Scene {...EDITED} busy kept="device" />);
  expect(says()).toBe("Saving");
  expect(button("Discard").disabled).toBe(true);
});

test("while the outcome of a change is not known, edits can be discarded and not be saved", () => {
  render(<Scene {...EDITED} locked notices={<p role="alert">Not known yet</p>} />);
  screen.getByText("Not known yet");
  expect(button("Review and save").disabled).toBe(true);
  expect(button("Discard").disabled).toBe(false);
});

test.each(["{Control>}s{/Control}", "{Meta>}s{/Meta}"])(
  "%s reviews from any field, and only with edits",
  async (keys) => {
    const { rerender } = render(<Scene />);
    await userEvent.click(screen.getByLabelText("Name"));
    await userEvent.keyboard(keys);
    expect(onSubmit).not.toHaveBeenCalled();
    rerender(<Scene {...EDITED} />);
    await userEvent.keyboard(keys);
    expect(onSubmit).toHaveBeenCalledTimes(1);
  },
);

test.each(["{Control>}{Shift>}s{/Shift}{/Control}", "{Control>}{Alt>}s{/Alt}{/Control}", "s"])(
  "%s is left to the browser",
  async (keys) => {
    render(<Scene {...EDITED} />);
    await userEvent.keyboard(keys);
    expect(onSubmit).not.toHaveBeenCalled();
  },
);

test("Ctrl S does nothing behind an open dialog", async () => {
  render(<Scene {...EDITED} />);
  render(<div role="alertdialog" aria-label="A question" />);
  await userEvent.keyboard("{Control>}s{/Control}");
  expect(onSubmit).not.toHaveBeenCalled();
});

test("after edits were discarded by keyboard, the focus is still at the bar", async () => {
  render(<Discarding />);
  button("Discard").focus();
  await userEvent.keyboard("{Enter}");
  expect(says()).toBe("No changes");
  const focused = document.activeElement as HTMLElement;
  expect(focused).not.toBe(document.body);
  expect((focused as HTMLButtonElement).disabled).not.toBe(true);
  within(focused).getByRole("button", { name: "Discard" });
});
