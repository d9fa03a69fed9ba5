import { act, render, screen } from "@testing-library/react";
import { Suspense, startTransition, use } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { leaveFor, leaving } from "./leaving";
import { PageFrame } from "./page-frame";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  leaving.settle();
  vi.useRealTimers();
});

function Page({ text }: { text: Promise<string> }) {
  return use(text);
}

/** Shows a page that is on its way, and returns what makes it arrive. */
async function showPage(): Promise<(text: string) => Promise<void>> {
  let resolve: (text: string) => void = () => undefined;
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  const { rerender } = render(<Suspense>the page before</Suspense>);
  // As the router goes from page to page: what is there stays, until the next page or its frame can be shown.
  await act(() =>
    startTransition(() =>
      rerender(
        <Suspense>
          <Suspense fallback={<PageFrame label="the flow">rows</PageFrame>}>
            <Page text={promise} />
          </Suspense>
        </Suspense>,
      ),
    ),
  );
  return (text) => act(async () => resolve(text));
}

const frame = () => screen.queryByRole("status", { name: "Loading the flow" });

it("a page that comes soon after the click takes the cover's place without its frame", async () => {
  leaveFor("/acme/call-flows/1");
  const arrive = await showPage();
  expect(frame()).toBeNull();
  expect(screen.getByText("the page before")).toBeTruthy();
  await arrive("a flow");
  expect(screen.getByText("a flow")).toBeTruthy();
});

it("a page that is slow shows its frame", async () => {
  leaveFor("/acme/call-flows/1");
  await showPage();
  await act(() => vi.advanceTimersByTimeAsync(700));
  expect(frame()).not.toBeNull();
});

it("a page that nobody came to by a link shows its frame at once", async () => {
  await showPage();
  expect(frame()).not.toBeNull();
});
