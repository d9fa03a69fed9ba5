import { readdirSync, readFileSync } from "node:fs";
import { twMerge } from "tailwind-merge";
import { expect, it } from "vitest";
import { cn } from "./class-names";

const sources = ["app", "components"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|class-groups/.test(name))
    .map((name) => readFileSync(`${top}/${name}`, "utf8")),
);

/** A class without its conditions, such as `sm:`; those in brackets have colons of their own. */
function bare(token: string): string {
  return token.replace(/^(?:(?:[^\s:[\]()]|\[[^\]]*\]|\([^)]*\))+:)+/, "");
}

/**
 * Every word of the sources that Tailwind's own table takes for a class: of two such the later one stays. Those that differ in
 * their numbers only are alike to both tables, so one of them is enough.
 */
const CLASSES = [
  ...new Map(
    sources
      .flatMap((source) => [...source.matchAll(/(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)])
      .flatMap(([, , text]) => (text ?? "").split(/\s+/))
      .filter((token) => /^[-a-z0-9@[*(]/.test(token))
      .map(bare)
      .filter((token) => token !== "" && twMerge(`${token} ${token}`) === token)
      .map((token) => [token.replace(/\d+(\.\d+)?/g, "0"), token] as const),
  ).values(),
];

it("of any two classes that the portal uses, those stay that stay by Tailwind's whole table", () => {
  expect(CLASSES.length).toBeGreaterThan(200);
  const wrong = CLASSES.flatMap((one) =>
    CLASSES.flatMap((other) => {
      const [ours, whole] = [cn(one, other), twMerge(`${one} ${other}`)];
      return ours === whole ? [] : [`${one} ${other}: "${ours}", not "${whole}"`];
    }),
  );
  expect(wrong).toEqual([]);
});

it("a class with a condition replaces one with the same condition only", () => {
  expect(cn("h-9 sm:h-9 hover:h-9", "sm:h-10")).toBe("h-9 hover:h-9 sm:h-10");
});
