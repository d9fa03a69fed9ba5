import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goTo, shownParams } from "@/tests/support/address-bar";
import { answeringPortal, laterAnswer, refusal, type Sent } from "@/tests/support/answering-portal";
import { HistoryTools } from "./history-tools";
import type { Revision } from "./revision-words";

beforeEach(() => goTo("/harbour/call-flows/f1"));
afterEach(() => vi.unstubAllGlobals());

const head = (n: number) => ({
  n,
  source: "change",
  by: { name: n === 3 ? "Maya" : "Tom", email: "x@example.com" },
  reason: null,
  restoredFrom: null,
  at: "2026-05-20T10:00:00Z",
});
const KNOWN: Revision[] = [3, 2].map((n) => ({ ...head(n), changes: [] }));

function compared({ path }: Sent): Response {
  const query = new URL(path, "http://portal").searchParams;
  const [from, to] = ["from", "to"].map((name) => Number(query.get(name)));
  const changes = [{ path: "/name", before: `Name ${from}`, after: `Name ${to}` }];
  return Response.json({ from: head(from ?? 0), to: head(to ?? 0), changes });
}
function show(params = "", newest = 3) {
  goTo(`/harbour/call-flows/f1${params}`);
  render(<HistoryTools apiPath="/api/f1" newest={newest} known={KNOWN} />);
}
const picker = (label: string) => screen.getByLabelText<HTMLSelectElement>(label);
const compare = () => screen.getByRole("button", { name: "Compare states" });

test("a flow with one state has nothing to compare", () => {
  show("", 1);
  expect(screen.queryByRole("button", { name: "Compare states" })).toBeNull();
});

test("the comparison opens with the newest change, and the address can be sent to a colleague", async () => {
  answeringPortal(compared);
  show("?tab=history");
  expect(compare().getAttribute("aria-expanded")).toBe("false");
  await userEvent.click(compare());
  expect([picker("From state").value, picker("To state").value]).toEqual(["2", "3"]);
  expect(shownParams()).toEqual({ tab: "history", from: "2", to: "3" });
  await screen.findByText("Name 3");
  await userEvent.click(compare());
  expect(shownParams()).toEqual({ tab: "history" });
});

test("states are named by number, author where known, and which is the newest", () => {
  answeringPortal(compared);
  show("?from=1&to=3");
  const words = [...picker("To state").options].map(({ textContent }) => textContent);
  expect(words).toEqual(["#3, Maya, newest", "#2, Tom", "#1"]);
});

test("a state is compared with itself without asking anybody", async () => {
  const requests = answeringPortal(compared);
  show("?from=2&to=2");
  screen.getByText("Both are state #2. Pick another one to compare it with.");
  expect(requests).toEqual([]);
});

test("an answer that comes after another choice is not shown", async () => {
  const late = laterAnswer();
  answeringPortal((sent) => (sent.path.includes("from=1") ? late.answer : compared(sent)));
  show("?from=1&to=3");
  screen.getByText("Comparing the two states");
  await userEvent.selectOptions(picker("From state"), "2");
  await screen.findByText("Name 2");
  late.give(compared({ path: "/?from=1&to=3", method: "GET", body: undefined, headers: new Headers() }));
  // The component may read the late answer before it is looked for.
  await act(() => new Promise((resume) => setTimeout(resume, 0)));
  expect(screen.queryByText("Name 1")).toBeNull();
  screen.getByText("Name 2");
});

test("a comparison that failed says why and is tried again, with the focus kept where it was", async () => {
  let working = false;
  answeringPortal((sent) => (working ? compared(sent) : refusal(502, { code: "bad", title: "Not now" })));
  show("?from=2&to=3");
  expect((await screen.findByRole("alert")).textContent).toContain("Not now");
  working = true;
  screen.getByRole("button", { name: "Try again" }).focus();
  await userEvent.keyboard("{Enter}");
  await screen.findByText("Name 3");
  expect(document.activeElement).not.toBe(document.body);
});
