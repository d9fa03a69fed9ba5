import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { ReviewDialog } from "./review-dialog";

const AGREEMENT = "Yes, anyone may use this flow";
const WARNING = { code: "public_access_on", severity: "warn", text: "Anyone can call it." } as const;
const NOTE = { code: "prompt_version", severity: "info", text: "A prompt version is kept." } as const;

const onConfirm = vi.fn();
beforeEach(() => onConfirm.mockReset());

function open(more: {
  agreement?: string;
  requireReason?: boolean;
  effects?: (typeof WARNING | typeof NOTE)[];
}) {
  render(
    <ReviewDialog
      title="Review"
      description="Live at once."
      changes={[{ path: "/name", before: "Old", after: "New" }]}
      effects={more.effects ?? []}
      agreement={more.agreement ?? null}
      requireReason={more.requireReason ?? false}
      confirmLabel="Save"
      busy={false}
      request={null}
      onConfirm={onConfirm}
      onClose={() => {}}
    />,
  );
}
const reason = () => screen.getByRole("textbox", { name: /^Reason/ });
const agreement = () => screen.getByRole("checkbox", { name: AGREEMENT });

test("a review without duties opens on its button, so that Enter saves", async () => {
  open({});
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Save" }));
  await userEvent.keyboard("{Enter}");
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith("");
});

test("a review opens on the first thing that must be done: an agreement, then a reason", () => {
  open({ requireReason: true });
  expect(document.activeElement).toBe(reason());
});

test("a missing agreement and a missing reason are each shown, in this order, and nothing is sent", async () => {
  open({ agreement: AGREEMENT, requireReason: true });
  expect(document.activeElement).toBe(agreement());
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(document.activeElement).toBe(agreement());
  screen.getByText(/^Tick this box/);
  screen.getByText(/asks for a reason/);
  await userEvent.click(agreement());
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(document.activeElement).toBe(reason());
  expect(onConfirm).not.toHaveBeenCalled();
  await userEvent.keyboard("As agreed {Control>}{Enter}{/Control}");
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith("As agreed");
});

test("warnings come before the changes, and what needs no decision comes after them", () => {
  open({ effects: [NOTE, WARNING] });
  const text = document.body.textContent ?? "";
  const at = [WARNING.text, "1 field changes", NOTE.text].map((part) => text.indexOf(part));
  expect(at).toEqual(at.toSorted((one, other) => one - other));
  expect(Math.min(...at)).toBeGreaterThanOrEqual(0);
});
