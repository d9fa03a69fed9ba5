import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { router } from "@/tests/support/address-bar";
import { WaitingPanel } from "./waiting-panel";

const { refresh } = router;

let visibility: DocumentVisibilityState;
beforeEach(() => {
  vi.useFakeTimers();
  visibility = "visible";
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (seconds: number) => act(() => vi.advanceTimersByTime(seconds * 1_000));
const panel = (retrySeconds: number | null) => (
  <WaitingPanel title="Trillet is busy" detail="The budget is used up." retrySeconds={retrySeconds} />
);

it("what could not be loaded is loaded again by itself, and again as long as it fails", () => {
  render(panel(3));
  expect(screen.getByText("Trying again in 3 seconds")).toBeTruthy();
  pass(2);
  expect(screen.getByText("Trying again in 1 second")).toBeTruthy();
  pass(1);
  expect(refresh).toHaveBeenCalledTimes(1);
  pass(3);
  expect(refresh).toHaveBeenCalledTimes(2);
});

it("a page that nobody looks at sends nothing until somebody does", () => {
  render(panel(2));
  visibility = "hidden";
  pass(60);
  expect(refresh).not.toHaveBeenCalled();
  visibility = "visible";
  pass(2);
  expect(refresh).toHaveBeenCalledTimes(1);
});

it("what needs somebody to act is not repeated by itself", () => {
  render(panel(null));
  pass(600);
  expect(refresh).not.toHaveBeenCalled();
  act(() => screen.getByRole("button", { name: "Try again" }).click());
  expect(refresh).toHaveBeenCalledTimes(1);
});
