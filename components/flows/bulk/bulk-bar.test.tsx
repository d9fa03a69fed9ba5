import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { router } from "@/tests/support/address-bar";
import { answeringPortal, laterAnswer, refusal, type Sent } from "@/tests/support/answering-portal";
import { BulkBar } from "./bulk-bar";
import { BulkSelection } from "./bulk-selection";
import { SelectFlow, SelectPage } from "./select-box";

const { refresh } = router;

let write: (sent: Sent) => Response | Promise<Response>;
let requests: Sent[];
beforeEach(() => {
  write = () => Response.json({});
  requests = answeringPortal((sent) =>
    sent.method === "PATCH"
      ? write(sent)
      : Response.json({ isActive: sent.path.endsWith("f3"), promptType: null }, { headers: { ETag: '"e"' } }),
  );
});
afterEach(() => vi.unstubAllGlobals());

const FLOWS = ["Desk", "Night", "Sales"].map((name, place) => ({ id: `f${place + 1}`, name }));

function show(requireReason = false) {
  render(
    <BulkSelection flows={FLOWS}>
      <SelectPage />
      {FLOWS.map((flow) => (
        <SelectFlow key={flow.id} {...flow} />
      ))}
      <BulkBar apiPath="/api/workspaces/harbour/call-flows" requireReason={requireReason} />
    </BulkSelection>,
  );
}
const box = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const all = () => box("Select all flows on this page");
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const results = () =>
  within(screen.getByRole("list", { name: "Flows" }))
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent);
const writes = () => requests.filter(({ method }) => method === "PATCH");

async function start() {
  await userEvent.click(all());
  await press("Activate");
  const opened = await screen.findByRole("dialog");
  await userEvent.click(within(opened).getByRole("button", { name: "Activate" }));
}

test("the box of the page is half ticked while some are chosen, and its press then chooses all", async () => {
  show();
  await userEvent.click(box("Select Night"));
  expect([all().checked, all().indeterminate]).toEqual([false, true]);
  await userEvent.click(all());
  expect(FLOWS.every(({ name }) => box(`Select ${name}`).checked)).toBe(true);
  await userEvent.click(all());
  expect(screen.queryByRole("region", { name: "Selected flows" })).toBeNull();
});

test("with Shift everything from the last pressed box to this one becomes what this one becomes", async () => {
  show();
  const user = userEvent.setup();
  await user.click(box("Select Desk"));
  await user.keyboard("{Shift>}");
  await user.click(box("Select Sales"));
  await user.keyboard("{/Shift}");
  expect(screen.getByRole("status").textContent).toBe("3 flows selected");
});

test("each flow is switched by a change of its own, and one that is so already is skipped", async () => {
  show();
  await start();
  await screen.findByText("2 changed, 1 skipped.");
  expect(results()).toEqual(["DeskActivated", "NightActivated", "SalesSkipped: it was active already"]);
  expect(writes().map(({ body }) => body)).toEqual([{ isActive: true }, { isActive: true }]);
  expect(new Set(writes().map(({ headers }) => headers.get("Idempotency-Key"))).size).toBe(2);
  expect(new Set(writes().map(({ headers }) => headers.get("X-Correlation-Id"))).size).toBe(1);
  await userEvent.keyboard("{Escape}");
  expect(refresh).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole("region", { name: "Selected flows" })).toBeNull();
});

test("a flow that is refused does not keep the others from being switched, and says why", async () => {
  write = ({ path }) =>
    path.endsWith("f1") ? refusal(422, { code: "no", detail: "Not this one" }) : Response.json({});
  show();
  await start();
  await screen.findByText("1 changed, 1 skipped, 1 not changed.");
  expect(results()[0]).toBe("DeskNot changed: Not this one");
});

test("a run whose outcomes are not known says so, and never that nothing was changed", async () => {
  write = () => new Response("<html>", { status: 502 });
  show();
  await start();
  await screen.findByText("1 skipped, 2 not known.");
  expect(results()[0]).toContain("Not known whether it was changed");
});

test("Escape stops a run between two flows, and the dialog stays to say how far it came", async () => {
  const late = laterAnswer();
  write = () => late.answer;
  show();
  await start();
  await userEvent.keyboard("{Escape}");
  screen.getByRole("button", { name: "Stopping after this flow" });
  late.give(Response.json({}));
  await screen.findByText("1 changed, 2 not sent.");
  expect(results()).toEqual(["DeskActivated", "NightNot sent", "SalesNot sent"]);
  write = () => Response.json({});
  await press("Continue");
  await screen.findByText("2 changed, 1 skipped.");
  expect(writes()).toHaveLength(2);
});

test("a used-up budget stops the run, and it goes on only when the budget is full again", async () => {
  write = () => refusal(429, { code: "budget", retryAfterSeconds: 30 });
  show();
  await start();
  expect((await screen.findByRole("alert")).textContent).toContain("request budget is used up");
  const button = within(screen.getByRole("alert")).getByRole<HTMLButtonElement>("button");
  await waitFor(() => expect(button.disabled).toBe(true));
});

test("a reason that the workspace asks for is needed, and goes with each change", async () => {
  show(true);
  await userEvent.click(box("Select Desk"));
  await press("Deactivate");
  const confirm = within(await screen.findByRole("dialog")).getByRole<HTMLButtonElement>("button", {
    name: "Deactivate",
  });
  expect(confirm.disabled).toBe(true);
  await userEvent.type(screen.getByLabelText("Reason"), "Holidays");
  expect(confirm.disabled).toBe(false);
});

test("a dialog that was closed before anything was sent keeps the choice, and gives the focus back", async () => {
  show();
  await userEvent.click(box("Select Desk"));
  await press("Activate");
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Escape}");
  expect(requests).toEqual([]);
  expect(box("Select Desk").checked).toBe(true);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Activate" })));
});
