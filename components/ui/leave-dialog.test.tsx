import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { router } from "@/tests/support/address-bar";
import { LeaveDialog } from "./leave-dialog";
import { useUnsavedWarning } from "./unsaved-changes";

const { push } = router;

function Page({ dirty }: { dirty: boolean }) {
  useUnsavedWarning(dirty);
  return (
    <>
      <a href="/harbour/audit?outcome=failed#newest">Audit log</a>
      <a href="#prompt">Prompt</a>
      <a href="/harbour/audit" target="_blank" rel="noreferrer">
        In another tab
      </a>
      <LeaveDialog />
    </>
  );
}
const dialog = () => screen.queryByRole("alertdialog", { name: "Leave without saving?" });
const press = (name: string) => userEvent.click(screen.getByRole("link", { name }));

/** Follows no link for real; the router would. */
const followed: string[] = [];
function follow(event: MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.defaultPrevented) return;
  followed.push(link.textContent ?? "");
  event.preventDefault();
}
beforeEach(() => {
  followed.length = 0;
  document.addEventListener("click", follow);
});
afterEach(() => document.removeEventListener("click", follow));

test("a link away from unsaved edits asks first, and opens on staying", async () => {
  render(<Page dirty />);
  await press("Audit log");
  expect(followed).toEqual([]);
  expect(dialog()).not.toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Stay here" })));
});

test.each(["{Escape}", "{Enter}"])("%s stays, and the focus is back at the link", async (key) => {
  render(<Page dirty />);
  await press("Audit log");
  await userEvent.keyboard(key);
  expect(dialog()).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("link", { name: "Audit log" })));
  expect(push).not.toHaveBeenCalled();
});

test("whoever leaves goes to the whole address of the link, and is not asked again", async () => {
  render(<Page dirty />);
  await press("Audit log");
  await userEvent.click(screen.getByRole("button", { name: "Leave" }));
  expect(push).toHaveBeenCalledExactlyOnceWith("/harbour/audit?outcome=failed#newest");
  await press("Audit log");
  expect(dialog()).toBeNull();
});

test.each(["Prompt", "In another tab"])(
  "a link that leaves nothing behind asks nothing: %s",
  async (name) => {
    render(<Page dirty />);
    await press(name);
    expect(dialog()).toBeNull();
    expect(followed).toEqual([name]);
  },
);

test("a question about a page that was left by the back button is not put on the next page", async () => {
  const { unmount } = render(<Page dirty />);
  await press("Audit log");
  unmount();
  render(<Page dirty={false} />);
  expect(dialog()).toBeNull();
});

test("a page without unsaved edits asks nothing", async () => {
  render(<Page dirty={false} />);
  await press("Audit log");
  expect(dialog()).toBeNull();
  expect(followed).toEqual(["Audit log"]);
});
