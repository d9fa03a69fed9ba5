import { act, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { router } from "@/tests/support/address-bar";
import { answeringPortal } from "@/tests/support/answering-portal";
import { JobTray } from "./job-tray";
import { noteStartedJob } from "./started-jobs";

const OPEN = {
  ...{ id: "j1", type: "patch_flows", work: { patch: { isActive: false } }, state: "running" },
  ...{ total: 4, done: 1, failed: 0, left: 3, endedAt: null },
};
const ENDED = { ...OPEN, state: "done", done: 3, failed: 1, left: 0, endedAt: "2026-05-20T14:31:00.000Z" };

let open: object[];
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  open = [];
  answeringPortal(({ path }) => Response.json(path === "/api/jobs/j1" ? ENDED : { items: open }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const later = () => act(() => vi.advanceTimersByTimeAsync(2_100));

it("without a job there is no tray, and one that starts on the page appears at once", async () => {
  render(<JobTray />);
  await later();
  expect(screen.queryByRole("region", { name: "Jobs" })).toBeNull();
  open = [OPEN];
  act(noteStartedJob);
  await screen.findByRole("region", { name: "Jobs" });
  expect(screen.getByRole("link", { name: "Deactivate flows" }).getAttribute("href")).toBe("/jobs/j1");
  screen.getByText("1 of 4");
});

it("a job that ends says how, stays until it is put away, and the page is drawn anew", async () => {
  open = [OPEN];
  render(<JobTray />);
  await screen.findByText("1 of 4");
  open = [];
  await later();
  await screen.findByText("3 done, 1 to look at");
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  await userEvent
    .setup({ advanceTimers: vi.advanceTimersByTime })
    .click(screen.getByRole("button", { name: "Put away Deactivate flows" }));
  expect(screen.queryByRole("region", { name: "Jobs" })).toBeNull();
});

it("a portal that can't be asked leaves what was shown", async () => {
  open = [OPEN];
  render(<JobTray />);
  await screen.findByText("1 of 4");
  answeringPortal(() => new Response("<html>", { status: 502 }));
  await later();
  screen.getByText("1 of 4");
});
