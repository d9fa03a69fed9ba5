import { readJsonDocument } from "../json/json-document";
import { placedSentence } from "../json/json-problems";

/** The values that a JSON path picks out of a document. */
type JsonPathResult =
  /** Several values only where the path has a wildcard. */
  | { kind: "found"; values: unknown[] }
  | { kind: "nothing" }
  /** The path uses more of the language than this room can evaluate; it may still work at the upstream. */
  | { kind: "beyond"; reason: string }
  /** The text is no JSON path. */
  | { kind: "broken"; reason: string };

type Step = { kind: "name"; name: string } | { kind: "index"; index: number } | { kind: "all" };

type Reading = { steps: Step[] } | Extract<JsonPathResult, { reason: string }>;

/** The forms of one step at the beginning of the rest of a path, each with its meaning. */
const STEPS: [RegExp, (match: RegExpExecArray) => Step][] = [
  [
    /^\.([\p{L}_][\p{L}\p{M}\p{N}_-]*)(?![\p{L}\p{M}\p{N}_(-])/u,
    (match) => ({ kind: "name", name: match[1] ?? "" }),
  ],
  [/^\[\s*'((?:[^'\\]|\\.)*)'\s*\]/, (match) => ({ kind: "name", name: unquoted(match[1] ?? "") })],
  [/^\[\s*"((?:[^"\\]|\\.)*)"\s*\]/, (match) => ({ kind: "name", name: unquoted(match[1] ?? "") })],
  [/^\[\s*(\d{1,9})\s*\]/, (match) => ({ kind: "index", index: Number(match[1]) })],
  [/^(?:\[\s*\*\s*\]|\.\*)/, () => ({ kind: "all" })],
];

/** Parts of the language that are left to the upstream. */
const BEYOND: [RegExp, string][] = [
  [/^\.\./, "“..”, which looks at every depth"],
  [/^\[\s*\?/, "a filter, “[?…]”"],
  [/^\[\s*-\d/, "counting from the end, such as “[-1]”"],
  [/^\[[^\]]*:/, "a range, such as “[0:2]”"],
  [/^\[[^\]]*,/, "several places at once, such as “[0,1]”"],
  [/^\[\s*\(/, "a calculated place, “[(…)]”"],
  [/^\.\s*\w+\(/, "a function"],
];

function unquoted(name: string): string {
  return name.replace(/\\(.)/g, "$1");
}

function broken(reason: string): Reading {
  return { kind: "broken", reason };
}

function readSteps(path: string): Reading {
  if (!path.startsWith("$")) return broken("A JSON path begins with $, as in $.data.id.");
  const steps: Step[] = [];
  let rest = path.slice(1);
  while (rest !== "") {
    const left = rest;
    const hit = STEPS.map(([form, make]) => ({ match: form.exec(left), make })).find(({ match }) => match);
    if (!hit?.match) {
      const beyond = BEYOND.find(([form]) => form.test(left));
      return beyond
        ? { kind: "beyond", reason: `It uses ${beyond[1]}, which can't be tried out here.` }
        : broken(`It can't be read from “${left.slice(0, 20)}” on.`);
    }
    steps.push(hit.make(hit.match));
    rest = rest.slice(hit.match[0].length);
  }
  return { steps };
}

function take(step: Step, value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step.kind === "all") return Object.values(value);
  if (Array.isArray(value)) {
    return step.kind === "index" && step.index < value.length ? [value[step.index]] : [];
  }
  return step.kind === "name" && Object.hasOwn(value, step.name)
    ? [(value as Record<string, unknown>)[step.name]]
    : [];
}

/**
 * Evaluates a JSON path (RFC 9535) on a document: `$`, `.name`, `['name']`, `[0]`, `[*]`. All implementations agree on
 * that part of the language; which one the upstream uses is not documented.
 * @param path as typed; spaces around it don't matter
 * @param document parsed JSON
 */
export function followJsonPath(path: string, document: unknown): JsonPathResult {
  const reading = readSteps(path.trim());
  if ("kind" in reading) return reading;
  const values = reading.steps.reduce<unknown[]>(
    (found, step) => found.flatMap((value) => take(step, value)),
    [document],
  );
  return values.length === 0 ? { kind: "nothing" } : { kind: "found", values };
}

/** The result of a path on a sample answer, in words. */
export interface PathOutcome {
  tone: "good" | "warn" | "neutral";
  words: string;
}

/** A sample answer as pasted: read, not JSON, or not there at all. */
export type Sample = { kind: "read"; document: unknown } | { kind: "broken"; words: string } | null;

const MOST_CHARACTERS = 120;

export function readSample(text: string): Sample {
  if (text.trim() === "") return null;
  const reading = readJsonDocument(text);
  if (reading.kind === "read") return { kind: "read", document: reading.document };
  return { kind: "broken", words: reading.problems.map(placedSentence).join(" ") };
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/**
 * Says what a path picks out of a sample answer. Without a sample it only reports a text that is no path.
 * @returns null when there is nothing to say
 */
export function pathOutcome(path: string, sample: Sample): PathOutcome | null {
  if (path.trim() === "") return null;
  const result = followJsonPath(path, sample?.kind === "read" ? sample.document : null);
  if (result.kind === "broken") return { tone: "warn", words: result.reason };
  if (result.kind === "beyond") return { tone: "neutral", words: result.reason };
  if (sample?.kind !== "read") return null;
  if (result.kind === "nothing") return { tone: "warn", words: "Picks nothing out of the sample answer." };
  const values = result.values.map(shortJson);
  if (values.length === 1) return { tone: "good", words: `Picks ${values[0]}` };
  const shown = values.slice(0, 3).join(", ");
  return { tone: "good", words: `Picks ${values.length} values: ${shown}${values.length > 3 ? ", …" : ""}` };
}
