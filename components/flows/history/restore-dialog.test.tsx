import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import { RestoreDialog } from "./restore-dialog";

const { refresh } = router;
afterEach(() => vi.unstubAllGlobals());

const PLAN = {
  changes: [{ path: "/name", before: "New", after: "Old" }],
  notRestored: [{ path: "/agent", why: "It is fixed" }],
  basedOn: { n: 5, at: "2026-05-20T10:00:00Z" },
};
let written: () => Response;
const openDialog = () => userEvent.click(screen.getByRole("button", { name: "Restore this state" }));

async function open(more: { plan?: () => Response; requireReason?: boolean } = {}): Promise<Sent[]> {
  const { plan = () => Response.json(PLAN), requireReason = false } = more;
  written = () => Response.json({});
  const requests = answeringPortal(({ method }) => (method === "GET" ? plan() : written()));
  render(<RestoreDialog apiPath="/api/f1" etag='"e5"' revision={3} requireReason={requireReason} />);
  await openDialog();
  return requests;
}
const restore = () => screen.getByRole<HTMLButtonElement>("button", { name: "Restore" });
const dialog = () => screen.queryByRole("dialog", { name: "Restore state #3" });

test("a restore says first what it writes and what it leaves, and writes on the state that was shown", async () => {
  const requests = await open();
  expect((await screen.findByRole("heading", { level: 3 })).textContent).toContain("1 field changes");
  screen.getByText("Agent: It is fixed");
  await userEvent.type(screen.getByLabelText(/^Reason/), " As agreed ");
  await userEvent.click(restore());
  await waitFor(() => expect(dialog()).toBeNull());
  const [, post] = requests;
  expect(post).toMatchObject({ method: "POST", path: "/api/f1/restore", body: { revision: 3 } });
  expect(post?.headers.get("If-Match")).toBe('"e5"');
  expect(post?.headers.get("Idempotency-Key")).toBeTruthy();
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a restore that would write nothing can only be closed", async () => {
  await open({ plan: () => Response.json({ ...PLAN, changes: [], notRestored: [] }) });
  await screen.findByText("State #5, the newest, is the same as state #3.");
  expect(screen.queryByRole("button", { name: "Restore" })).toBeNull();
  expect(screen.queryByLabelText(/^Reason/)).toBeNull();
});

test("a workspace that asks for reasons restores nothing without one, and blanks are none", async () => {
  await open({ requireReason: true });
  const reason = await screen.findByLabelText("Reason");
  expect(restore().disabled).toBe(true);
  await userEvent.type(reason, "  ");
  expect(restore().disabled).toBe(true);
  await userEvent.type(reason, "x");
  expect(restore().disabled).toBe(false);
});

test("what can't be worked out can't be restored, and is tried again within the dialog", async () => {
  let working = false;
  await open({
    plan: () => (working ? Response.json(PLAN) : refusal(502, { code: "bad", title: "Not now" })),
  });
  expect((await screen.findByRole("alert")).textContent).toContain("Not now");
  expect(restore().disabled).toBe(true);
  working = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByText("Agent: It is fixed");
  expect(dialog()?.contains(document.activeElement)).toBe(true);
});

test("a flow that has changed meanwhile is not restored, and the dialog says what to do", async () => {
  await open();
  await screen.findByText("Agent: It is fixed");
  written = () => refusal(412, { code: "stale", title: "Changed" });
  await userEvent.click(restore());
  expect((await screen.findByRole("alert")).textContent).toContain("reload the page");
  expect(refresh).not.toHaveBeenCalled();
});

test("a restore whose outcome is not known can't be sent again, not even after the dialog was closed", async () => {
  await open();
  await screen.findByText("Agent: It is fixed");
  written = () => refusal(504, { code: "outcome_unknown", changeId: "c1" });
  await userEvent.click(restore());
  await screen.findByText("It is not known yet whether this was done");
  expect(restore().disabled).toBe(true);
  await userEvent.keyboard("{Escape}");
  await openDialog();
  await screen.findByText("Agent: It is fixed");
  expect(restore().disabled).toBe(true);
  screen.getByText("It is not known yet whether this was done");
});

test("a request without an answer is sent again under its own key", async () => {
  const requests = await open();
  await screen.findByText("Agent: It is fixed");
  written = () => new Response("<html>", { status: 502 });
  await userEvent.click(restore());
  await screen.findByRole("alert");
  written = () => Response.json({});
  await userEvent.click(restore());
  await waitFor(() => expect(dialog()).toBeNull());
  const keys = requests
    .filter(({ method }) => method === "POST")
    .map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});
