import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CHANGE_STATES } from "@/lib/flows/model/change-state";
import { UnknownOutcomeNotice } from "./write-notices";

/** What the portal would answer: the changes that are open, and what a check of one finds. */
let open: string[];
let resolved: string;
const requests: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  requests.length = 0;
  open = ["c1"];
  resolved = "pending";
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    requests.push(`${init.method} ${path}`);
    return path.endsWith("/resolve")
      ? Response.json({ state: resolved })
      : Response.json({ items: open.map((id) => ({ id })), nextCursor: null });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1_000));
const onChecked = vi.fn(async () => null);
const show = () =>
  render(<UnknownOutcomeNotice workspaceApiPath="/api/w" changeId="c1" onChecked={onChecked} />);

test("while the server checks a change, the notice reads the portal's own list and nothing of the upstream", async () => {
  show();
  await pass(16);
  expect(requests).toEqual(Array(3).fill("GET /api/w/changes"));
});

test("once the server has found the outcome, the notice says it without a click, and is done", async () => {
  show();
  await pass(6);
  open = [];
  resolved = "succeeded";
  await pass(5);
  screen.getByText(CHANGE_STATES.succeeded.sentence);
  expect(onChecked).toHaveBeenCalledTimes(1);
  const before = requests.length;
  await pass(60);
  expect(requests).toHaveLength(before);
});
