import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import { BulkBar } from "./bulk-bar";
import { BulkSelection, type SelectableFlow } from "./bulk-selection";
import { SelectFlow, SelectPage } from "./select-box";

let answer: (sent: Sent) => Response;
let requests: Sent[];
beforeEach(() => {
  answer = ({ method }) =>
    method === "POST"
      ? Response.json({ id: "j1" }, { status: 202 })
      : Response.json({}, { headers: { ETag: '"read"' } });
  requests = answeringPortal((sent) => answer(sent));
});
afterEach(() => vi.unstubAllGlobals());

const FLOWS = ["Desk", "Night", "Sales"].map((name, place) => ({
  id: `f${place + 1}`,
  name,
  etag: place === 2 ? null : `"e${place + 1}"`,
  source: null,
}));
const LIST = { path: "/api/workspaces/harbour/call-flows?", total: FLOWS.length };
const TARGET = { workspace: "harbour", kind: "call_flow" } as const;

function show(requireReason = false, flows: SelectableFlow[] = FLOWS) {
  render(
    <BulkSelection flows={flows} list={LIST}>
      <SelectPage />
      {flows.map((flow) => (
        <SelectFlow key={flow.id} {...flow} />
      ))}
      <BulkBar target={TARGET} switching={{ requireReason }} mayCopy mayUpdate />
    </BulkSelection>,
  );
}
const box = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const all = () => box("Select all flows on this page");
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const started = () => requests.filter(({ method }) => method === "POST");

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

test("one job switches all of them, each by the state that is listed, or read where none is known", async () => {
  show();
  await start();
  await waitFor(() => expect(started()).toHaveLength(1));
  const [job] = started();
  const item = (id: string, ifMatch: string) => ({ workspace: "harbour", kind: "call_flow", id, ifMatch });
  expect([job?.path, job?.body]).toEqual([
    "/api/jobs",
    {
      type: "patch_flows",
      items: [item("f1", '"e1"'), item("f2", '"e2"'), item("f3", '"read"')],
      patch: { isActive: true },
    },
  ]);
  expect(job?.headers.get("Idempotency-Key")).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole("region", { name: "Selected flows" })).toBeNull());
});

test("flows that can't be read are named before anything begins, and the others can go on without them", async () => {
  answer = ({ method }) =>
    method === "POST"
      ? Response.json({ id: "j1" }, { status: 202 })
      : refusal(503, { code: "upstream_unreachable" });
  show();
  await start();
  expect((await screen.findByRole("alert")).textContent).toContain("Sales");
  expect(started()).toEqual([]);
  await press("Activate the other 2");
  await waitFor(() => expect(started()).toHaveLength(1));
});

test("a job that is refused says why, and the choice stays", async () => {
  answer = ({ method }) =>
    method === "POST"
      ? refusal(422, { code: "invalid_body", detail: "Not these" })
      : Response.json({}, { headers: { ETag: '"read"' } });
  show();
  await start();
  await screen.findByText("Not these");
  await userEvent.keyboard("{Escape}");
  expect(box("Select Desk").checked).toBe(true);
});

test("a job that got no answer is started by the same request again, whatever it has changed since", async () => {
  let state = 0;
  answer = ({ method }) => {
    if (method !== "POST") return Response.json({}, { headers: { ETag: `"read ${++state}"` } });
    if (started().length === 1) throw new TypeError("no connection");
    return Response.json({ id: "j1" }, { status: 202 });
  };
  show();
  await start();
  const again = within(screen.getByRole("dialog")).getByRole<HTMLButtonElement>("button", {
    name: "Activate",
  });
  await waitFor(() => expect([started().length, again.disabled]).toEqual([1, false]));
  await userEvent.click(again);
  await waitFor(() => expect(started()).toHaveLength(2));
  const [first, second] = started();
  expect(second?.body).toEqual(first?.body);
  expect(second?.headers.get("Idempotency-Key")).toBe(first?.headers.get("Idempotency-Key"));
});

test("a reason that the workspace asks for is needed, and goes with the job", async () => {
  show(true);
  await userEvent.click(box("Select Desk"));
  await press("Deactivate");
  const confirm = within(await screen.findByRole("dialog")).getByRole<HTMLButtonElement>("button", {
    name: "Deactivate",
  });
  expect(confirm.disabled).toBe(true);
  await userEvent.type(screen.getByLabelText("Reason"), "Holidays");
  await userEvent.click(confirm);
  await waitFor(() => expect(started()[0]?.headers.get("X-Change-Reason")).toBe("Holidays"));
});

test("a dialog that was closed keeps the choice, and gives the focus back", async () => {
  show();
  await userEvent.click(box("Select Desk"));
  await press("Activate");
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Escape}");
  expect(requests).toEqual([]);
  expect(box("Select Desk").checked).toBe(true);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Activate" })));
});

const copy = (id: string, workspace: string, behind: number): SelectableFlow => ({
  ...{ id, name: id, etag: `"${id}"` },
  source: { workspace, id: `${id} source`, behind },
});

test("the chosen copies that are behind are brought up to date from their one source workspace", async () => {
  show(false, [copy("a", "metro", 2), copy("b", "metro", 1), copy("c", "metro", 0), ...FLOWS]);
  await userEvent.click(all());
  const link = screen.getByRole("link", { name: "Bring 2 copies up to date" });
  expect(link.getAttribute("href")).toBe(
    "/copy?from=metro&kind=call_flow&ids=a%20source,b%20source&to=harbour",
  );
});

test("copies of several workspaces are no one copy, and flows that are none offer nothing", async () => {
  show(false, [copy("a", "metro", 2), copy("b", "city", 1), ...FLOWS]);
  await userEvent.click(all());
  screen.getByText("At most 50 copies of one workspace can be brought up to date");
  await userEvent.click(box("Select a"));
  screen.getByRole("link", { name: "Bring 1 copy up to date" });
  await userEvent.click(box("Select b"));
  expect(screen.queryByRole("link", { name: /up to date/ })).toBeNull();
});
