import { listOf, object, optional, orNull, text } from "../../http/answer-shape";

/** The webhooks of a form, as far as their headers go. */
const webhooksShape = listOf(object({ headers: listOf(object({ name: text })) }));

export const hasWebhooks = object({ webhooks: webhooksShape });

/**
 * Returns form values with every webhook header's value emptied: header values are secrets.
 * @throws Error for webhooks in which headers can't be found, so that none is kept by mistake
 */
function withoutHeaderValues<Values extends object>(values: Values): Values {
  if (!("webhooks" in values) || !Array.isArray(values.webhooks)) return values;
  if (!hasWebhooks(values)) throw new Error("a webhook without headers");
  const webhooks = values.webhooks.map((webhook) => ({
    ...webhook,
    headers: webhook.headers.map(({ name }) => ({ name, value: "" })),
  }));
  return { ...values, webhooks };
}

/**
 * Unsaved edits, kept on this device only: they survive a reload, a crash and the end of a session. Secrets are left
 * out, also of a sealed draft: whoever is signed in at this device could read them.
 */
export interface Draft<Values> {
  /** ISO 8601. */
  savedAt: string;
  /** The state of the flow that the edits were made from; null for a new flow. */
  etag: string | null;
  base: Values;
  values: Values;
}

const formValues = object({ webhooks: optional(webhooksShape) });
const isStored = object({
  savedAt: text,
  etag: orNull(text),
  base: formValues,
  values: formValues,
});

/** The values are those of a form of this version: the version is part of the draft's name. */
function isDraft<Values>(draft: unknown): draft is Draft<Values> {
  return isStored(draft);
}

/**
 * Returns a draft as a text to keep, without secrets.
 * @throws Error for values in which the secrets can't be found
 */
export function draftText<Values extends object>(draft: Draft<Values>): string {
  const [base, values] = [withoutHeaderValues(draft.base), withoutHeaderValues(draft.values)];
  return JSON.stringify({ ...draft, base, values });
}

/** Returns the draft of a kept text, or null. */
export function parseDraft<Values>(text: string | null): Draft<Values> | null {
  if (text === null) return null;
  try {
    const draft: unknown = JSON.parse(text);
    return isDraft<Values>(draft) ? draft : null;
  } catch {
    return null;
  }
}

const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** Whether nobody came back to a draft for a month. */
export function isOld(savedAt: string, now: number): boolean {
  return !(now - Date.parse(savedAt) < KEPT_FOR_MS);
}
