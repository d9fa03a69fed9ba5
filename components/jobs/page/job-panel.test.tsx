import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ItemView, JobView } from "@/lib/jobs/job-view";
import { answeringPortal, refusal, type Sent } from "@/tests/support/answering-portal";
import { JobPanel } from "./job-panel";

/** The streams that a page has opened; the component's tests have no browser that could. */
class Stream extends EventTarget {
  static opened: Stream[] = [];
  isClosed = false;
  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }
  say(news: object) {
    act(() => void this.dispatchEvent(new MessageEvent("job", { data: JSON.stringify(news) })));
  }
  close() {
    this.isClosed = true;
  }
}

let requests: Sent[];
let answer: () => Response;
beforeEach(() => {
  Stream.opened = [];
  vi.stubGlobal("EventSource", Stream);
  answer = () => Response.json({});
  requests = answeringPortal(() => answer());
});
afterEach(() => vi.unstubAllGlobals());

const item = (name: string, state: ItemView["state"], more: Partial<ItemView> = {}): ItemView => ({
  ...{ workspace: "harbour", kind: "call_flow", id: name.toLowerCase(), name, state },
  outcome: state === "waiting" || state === "running" ? null : state,
  ...{ changeId: null, problem: null, waitsUntil: null, endedAt: null },
  ...more,
});

const job = (items: ItemView[], more: Partial<JobView> = {}): JobView => ({
  ...{ id: "j1", type: "patch_flows", state: "running", work: { patch: { isActive: true } }, reason: null },
  startedBy: { id: "u1", name: "Olivia" },
  ...{ startedAt: "2026-05-20T14:30:00.000Z", endedAt: null, mayControl: true },
  ...{ total: items.length, done: 0, failed: 0, left: items.length, items },
  ...more,
});
const ENDED = { state: "done", endedAt: "2026-05-20T14:31:00.000Z" } as const;

const show = (loaded: JobView) => render(<JobPanel loaded={loaded} names={{ harbour: "Harbour Dental" }} />);
const row = (name: string) => screen.getByRole("row", { name: new RegExp(`^${name}`) }).textContent;

it("the page follows an open job, flow by flow, and leaves the stream of one that has ended", () => {
  show(job([item("Desk", "waiting"), item("Night", "waiting")]));
  const [stream] = Stream.opened;
  expect(stream?.url).toBe("/api/jobs/j1/events");
  stream?.say({
    ...job([]),
    total: 2,
    done: 1,
    left: 1,
    items: [{ ...item("Night", "succeeded"), place: 1 }],
  });
  expect(screen.getByRole("progressbar").getAttribute("aria-valuetext")).toBe("1 of 2");
  expect(row("Night")).toContain("Activated");
  expect(row("Desk")).toContain("Waiting");
  stream?.say({
    ...job([], ENDED),
    total: 2,
    done: 2,
    left: 0,
    items: [{ ...item("Desk", "succeeded"), place: 0 }],
  });
  expect(stream?.isClosed).toBe(true);
  expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
});

it("nonsense from the stream changes nothing", () => {
  show(job([item("Desk", "waiting")]));
  Stream.opened[0]?.dispatchEvent(new MessageEvent("job", { data: "<html>" }));
  Stream.opened[0]?.say({ odd: true });
  expect(row("Desk")).toContain("Waiting");
});

it("what needs a look comes first, says why, and can be seen alone", async () => {
  const stale = { problem: { code: "stale", detail: "" } };
  const refused = { problem: { code: "upstream_rejected", detail: "Trillet: not today" } };
  show(
    job([item("Desk", "succeeded"), item("Night", "left_out", stale), item("Sales", "failed", refused)], {
      ...ENDED,
      done: 1,
      failed: 2,
      left: 0,
    }),
  );
  const names = () =>
    within(screen.getByRole("table"))
      .getAllByRole("link")
      .map(({ textContent }) => textContent);
  expect(names()).toEqual(["Sales", "Night", "Desk"]);
  expect(row("Sales")).toContain("Trillet: not today");
  expect(row("Night")).toContain("It was changed meanwhile");
  await userEvent.click(screen.getByRole("button", { name: /Needs a look/ }));
  expect(names()).toEqual(["Sales", "Night"]);
  await userEvent.click(screen.getByRole("button", { name: "Do the failed one again" }));
  await waitFor(() => expect(requests).toMatchObject([{ method: "POST", path: "/api/jobs/j1/retry" }]));
});

it("a job that waits says which workspace, and until when", () => {
  show(job([item("Desk", "waiting", { waitsUntil: new Date(Date.now() + 30_000).toISOString() })]));
  expect(screen.getByText("It waits for Trillet")).toBeTruthy();
});

it("stopping a job asks first, and what is refused is said", async () => {
  answer = () => refusal(409, { code: "conflict", detail: "This job is done" });
  show(job([item("Desk", "waiting")], { state: "paused" }));
  await userEvent.click(screen.getByRole("button", { name: "Go on" }));
  await screen.findByText(/This job is done/);
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(requests).toHaveLength(1);
  await userEvent.click(dialog.getByRole("button", { name: "Stop the job" }));
  await waitFor(() => expect(requests[1]?.path).toBe("/api/jobs/j1/cancel"));
});

it("who may only watch gets no buttons", () => {
  show(job([item("Desk", "failed")], { mayControl: false }));
  expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
  expect(screen.queryByRole("button", { name: /again/ })).toBeNull();
});
