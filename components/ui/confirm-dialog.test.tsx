import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { laterAnswer } from "@/tests/support/answering-portal";
import { Button } from "./button";
import { ConfirmDialog } from "./confirm-dialog";

const onConfirm = vi.fn<() => Promise<string | null>>();
beforeEach(() => onConfirm.mockReset());

async function open() {
  render(
    <ConfirmDialog
      trigger={<Button>Remove</Button>}
      title="Remove the receiver?"
      description="It gets no more events."
      confirmLabel="Remove it"
      destructive
      onConfirm={onConfirm}
    />,
  );
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));
  return screen.getByRole("alertdialog", { name: "Remove the receiver?" });
}
const dialog = () => screen.queryByRole("alertdialog");
const button = (name: string) => screen.getByRole("button", { name });
const confirm = () => userEvent.click(button("Remove it"));

test("a question before an act opens on its way out, so that Enter does no harm", async () => {
  await open();
  expect(document.activeElement).toBe(button("Cancel"));
  await userEvent.keyboard("{Enter}");
  expect(dialog()).toBeNull();
  expect(onConfirm).not.toHaveBeenCalled();
});

test("Escape answers with no, and the focus is back at the button that asked", async () => {
  await open();
  await userEvent.keyboard("{Escape}");
  expect(dialog()).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(button("Remove")));
  expect(onConfirm).not.toHaveBeenCalled();
});

test("an act that failed says why in the question, which can be answered again", async () => {
  onConfirm.mockResolvedValueOnce("Somebody else removed it.").mockResolvedValueOnce(null);
  await open();
  await confirm();
  expect((await screen.findByRole("alert")).textContent).toBe("Somebody else removed it.");
  await confirm();
  await waitFor(() => expect(dialog()).toBeNull());
});

test("a question that opens again does not show the failure of the last time", async () => {
  onConfirm.mockResolvedValue("Somebody else removed it.");
  await open();
  await confirm();
  await screen.findByRole("alert");
  await userEvent.keyboard("{Escape}");
  await userEvent.click(button("Remove"));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("an act that is under way is started once, and its question stays until it is known how it ended", async () => {
  const act = laterAnswer<string | null>();
  onConfirm.mockReturnValue(act.answer);
  await open();
  await confirm();
  await confirm();
  await userEvent.keyboard("{Escape}");
  expect(onConfirm).toHaveBeenCalledTimes(1);
  act.give("It could not be removed.");
  expect((await screen.findByRole("alert")).textContent).toBe("It could not be removed.");
});
