/** What a typed text must be, stated once for the form that takes it and the server that checks it. */
export interface TextRule {
  shortest: number;
  longest: number;
  /** What people read when it is too short, and when it is too long. */
  tooShort: string;
  tooLong: string;
  /** Which characters it may have, and what people read when it has others. */
  form?: { pattern: RegExp; unfit: string };
  /** Spaces at its ends are part of it, as in a password. */
  keepsSpaces?: true;
}

/** Returns what an input element needs to know of a rule: then browsers let nobody leave it empty or type too much. */
export function inputLimits({ shortest, longest }: TextRule): { required: boolean; maxLength: number } {
  return { required: shortest > 0, maxLength: longest };
}
