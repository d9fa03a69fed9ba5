/** One thing to choose in a picker. */
export interface PickerChoice {
  /** Its value in the address. */
  value: string;
  label: string;
  /** Its heading. */
  group: string;
  /** Further words that find it. */
  words?: string;
}

function plain(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/**
 * Returns the choices that have every typed word in their label, heading or further words, in their order. Those with a
 * typed word at a word's beginning in the label come first: "act" finds "Active state" before "Extracted".
 */
export function findChoices(choices: readonly PickerChoice[], typed: string): PickerChoice[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...choices];
  const found = choices.filter(({ label, group, words: further = "" }) => {
    const text = plain(`${label} ${group} ${further}`);
    return words.every((word) => text.includes(word));
  });
  const named = (choice: PickerChoice) =>
    words.every((word) => ` ${plain(choice.label)}`.includes(` ${word}`));
  return [...found.filter(named), ...found.filter((choice) => !named(choice))];
}
