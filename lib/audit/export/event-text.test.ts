import { describe, expect, it } from "vitest";
import { storedEvent } from "@/tests/support/stored-event";
import { CSV_HEADER, csvRow, proofLine } from "./event-text";

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

const cellsOf = (row: string) => row.trim().slice(1, -1).split('","');

it("a CSV begins with the mark by which spreadsheets know UTF-8", () => {
  expect(Buffer.from(CSV_HEADER).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});

describe("a content or a name that is too long for a cell", () => {
  const longest = 32_767;
  const name = `=${"n".repeat(longest)}`;
  const row = storedEvent({ target: { type: "call_flow", id: "f", name }, reason: "r" });

  it("is left out or cut off, so that no row is torn apart", () => {
    const cells = cellsOf(csvRow(row));
    expect(cells.map((cell) => cell.length).filter((length) => length > longest)).toEqual([]);
    expect(cells.at(-1)).toBe("");
    expect(cells.some((cell) => cell.startsWith("'=nnn") && cell.endsWith("…"))).toBe(true);
  });

  it("is in the proof beside the table, and a short one is not", () => {
    expect(JSON.parse(proofLine(row))).toEqual({ sequence: row.sequence, payload: row.payload });
    expect(JSON.parse(proofLine(row, ["ab"]))).toMatchObject({ inclusion: ["ab"], payload: row.payload });
    expect(proofLine(storedEvent({ reason: "r" }))).toBe("");
  });
});

it("a row of CSV has a cell for each column", () => {
  const cells = cellsOf(csvRow(storedEvent()));
  const beforeThePayload = CSV_HEADER.trim().split(",").length - 1;
  expect(cells.slice(0, 3)).toEqual(["7", "2026-03-01T12:00:00.000Z", "Maya"]);
  expect(cells[beforeThePayload - 2]).toBe("02".repeat(32));
});
