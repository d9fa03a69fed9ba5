import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { DraftNotice } from "./draft-notice";
import type { EarlierDraft } from "./use-earlier-draft";

const BACK: EarlierDraft = {
  restoredFrom: "2026-05-20T10:00:00Z",
  merged: false,
  lacksSecrets: false,
  waiting: false,
  madeFrom: null,
  shut: null,
};
const MAYA = { name: "Maya", at: "2026-05-21T10:00:00Z", source: "change" };
const calls = { onDecide: vi.fn(), onRetry: vi.fn(), onDiscard: vi.fn() };

const show = (more: Partial<EarlierDraft>, authors: (typeof MAYA)[] = []) =>
  render(<DraftNotice earlier={{ ...BACK, ...more }} authors={authors} {...calls} />);
const words = () => screen.getByRole("status").textContent;

test("without kept edits nothing is said", () => {
  const { container } = show({ restoredFrom: null, waiting: true });
  expect(container.textContent).toBe("");
});

test("edits that are back are said to be unsaved, and can be given up", async () => {
  show({});
  expect(words()).toContain("They are not saved yet.");
  expect(words()).not.toContain("changed");
  await userEvent.click(screen.getByRole("button", { name: "Discard them" }));
  expect(calls.onDiscard).toHaveBeenCalledTimes(1);
});

test("a change that was merged with them is said, with its author where that is known", () => {
  const { unmount } = show({ merged: true });
  expect(words()).toContain("The flow was changed since. The form holds those changes and yours.");
  unmount();
  show({ merged: true }, [MAYA]);
  expect(words()).toMatch(/Maya changed it .* since then/);
});

test("secrets that no device keeps are asked for again", () => {
  show({ lacksSecrets: true });
  expect(words()).toContain("type them again");
});

test("edits that overlap with newer ones wait for a decision, which is asked for and not made", async () => {
  show({ waiting: true }, [MAYA]);
  expect(words()).toContain("the form shows the flow as it is now");
  await userEvent.click(screen.getByRole("button", { name: "Merge them" }));
  expect(calls.onDecide).toHaveBeenCalledTimes(1);
});

const shut = (state: "lost" | "unreachable") =>
  show({ restoredFrom: null, shut: { state, savedAt: "2026-05-20T10:00:00Z" } });

test("edits whose key is no more are said to be removed, with nothing to press", () => {
  shut("lost");
  expect(words()).toContain("Edits of an earlier time could not be opened");
  expect(words()).toContain("they were removed");
  expect(screen.queryAllByRole("button")).toEqual([]);
});

test("edits that can't be opened now are still there, and are opened when somebody asks again", async () => {
  shut("unreachable");
  expect(words()).toContain("what you type is not kept");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(calls.onRetry).toHaveBeenCalledTimes(1);
});
