import { describe, expect, it } from "vitest";
import { storedEvent } from "@/tests/support/stored-event";
import { CSV_HEADER, csvRow } from "./event-text";

describe("a cell of CSV", () => {
  it.each([
    ["=", "=1+1"],
    ["+", "+49 30 123"],
    ["-", "-2+3"],
    ["@", "@SUM(A1)"],
    ["a tab", "\t=1"],
    ["a carriage return", "\r=1"],
    ["a line feed", "\n=1"],
    ["a full-width =", "＝1+1"],
    ["a full-width +", "＋49"],
    ["a full-width -", "－2"],
    ["a full-width @", "＠SUM(A1)"],
  ])("that begins with %s is text to a spreadsheet, not a formula", (_, reason) => {
    expect(csvRow(storedEvent({ reason }))).toContain(`,"'${reason}",`);
  });

  it("that only holds such a character further on stays as it is", () => {
    expect(csvRow(storedEvent({ reason: "a = b" }))).toContain(',"a = b",');
  });

  it("doubles its quotes, and keeps commas and line ends inside", () => {
    expect(csvRow(storedEvent({ reason: 'say "hi",\nplease' }))).toContain('"say ""hi"",\nplease"');
  });
});

it("a row of CSV has a cell for each column", () => {
  const cells = csvRow(storedEvent()).trim().slice(1, -1).split('","');
  const beforeThePayload = CSV_HEADER.trim().split(",").length - 1;
  expect(cells.slice(0, 3)).toEqual(["7", "2026-03-01T12:00:00.000Z", "Maya"]);
  expect(cells[beforeThePayload - 2]).toBe("02".repeat(32));
});
