import { z } from "zod";
import { isJsonObject } from "@/lib/json/json-value";
import { httpAddressFault, withAsciiHost } from "@/lib/text/http-address";
import { headerNameFault, headerValueFault, repeatedHeaderNames } from "@/lib/text/http-header";
import { UPSTREAM_ID } from "@/lib/text/ids";
import { isBlank } from "@/lib/text/readable";
import { isTimeZone } from "@/lib/time/time-zones";

/**
 * Schemas for the fields of flows. Each takes the field's name for its messages. Every message is a plain sentence
 * that names the field, since one schema answers people in forms and scripts at the API.
 */

function missingOr(label: string, expectation: string) {
  return (issue: { input?: unknown }) =>
    issue.input === undefined ? `${label} is required` : `${label} must be ${expectation}`;
}

/** Lets a check run beside type errors instead of after them, so that a caller gets every error at once. */
export const ALONGSIDE_TYPE_ERRORS = { when: () => true };

/** Text, possibly empty: the upstream uses "" for "unset" (quirk Q38). */
export function text(label: string) {
  return z.string({ error: missingOr(label, "text") });
}

/** Text with something to see in it. */
export function filledText(label: string) {
  return text(label).refine((value) => !isBlank(value), { error: `${label} must not be blank` });
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

/** Reports the fault that a rule finds in a text, under the field's name. */
function byRule(label: string, faultOf: (value: string) => string | null) {
  return (value: string, context: z.RefinementCtx) => {
    const fault = faultOf(value);
    if (fault !== null) context.addIssue({ code: "custom", message: `${label} ${fault}` });
  };
}

/** An address that the upstream will call; its host is in ASCII form then. */
export function httpUrl(label: string) {
  return text(label).superRefine(byRule(label, httpAddressFault)).overwrite(withAsciiHost);
}

/** As `httpUrl`, but "" is allowed and means "none" (upstream quirk Q38). */
export function httpUrlOrEmpty(label: string) {
  const fault = (value: string) => (value === "" ? null : httpAddressFault(value));
  return text(label).superRefine(byRule(label, fault)).overwrite(withAsciiHost);
}

/** HTTP header fields, as an object of names and values. */
export function httpHeaders(label: string, item: string) {
  const error = `${label} must be an object of names and values`;
  const names = z.string().superRefine(byRule(`${item}'s name`, headerNameFault));
  const values = text(`${item}'s value`).superRefine(byRule(`${item}'s value`, headerValueFault));
  return z.record(names, values, { error }).superRefine((headers, context) => {
    // It runs beside the checks of single headers, so that a caller gets every error at once.
    for (const name of isJsonObject(headers) ? repeatedHeaderNames(Object.keys(headers)) : []) {
      const message = `${item} can be named "${name}" only once: capital letters make no difference`;
      context.addIssue({ code: "custom", path: [name], message });
    }
  }, ALONGSIDE_TYPE_ERRORS);
}

/** A time zone's name, or "" for unset. */
export function timeZone(label: string) {
  return text(label).refine((value) => value === "" || isTimeZone(value), {
    error: `${label} must be the name of a time zone, such as Europe/Berlin or UTC`,
  });
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
