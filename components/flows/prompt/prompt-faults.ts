import { looksAlike } from "@/lib/text/readable";
import { type BrokenBraces, findVariables, type KnownVariable, undefinedUses } from "./prompt-variables";

/** A probable mistake in a prompt, which never keeps anybody from saving. */
export interface PromptFault {
  from: number;
  to: number;
  message: string;
}

const BROKEN: Record<BrokenBraces["kind"], (text: string) => string> = {
  unclosed: (text) => `${text} is never closed: }} is missing on this line.`,
  empty: (text) => `${text} names no variable.`,
  "not-a-name": (text) =>
    `${shorten(text)} is no variable name: use letters, digits, “_”, “.” and “-” without blanks inside.`,
};

/**
 * Finds broken braces and undefined variables, in the order of the text. The upstream's guide says that the answer of a
 * customer's inbound webhook may supply variables of any name, hence the careful messages.
 */
export function findPromptFaults(prompt: string, known: readonly KnownVariable[]): PromptFault[] {
  const { uses, broken } = findVariables(prompt);
  const faults = [
    ...broken.map(({ kind, from, to }) => ({ from, to, message: BROKEN[kind](prompt.slice(from, to)) })),
    ...undefinedUses(uses, known).map(({ name, from, to }) => ({
      from,
      to,
      message: undefinedWords(name, known),
    })),
  ];
  return faults.sort((one, other) => one.from - other.from);
}

/** Groups faults with the same message, with their first place and their number. */
export function groupFaults(faults: readonly PromptFault[]): (PromptFault & { times: number })[] {
  const groups = new Map<string, PromptFault & { times: number }>();
  for (const fault of faults) {
    const group = groups.get(fault.message);
    if (group) group.times += 1;
    else groups.set(fault.message, { ...fault, times: 1 });
  }
  return [...groups.values()];
}

function undefinedWords(name: string, known: readonly KnownVariable[]): string {
  const twin = known.find((variable) => looksAlike(variable.name, name));
  return twin
    ? `“${name}” looks like the variable of that name, but is written with other characters. Choose it from the list.`
    : `No collection defines “${name}”. Only an inbound webhook could still supply it.`;
}

const LONGEST_QUOTE = 40;

function shorten(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
