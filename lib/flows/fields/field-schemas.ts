import { z } from "zod";
import { UPSTREAM_ID } from "@/lib/text/ids";

/**
 * Schemas for the fields of flows. Each takes the field's name for its messages. Every message is a plain sentence
 * that names the field, since one schema answers people in forms and scripts at the API.
 */

function missingOr(label: string, expectation: string) {
  return (issue: { input?: unknown }) =>
    issue.input === undefined ? `${label} is required` : `${label} must be ${expectation}`;
}

/** Text, possibly empty: the upstream uses "" for "unset" (quirk Q38). */
export function text(label: string) {
  return z.string({ error: missingOr(label, "text") });
}

/** Text that is not blank. */
export function filledText(label: string) {
  return text(label).refine((value) => value.trim() !== "", { error: `${label} must not be blank` });
}

export function flag(label: string) {
  return z.boolean({ error: missingOr(label, "true or false") });
}

/** A finite number, zero or more. There is no upper bound, since the upstream documents none. */
export function amount(label: string) {
  return z.number({ error: missingOr(label, "a number") }).min(0, { error: `${label} must not be negative` });
}

export function choice<const Values extends readonly [string, ...string[]]>(label: string, values: Values) {
  const allowed = values.map((value) => `"${value}"`).join(" or ");
  return z.enum(values, { error: missingOr(label, allowed) });
}

export function upstreamId(label: string) {
  return text(label).regex(UPSTREAM_ID, {
    error: `${label} must be an id of 1 to 64 letters, digits, "_" or "-"`,
  });
}

/** An address that the upstream will call. */
export function httpUrl(label: string) {
  return text(label).refine(isHttpUrl, {
    error: `${label} must be an address that starts with http:// or https://`,
  });
}

/** As `httpUrl`, but "" is allowed and means "none" (upstream quirk Q38). */
export function httpUrlOrEmpty(label: string) {
  return text(label).refine((value) => value === "" || isHttpUrl(value), {
    error: `${label} must be empty or an address that starts with http:// or https://`,
  });
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** "HH:MM", or "" for unset. */
export function timeOfDay(label: string) {
  return text(label).refine((value) => value === "" || /^([01]\d|2[0-3]):[0-5]\d$/.test(value), {
    error: `${label} must be a time such as 09:00`,
  });
}

export function list<Item extends z.ZodType>(label: string, item: Item) {
  return z.array(item, { error: missingOr(label, "a list") });
}

/** An object in which an unknown key is an error, so that no misspelt field is dropped unnoticed. */
export function group<Shape extends z.core.$ZodLooseShape>(label: string, shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return missingOr(label, "an object")(issue);
      const keys = (issue.keys as string[]).map((key) => `"${key}"`).join(", ");
      return `${label} has no field ${keys}`;
    },
  });
}

/** A field that exists but may not be sent here; the message says why. */
export function refused(message: string) {
  return z.never({ error: message }).optional();
}
