import { describe, expect, it } from "vitest";
import { readArguments, UsageError } from "./arguments";

describe("the arguments of audit:verify", () => {
  it("are one file, and the keys and notes to check it with", () => {
    expect(
      readArguments([
        "e.ndjson",
        "--key",
        "k.pem",
        "--key",
        "old.pem",
        "--earlier",
        "a",
        "--earlier",
        "b",
        "--json",
      ]),
    ).toEqual({
      file: "e.ndjson",
      keys: ["k.pem", "old.pem"],
      proof: null,
      kept: ["a", "b"],
      json: true,
    });
    expect(readArguments(["-"])).toMatchObject({ file: "-", keys: [], kept: [] });
  });

  it("may ask for help instead", () => {
    expect(readArguments(["--help"])).toBeNull();
  });

  it.each([
    ["no file", []],
    ["two files", ["a", "b"]],
    ["an option that does not exist", ["a", "--force"]],
    ["an option without its value", ["a", "--key"]],
    ["a kept checkpoint without the key that signed it", ["a", "--earlier", "note.txt"]],
  ])("are refused with %s", (_, words) => {
    expect(() => readArguments(words)).toThrow(UsageError);
  });
});
