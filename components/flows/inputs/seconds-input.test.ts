import { expect, it } from "vitest";
import { secondsInWords } from "./seconds-input";

it("whole minutes are said without seconds", () => {
  expect(secondsInWords("1200")).toBe("1200 seconds = 20 minutes");
  expect(secondsInWords(" 60 ")).toBe("60 seconds = 1 minute");
});

it("a number that does not come out even is said in parts", () => {
  expect(secondsInWords("3661")).toBe("3661 seconds = 1 hour 1 minute 1 second");
  expect(secondsInWords("90.1")).toBe("90.1 seconds = 1 minute 30.1 seconds");
  expect(secondsInWords("90000")).toBe("90000 seconds = 1 day 1 hour");
});

it("less than a minute needs no other words", () => {
  expect(secondsInWords("59")).toBeNull();
  expect(secondsInWords("0")).toBeNull();
});

it("a text that is no number of seconds is not echoed", () => {
  for (const typed of ["", "ten", "-90", "1e3", "12 0", "9".repeat(30)])
    expect(secondsInWords(typed)).toBeNull();
});
