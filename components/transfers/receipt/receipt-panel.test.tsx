import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { TransferReceipt } from "@/lib/jobs/transfer-receipt";
import { answeringPortal, type Sent } from "@/tests/support/answering-portal";
import { receipt, receiptItem } from "@/tests/support/copy-example";
import { ReceiptPanel } from "./receipt-panel";
import { receiptText } from "./receipt-text";

const NAMES = {
  metro: { name: "Metro Towing", colour: 1 },
  pine: { name: "Pine Insurance", colour: 2 },
};
const TASK = { id: "k1", path: "/agent", words: "Set the agent", doneAt: null, doneBy: null };

let answer: (sent: Sent) => Response;
let requests: Sent[];
beforeEach(() => {
  answer = () => Response.json({});
  requests = answeringPortal((sent) => answer(sent));
});
afterEach(() => vi.unstubAllGlobals());

const show = (loaded: TransferReceipt) => render(<ReceiptPanel loaded={loaded} names={NAMES} />);
const rows = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.textContent?.match(/Flow \d/)?.[0]);

it("what is not known comes first, then what is left, then what went well", () => {
  show(
    receipt([
      receiptItem(0),
      receiptItem(1, { state: "failed", problem: { code: "upstream_refused", detail: "No such agent" } }),
      receiptItem(2, { state: "unknown" }),
      receiptItem(3, {
        state: null,
        result: "blocked",
        blocked: [{ code: "not_matched", path: "/agent", message: "Say it" }],
      }),
    ]),
  );
  expect(rows()).toEqual(["Flow 2", "Flow 1", "Flow 3", "Flow 0"]);
  screen.getByText("The outcome of 1 flow is not known");
  screen.getByText("No such agent");
});

it("what is left can be gone on with: its flows, and the targets that lack them", () => {
  show(receipt([receiptItem(0), receiptItem(1, { state: "failed", workspace: "pine" })]));
  const link = screen.getByRole("link", { name: "Go on with what is left" });
  expect(link.getAttribute("href")).toBe("/copy?from=harbour&kind=call_flow&ids=f1&to=pine");
});

it("what was updated can be put back, in each workspace by itself; what was made stays", () => {
  const updated = { versions: { before: 2, after: 3 } };
  show(receipt([receiptItem(0, updated), receiptItem(1, { result: "create" }), receiptItem(2, updated)]));
  const links = screen.getAllByRole("link", { name: /^Put back/ });
  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["Put back 2 flows of Metro Towing", "/copy?from=metro&kind=call_flow&ids=m0,m2&back=3-2,3-2"],
  ]);
});

it("what is not known is no part of what is left: it may have been sent", () => {
  show(receipt([receiptItem(0, { state: "unknown" })]));
  expect(screen.queryByRole("link", { name: "Go on with what is left" })).toBeNull();
});

it("a copy that runs is looked at again by itself until it ends", async () => {
  answer = () => Response.json(receipt([receiptItem(0)]));
  show(receipt([receiptItem(0, { state: "waiting" })], { state: "running", endedAt: null }));
  screen.getByText("Copying: 0 of 1 flow");
  await screen.findByText("Done: 1 of 1 flow", {}, { timeout: 4_000 });
  expect(requests.map(({ path }) => path)).toEqual(["/api/transfers/t1"]);
});

it("work by hand is ticked off, and says who did it; what was seen says so", async () => {
  const seen = { ...TASK, id: "k2", words: "Add the webhook", doneAt: "2026-05-20T14:40:00.000Z" };
  answer = () => Response.json({ ...TASK, doneAt: "2026-05-20T14:50:00.000Z", doneBy: "Tom" });
  show(receipt([receiptItem(0, { tasks: [TASK, seen] })]));
  screen.getByText("1 of 2 done");
  screen.getByText(/Seen in Trillet/);
  await userEvent.click(screen.getByRole("checkbox", { name: /Set the agent/ }));
  await waitFor(() => screen.getByText("2 of 2 done"));
  expect(requests[0]).toMatchObject({
    method: "PUT",
    path: "/api/transfers/t1/tasks/k1",
    body: { done: true },
  });
  screen.getByText("Tom");
});

it("as a text it has each flow with its outcome and the work by hand", () => {
  const text = receiptText(receipt([receiptItem(0, { tasks: [TASK] })], { reason: "Season" }), NAMES);
  expect(text.split("\n")).toEqual([
    "Copy of flows, started by Olivia at 2026-05-20 14:30 UTC, reason: Season",
    "Metro Towing: Flow 0: Updated",
    "  [ ] Set the agent",
  ]);
});
