import { act, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Moment } from "./moment";
import { ZoneNote, ZoneOfPage } from "./reader-zone";
import { TimeAgo } from "./time-ago";

it("every time of a page is by the page's zone, named once, with UTC in the tooltip", () => {
  render(
    <ZoneOfPage zone="Asia/Kolkata">
      <p>
        <Moment at="2020-05-20T22:30:07Z" />; <TimeAgo at="2020-05-20T22:30:07Z" />; <ZoneNote />
      </p>
    </ZoneOfPage>,
  );
  expect(screen.getByText(/times in/).textContent).toBe("21 May 2020, 04:00; 21 May 2020; times in Kolkata");
  for (const time of screen.getAllByText(/2020/, { selector: "time" }))
    expect(time.title).toBe("Thu 21 May 2020, 04:00:07 Kolkata\nWed 20 May 2020, 22:30:07 UTC");
});

it("a part of a page without a zone of its own has that of its reader, and one that no browser knows changes nothing", () => {
  render(
    <ZoneOfPage zone="Asia/Kolkata">
      <ZoneOfPage zone={null}>
        <ZoneOfPage zone="Mars/Olympus">
          <ZoneNote />
        </ZoneOfPage>
      </ZoneOfPage>
    </ZoneOfPage>,
  );
  expect(screen.getByText(/times in/).textContent).toBe("times in Kolkata");
});

it("a moment of this week is counted from now, an older one is a date", () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  render(
    <>
      <TimeAgo at={ago(2.1)} />
      <TimeAgo at={ago(8)} />
    </>,
  );
  expect(screen.getByText("2 days ago")).toBeTruthy();
  expect(screen.getByText(/^\d+ \w{3} \d{4}$/)).toBeTruthy();
});

it("the words of all times change with the clock", async () => {
  vi.useFakeTimers();
  const at = new Date(Date.now() - 30_000).toISOString();
  render(
    <>
      <TimeAgo at={at} />
      <TimeAgo at={at} />
    </>,
  );
  expect(screen.getAllByText("just now")).toHaveLength(2);
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(screen.getAllByText("1 minute ago")).toHaveLength(2);
  vi.useRealTimers();
});

it("a time that can't be read shows nothing", () => {
  const { container } = render(
    <>
      <TimeAgo at="soon" />
      <Moment at="soon" />
    </>,
  );
  expect(container.textContent).toBe("");
});
