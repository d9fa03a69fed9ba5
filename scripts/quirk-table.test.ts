import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { brokenReferences, ruleReferences } from "@/tests/support/rule-references";

const TABLE = readFileSync(fileURLToPath(new URL("../docs/quirks.md", import.meta.url)), "utf8");
const rows = TABLE.split("\n")
  .filter((line) => line.startsWith("| Q"))
  .map((line) => {
    const [number = "", quirk = "", answer = "", tests = ""] = line
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.trim());
    return { number, quirk, answer, tests };
  });

describe("the table of quirks", () => {
  it("has the forty quirks, each once and in order", () => {
    expect(rows.map(({ number }) => number)).toEqual(
      Array.from({ length: 40 }, (_, index) => `Q${index + 1}`),
    );
  });

  it("describes each, says what is done, and which test shows it", () => {
    const silent = rows.filter(
      ({ quirk, answer, tests }) => !quirk || !answer || ruleReferences(tests).length === 0,
    );
    expect(silent).toEqual([]);
  });

  it("names only tests that exist", () => {
    expect(brokenReferences(ruleReferences(TABLE))).toEqual([]);
  });

  it("would notice a test that was renamed or removed", () => {
    const references = ruleReferences(
      '`lib/upstream/lists.test.ts` "is understood as %s"; `lib/upstream/lists.test.ts` "no such rule"; `no/file.test.ts` "x"',
    );
    expect(references).toHaveLength(3);
    expect(brokenReferences(references).map(({ rule }) => rule)).toEqual(["no such rule", "x"]);
  });
});
