import { describe, expect, it } from "vitest";
import { clockText, exactTitle, momentText, zonePlace } from "./moment-words";

const EVENING = Date.parse("2026-05-20T22:30:07Z");

describe("a moment", () => {
  it("is written by the clock of the reader's zone, without another zone beside it", () => {
    expect(momentText(EVENING, "Europe/Berlin")).toBe("21 May 2026, 00:30");
    expect(momentText(EVENING, "America/New_York")).toBe("20 May 2026, 18:30");
    expect(clockText(EVENING, "Asia/Kolkata")).toBe("04:00");
  });

  it("has UTC in its tooltip only, with the day where that is another one", () => {
    expect(exactTitle(EVENING, "America/New_York")).toBe("Wed 20 May 2026, 18:30:07 New York\n22:30:07 UTC");
    expect(exactTitle(EVENING, "Europe/Berlin")).toBe(
      "Thu 21 May 2026, 00:30:07 Berlin\nWed 20 May 2026, 22:30:07 UTC",
    );
  });

  it("has one line in its tooltip for a reader in UTC", () => {
    expect(exactTitle(EVENING, "UTC")).toBe("Wed 20 May 2026, 22:30:07 UTC");
  });
});

it("a zone is called after its place", () => {
  expect(zonePlace("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  expect(zonePlace("UTC")).toBe("UTC");
});
