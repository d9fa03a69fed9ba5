import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { FlowDrift } from "@/lib/mirror/drift";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, refusal } from "@/tests/support/answering-portal";
import { DriftNotice } from "./drift-notice";

const { refresh } = router;
afterEach(() => vi.unstubAllGlobals());

const AT = "2026-05-20T10:00:00Z";
const DRIFT: FlowDrift = {
  state: "changed_upstream",
  accepted: { n: 3, at: AT, by: { id: "u1", name: "Maya", email: "maya@example.com" } },
  current: { n: 5, at: AT },
  changes: [{ path: "/name", before: "Desk", after: "Front" }],
};

const show = (drift: Partial<FlowDrift> = {}, mayEdit = true) =>
  render(
    <DriftNotice
      apiPath="/api/workspaces/harbour/call-flows/f1"
      workspaceSlug="harbour"
      etag='"e5"'
      drift={{ ...DRIFT, ...drift }}
      mayEdit={mayEdit}
      requireReason={false}
    />,
  );
const keep = () => screen.getByRole("button", { name: "Keep theirs" });

test.each(["in_step", "changed_here", "never_seen"] as FlowDrift["state"][])(
  "nothing is said of a flow that nobody changed elsewhere: %s",
  (state) => {
    expect(show({ state }).container.textContent).toBe("");
  },
);

test("a change made elsewhere is said with what it is compared with, and what differs", () => {
  const { container } = show();
  expect(container.textContent).toContain("The last state known from here is #3 by Maya");
  expect(container.textContent).toContain("What differs: 1 field");
  expect(screen.getByRole("link").getAttribute("href")).toBe("/harbour/audit?target=f1");
});

test("edits of one's own that don't start from it are named", () => {
  expect(show({ state: "changed_in_both" }).container.textContent).toContain("You have edits of your own");
});

test("whoever may not edit sees the difference and no button", () => {
  show({}, false);
  expect(screen.queryByRole("button")).toBeNull();
});

test("where only the list shows an update, nothing is offered that nobody has seen", () => {
  const { container } = show({ current: { n: 3, at: AT } });
  expect(container.textContent).toContain("Reload the page to see what changed");
  expect(screen.queryByRole("button")).toBeNull();
});

test("without an accepted state there is nothing to put back", () => {
  show({ accepted: null });
  expect(screen.queryByRole("button", { name: "Put ours back" })).toBeNull();
  keep();
});

test("what was made outside is kept once, as the state that was shown", async () => {
  const requests = answeringPortal(() => Response.json({}));
  show();
  await userEvent.click(keep());
  await waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));
  await userEvent.click(keep());
  expect(requests).toMatchObject([{ method: "POST", body: { revision: 5, keep: "theirs" } }]);
});

test("a refusal is said, and can be tried again", async () => {
  const requests = answeringPortal(() => refusal(409, { code: "stale", title: "It has changed again" }));
  show();
  await userEvent.click(keep());
  expect((await screen.findByRole("alert")).textContent).toContain("It has changed again");
  await userEvent.click(keep());
  await waitFor(() => expect(requests).toHaveLength(2));
  expect(refresh).not.toHaveBeenCalled();
});
