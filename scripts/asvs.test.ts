import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { brokenReferences, ruleReferences } from "@/tests/support/rule-references";

const FOLDER = fileURLToPath(new URL("../docs/security/", import.meta.url));
const DOCUMENT = readFileSync(`${FOLDER}asvs.md`, "utf8");

/**
 * The requirements of OWASP ASVS 5.0.0, chapters V6 to V16, by section: those of level 1, and those that level 2 adds. They are
 * numbered within each section.
 */
const REQUIREMENTS: Record<string, { one?: number[]; two?: number[] }> = {
  "6.1": { one: [1], two: [2, 3] },
  "6.2": { one: [1, 2, 3, 4, 5, 6, 7, 8], two: [9, 10, 11, 12] },
  "6.3": { one: [1, 2], two: [3, 4] },
  "6.4": { one: [1, 2], two: [3, 4] },
  "6.5": { two: [1, 2, 3, 4, 5] },
  "6.6": { two: [1, 2, 3] },
  "6.8": { two: [1, 2, 3, 4] },
  "7.1": { two: [1, 2, 3] },
  "7.2": { one: [1, 2, 3, 4] },
  "7.3": { two: [1, 2] },
  "7.4": { one: [1, 2], two: [3, 4, 5] },
  "7.5": { two: [1, 2] },
  "7.6": { two: [1, 2] },
  "8.1": { one: [1], two: [2] },
  "8.2": { one: [1, 2], two: [3] },
  "8.3": { one: [1] },
  "8.4": { two: [1] },
  "9.1": { one: [1, 2, 3] },
  "9.2": { one: [1], two: [2, 3, 4] },
  "10.1": { two: [1, 2] },
  "10.2": { two: [1, 2] },
  "10.3": { two: [1, 2, 3, 4] },
  "10.4": { one: [1, 2, 3, 4, 5], two: [6, 7, 8, 9, 10, 11] },
  "10.5": { two: [1, 2, 3, 4, 5] },
  "10.6": { two: [1, 2] },
  "10.7": { two: [1, 2, 3] },
  "11.1": { two: [1, 2] },
  "11.2": { two: [1, 2, 3] },
  "11.3": { one: [1, 2], two: [3] },
  "11.4": { one: [1], two: [2, 3, 4] },
  "11.5": { two: [1] },
  "11.6": { two: [1] },
  "12.1": { one: [1], two: [2, 3] },
  "12.2": { one: [1, 2] },
  "12.3": { two: [1, 2, 3, 4] },
  "13.1": { two: [1] },
  "13.2": { two: [1, 2, 3, 4, 5] },
  "13.3": { two: [1, 2] },
  "13.4": { one: [1], two: [2, 3, 4, 5] },
  "14.1": { two: [1, 2] },
  "14.2": { one: [1], two: [2, 3, 4] },
  "14.3": { one: [1], two: [2, 3] },
  "15.1": { one: [1], two: [2, 3] },
  "15.2": { one: [1], two: [2, 3] },
  "15.3": { one: [1], two: [2, 3, 4, 5, 6, 7] },
  "16.1": { two: [1] },
  "16.2": { two: [1, 2, 3, 4, 5] },
  "16.3": { two: [1, 2, 3, 4] },
  "16.4": { two: [1, 2, 3] },
  "16.5": { two: [1, 2, 3] },
};

interface Row {
  number: string;
  level: string;
  state: string;
  words: string;
  proof: string;
}

function rowsOf(text: string): Row[] {
  return text
    .split("\n")
    .filter((line) => /^\| \d+\.\d+\.\d+ /.test(line))
    .map((line) => {
      const [number = "", level = "", , state = "", words = "", proof = ""] = line
        .split("|")
        .slice(1)
        .map((cell) => cell.trim());
      return { number, level, state, words, proof };
    });
}

/** What keeps a row from being one that an assessor can follow; null for a good one. */
function faultOf({ state, words, proof }: Row): string | null {
  if (state !== "met" && state !== "not applicable") return "is neither met nor not applicable";
  if (words === "") return "says nothing";
  if (state === "met" && ruleReferences(proof).length === 0) return "is met, and no test shows it";
  return state === "met" || proof === "" ? null : "is not applicable, and has a test";
}

const rows = rowsOf(DOCUMENT);
const wanted = Object.entries(REQUIREMENTS).flatMap(([section, { one = [], two = [] }]) => [
  ...one.map((number) => `${section}.${number} level 1`),
  ...two.map((number) => `${section}.${number} level 2`),
]);

/** The places that a text's links lead to: files beside the document, with what is after the `#`. */
function linksIn(text: string, own = "asvs.md"): { file: string; anchor: string }[] {
  return [...text.matchAll(/\]\(([^)\s#]*)(?:#([^)]*))?\)/g)]
    .map(([, file = "", anchor = ""]) => ({ file: file || own, anchor }))
    .filter(({ file }) => !file.startsWith("http"));
}

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

function isThere({ file, anchor }: { file: string; anchor: string }): boolean {
  if (!existsSync(`${FOLDER}${file}`)) return false;
  const headings = [...readFileSync(`${FOLDER}${file}`, "utf8").matchAll(/^#+ (.+)$/gm)];
  return anchor === "" || headings.some(([, heading = ""]) => anchorOf(heading) === anchor);
}

describe("the list of OWASP ASVS", () => {
  it("has a row for every requirement of levels 1 and 2, once, with its level", () => {
    expect(wanted).toHaveLength(170);
    const told = rows.map(({ number, level }) => `${number} level ${level}`);
    expect(told.toSorted()).toEqual(wanted.toSorted());
    expect(DOCUMENT).toContain(`all ${wanted.length} requirements`);
  });

  it("leaves none open: each is met, and a test shows it, or not applicable, for a reason", () => {
    expect(rows.map((row) => [row.number, faultOf(row)]).filter(([, fault]) => fault !== null)).toEqual([]);
  });

  it("would notice an open row, one without a test, and one without a reason", () => {
    const bad = [
      "| 6.1.1 | 1 | about | open | to do | |",
      "| 6.1.1 | 1 | about | met | words | |",
      "| 6.1.1 | 1 | about | not applicable | | |",
    ];
    expect(rowsOf(bad.join("\n")).map(faultOf)).toEqual([
      "is neither met nor not applicable",
      "is met, and no test shows it",
      "says nothing",
    ]);
  });

  it("names only tests that exist", () => {
    expect(brokenReferences(rows.flatMap(({ proof }) => ruleReferences(proof)))).toEqual([]);
  });

  it("every document that a row names is there, and in the list of documents", () => {
    const links = linksIn(DOCUMENT);
    expect(links.filter((link) => !isThere(link))).toEqual([]);
    const listed = linksIn(DOCUMENT.split("## The documents")[1]?.split("\n## ")[0] ?? "");
    const named = rows.flatMap(({ words }) => linksIn(words)).filter(({ file }) => !/^asvs|\//.test(file));
    expect(named.filter(({ file }) => !listed.some((one) => one.file === file))).toEqual([]);
  });

  it("every link in the documents beside it leads somewhere", () => {
    const links = readdirSync(FOLDER).flatMap((own) => linksIn(readFileSync(`${FOLDER}${own}`, "utf8"), own));
    expect(links.filter((link) => !isThere(link))).toEqual([]);
  });

  it("names only requirements that exist, where it says what the operator adds", () => {
    const [, added = ""] = /## What the operator adds([\s\S]*?)\n## /.exec(DOCUMENT) ?? [];
    const named = added.match(/\b\d+\.\d+\.\d+\b/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((number) => !rows.some((row) => row.number === number))).toEqual([]);
  });
});
