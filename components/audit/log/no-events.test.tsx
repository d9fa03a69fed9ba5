import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NoEvents } from "./no-events";

function ways(params: Record<string, string>, later = false): Record<string, string | null> {
  render(<NoEvents pathname="/harbour/audit" params={params} later={later} />);
  return Object.fromEntries(
    screen.queryAllByRole("link").map((link) => [link.textContent ?? "", link.getAttribute("href")]),
  );
}
const title = () => screen.getByRole("heading").textContent;

describe("a list without events", () => {
  it("names an empty period, and leads to wider ones", () => {
    expect(ways({ period: "last-7-days", zone: "Europe/Berlin" })).toEqual({
      "Look at the last 30 days": "/harbour/audit?period=last-30-days&zone=Europe%2FBerlin",
      "Look at all days": "/harbour/audit?zone=Europe%2FBerlin",
    });
    expect(title()).toBe("Nothing in these 7 days");
  });

  it("keeps the other filters when it widens the period", () => {
    expect(ways({ from: "2026-05-01", outcome: "failed" })).toEqual({
      "Look at all days": "/harbour/audit?outcome=failed",
      "Show all": "/harbour/audit",
    });
    expect(title()).toBe("No event matches");
  });

  it("of a log in which nothing happened leads nowhere", () => {
    expect(ways({})).toEqual({});
    expect(title()).toBe("Nothing has happened yet");
  });

  it("behind the oldest event does not blame the filters", () => {
    expect(ways({ outcome: "failed" }, true)).toEqual({});
    expect(title()).toBe("Nothing older");
  });
});
