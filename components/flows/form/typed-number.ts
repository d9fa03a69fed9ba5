import { pathsWhere } from "@/lib/flows/fields/flow-fields";
import { fieldPointer } from "./nested-values";

/** The fields whose text stands for a number. */
const NUMBERS = pathsWhere(({ kind }) => kind === "seconds");

/** Whether a field's text stands for a number; by its dotted name. */
export function isNumberField(name: string): boolean {
  return NUMBERS.has(fieldPointer(name));
}

/** Gives a number as it is shown in its field; "" where none is known. */
export function digits(value: number | null): string {
  return value === null ? "" : String(value);
}

/** Gives what was typed as a number. Emptied, or no number at all, it becomes NaN, which the schema refuses by name. */
export function typedNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
