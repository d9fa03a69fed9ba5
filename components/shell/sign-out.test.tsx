import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import { sealedPlace } from "../device/draft-places";
import { useUnsavedWarning } from "../ui/unsaved-changes";
import { SignOutQuestion, useSignOut } from "./sign-out";

const MAYA = "maya-1";
const ENTRY = "2026-05-20T10:00:00Z c2VhbGVk";

let requests: Sent[];
const left = vi.fn();

/** Answers a sign-out with a status; what the browser is sent to is noted. */
function portal(status: number): void {
  requests = answeringPortal(({ path }) =>
    path.endsWith("/csrf")
      ? Response.json({ csrfToken: "t" })
      : status === 200
        ? Response.json({ url: "/sign-in" })
        : refusal(status, { code: "internal" }),
  );
}

beforeEach(() => {
  left.mockReset();
  vi.spyOn(window.location, "assign").mockImplementation(left);
  portal(200);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
});

function Menu({ unsaved = false }: { unsaved?: boolean }) {
  const leaving = useSignOut(MAYA);
  useUnsavedWarning(unsaved);
  return (
    <>
      <SignOutQuestion leaving={leaving} />
      <button type="button" disabled={leaving.busy} onClick={() => void leaving.begin()}>
        Leave
      </button>
    </>
  );
}

async function keep(userId: string, flow: string): Promise<string> {
  const place = await sealedPlace({ userId, flow });
  localStorage.setItem(place, ENTRY);
  return place;
}
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith("switchboard.draft"));
const signOuts = () => requests.filter(({ path }) => path === "/api/auth/signout").length;

test("without kept edits nobody is asked", async () => {
  const toms = await keep("tom-2", "a");
  render(<Menu />);
  await press("Leave");
  await waitFor(() => expect(left).toHaveBeenCalledWith("/sign-in"));
  expect(drafts()).toEqual([toms]);
});

test("kept edits are counted before; whoever stays keeps them, and the focus is where it was", async () => {
  for (const flow of ["a", "b", "c"]) await keep(MAYA, flow);
  render(<Menu />);
  await press("Leave");
  await screen.findByText("3 flows have unsaved edits on this device; signing out removes them.");
  await press("Stay signed in");
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect([signOuts(), drafts().length]).toEqual([0, 3]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Leave" })));
});

test("whoever goes on is signed out, and their edits are removed; another person's stay", async () => {
  const toms = await keep("tom-2", "a");
  await keep(MAYA, "a");
  render(<Menu />);
  await press("Leave");
  await screen.findByText("1 flow has unsaved edits on this device; signing out removes them.");
  await press("Sign out");
  await waitFor(() => expect(left).toHaveBeenCalledWith("/sign-in"));
  expect(drafts()).toEqual([toms]);
});

test("a sign-out that fails removes nothing, and says so", async () => {
  portal(503);
  await keep(MAYA, "a");
  render(<Menu />);
  await press("Leave");
  await screen.findByRole("alertdialog");
  await press("Sign out");
  expect((await screen.findByRole("alert")).textContent).toBe("Signing out failed. Try again in a moment.");
  expect(drafts()).toHaveLength(1);
  expect(left).not.toHaveBeenCalled();
});

test("changes that no device keeps are asked about, too, and only once", async () => {
  render(<Menu unsaved />);
  await press("Leave");
  await screen.findByText("This page has changes that are not saved; signing out discards them.");
  await press("Sign out");
  await waitFor(() => expect(left).toHaveBeenCalled());
  // The browser would ask again, after the session has ended.
  const unload = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(unload);
  expect(unload.defaultPrevented).toBe(false);
});

test("a storage that can't be read does not stop the sign-out", async () => {
  vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
    throw new DOMException("refused", "SecurityError");
  });
  render(<Menu />);
  await press("Leave");
  await waitFor(() => expect(left).toHaveBeenCalledWith("/sign-in"));
  vi.restoreAllMocks();
});
