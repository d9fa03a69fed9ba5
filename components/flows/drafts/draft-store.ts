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
 * out, since anyone at this device can read the browser's storage.
 */
interface Draft<Values> {
  /** ISO 8601. */
  savedAt: string;
  /** The state of the flow that the edits were made from; null for a new flow. */
  etag: string | null;
  base: Values;
  values: Values;
}

const PREFIX = "switchboard.draft.1.";
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** Returns a draft's name: one for each person, workspace and flow, so that two people at one device don't mix. */
export function draftKey(userId: string, workspaceSlug: string, flow: string): string {
  return `${PREFIX}${userId}.${workspaceSlug}.${flow}`;
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

function parse<Values>(text: string | null): Draft<Values> | null {
  if (text === null) return null;
  try {
    const draft: unknown = JSON.parse(text);
    return isDraft<Values>(draft) ? draft : null;
  } catch {
    return null;
  }
}

/** Returns the kept draft, or null. Some browsers refuse storage in private windows. */
export function readDraft<Values>(storage: Storage | null, key: string): Draft<Values> | null {
  try {
    return parse(storage?.getItem(key) ?? null);
  } catch {
    return null;
  }
}

/** Keeps a draft. Returns false when storage is refused or full, so that the page doesn't promise a draft. */
export function writeDraft<Values extends object>(
  storage: Storage | null,
  key: string,
  draft: Draft<Values>,
): boolean {
  if (storage === null) return false;
  try {
    const [base, values] = [withoutHeaderValues(draft.base), withoutHeaderValues(draft.values)];
    storage.setItem(key, JSON.stringify({ ...draft, base, values }));
    return true;
  } catch {
    return false;
  }
}

export function deleteDraft(storage: Storage | null, key: string): void {
  try {
    storage?.removeItem(key);
  } catch {
    // A storage that refuses to be written has no draft either.
  }
}

/** Deletes drafts that nobody came back to for a month, and ones that can't be read any more. */
export function deleteOldDrafts(storage: Storage, now: number): void {
  for (const key of Object.keys(storage).filter((name) => name.startsWith("switchboard.draft."))) {
    const draft = parse(storage.getItem(key));
    if (draft === null || !(now - Date.parse(draft.savedAt) < KEPT_FOR_MS)) storage.removeItem(key);
  }
}
