/** The fields whose text stands for a number. */
const NUMBER_FIELDS: ReadonlySet<string> = new Set([
  "settings.welcomeMessageDelay",
  "settings.callSettings.maxCallDuration",
  "settings.callSettings.endCallOnSilence",
  "settings.responseSettings.delay",
]);

/** Whether a field's text stands for a number; by its dotted name. */
export function isNumberField(name: string): boolean {
  return NUMBER_FIELDS.has(name);
}

/** Gives a number as it is shown in its field; "" where none is known. */
export function digits(value: number | null): string {
  return value === null ? "" : String(value);
}

/** Gives what was typed as a number. Emptied, or no number at all, it becomes NaN, which the schema refuses by name. */
export function typedNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
