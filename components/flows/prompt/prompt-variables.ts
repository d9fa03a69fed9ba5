import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";

/** `{{name}}` in a prompt. Positions count UTF-16 units; `from` is at the first brace, `to` behind the last. */
interface VariableUse {
  name: string;
  from: number;
  to: number;
}

/** Two opening braces that start no variable: never closed, nothing between them, or something that is no name. */
export interface BrokenBraces {
  kind: "unclosed" | "empty" | "not-a-name";
  from: number;
  to: number;
}

interface PromptVariables {
  uses: VariableUse[];
  broken: BrokenBraces[];
}

/** A variable that a flow gets from somewhere. */
export interface KnownVariable {
  name: string;
  /** The variable's origin, for people: "Default", "webhook Book a visit". */
  from: string;
}

/** A character of a variable's name, for a pattern: marks belong to letters, joiners to the words of some scripts. */
export const NAME_CHARACTER = String.raw`[\p{L}\p{M}\p{N}\p{Join_Control}_.-]`;

const NAME = new RegExp(`^${NAME_CHARACTER}+$`, "u");
const NAME_START = new RegExp(`^ *${NAME_CHARACTER}*`, "u");

/**
 * Finds the variables of a prompt in the order of the text. The upstream documents `{{name}}` as the reference to a
 * value, but not the characters of a name. Here these are letters with their marks, digits, `_`, `.` and `-`, with blanks
 * around them.
 * A variable is on one line.
 */
export function findVariables(prompt: string): PromptVariables {
  const found: PromptVariables = { uses: [], broken: [] };
  let from = openingAt(prompt, 0);
  while (from >= 0) {
    const to = readBraces(prompt, from, found);
    from = openingAt(prompt, to);
  }
  return found;
}

/** The last two of three and more opening braces count: the others belong to the text, such as a piece of JSON. */
function openingAt(prompt: string, start: number): number {
  let at = prompt.indexOf("{{", start);
  while (at >= 0 && prompt[at + 2] === "{") at += 1;
  return at;
}

/** Reads the variable or the broken braces at `from`. Returns the position to go on from. */
function readBraces(prompt: string, from: number, found: PromptVariables): number {
  const inside = from + 2;
  const end = endOfBraces(prompt, inside);
  if (end === null) {
    const to = inside + (NAME_START.exec(prompt.slice(inside, inside + 80))?.[0].length ?? 0);
    found.broken.push({ kind: "unclosed", from, to });
    return to;
  }
  const to = end + 2;
  const name = prompt.slice(inside, end).trim();
  if (name === "") found.broken.push({ kind: "empty", from, to });
  else if (NAME.test(name)) found.uses.push({ name, from, to });
  else found.broken.push({ kind: "not-a-name", from, to });
  return to;
}

/** The position of the closing braces; null when the line ends or other braces open before. */
function endOfBraces(prompt: string, inside: number): number | null {
  for (let at = inside; at < prompt.length; at += 1) {
    const letter = prompt[at];
    if (letter === "\n" || letter === "\r") return null;
    if (letter === "}" && prompt[at + 1] === "}") return at;
    if (letter === "{" && prompt[at + 1] === "{") return null;
  }
  return null;
}

/** The names that a prompt uses, in the order of the text. */
export function usedVariables(prompt: string): ReadonlySet<string> {
  return new Set(findVariables(prompt).uses.map(({ name }) => name));
}

/** The uses whose name nobody defines. */
export function undefinedUses(uses: readonly VariableUse[], known: readonly KnownVariable[]): VariableUse[] {
  const names = new Set(known.map(({ name }) => name));
  return uses.filter(({ name }) => !names.has(name));
}

/**
 * The variables that a prompt may use, by name, each once: those of the flow's collections and of `others`, such as
 * values from a webhook's answer.
 */
export function knownVariables(
  collections: readonly DynamicVariableCollection[],
  others: readonly KnownVariable[],
): KnownVariable[] {
  const sources = new Map<string, Set<string>>();
  const add = (name: string, from: string) => {
    if (name.trim() === "") return;
    sources.set(name.trim(), (sources.get(name.trim()) ?? new Set()).add(from));
  };
  for (const { name: from, variables } of collections) for (const { key } of variables) add(key, from);
  for (const { name, from } of others) add(name, from);
  return [...sources]
    .map(([name, from]) => ({ name, from: [...from].filter(Boolean).join(", ") }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
