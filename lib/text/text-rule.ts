/** The rule for a typed text, stated once for the form that takes it and the server that checks it. */
export interface TextRule {
  shortest: number;
  longest: number;
  /** The message for a text that is too short; left out where it may be empty. */
  tooShort?: string;
  /** The message for one that is too long, where there is a better one than `atMost`. */
  tooLong?: string;
  /** The message for blanks alone, where there is a better one than "must not be blank". */
  blank?: string;
  /** The characters that it may have, and the message when it has others. */
  form?: { pattern: RegExp; unfit: string };
  /** Whether spaces at the ends are part of the text, as in a password. */
  keepsSpaces?: true;
}

/** Returns the message for a text with more characters than it may have. */
export function atMost(longest: number): string {
  return `may have at most ${longest} characters`;
}

/** Returns a rule as attributes of an input element, so that browsers enforce it too. */
export function inputLimits({ shortest, longest }: TextRule): { required: boolean; maxLength: number } {
  return { required: shortest > 0, maxLength: longest };
}
