import type { WebhookHeader } from "@/lib/flows/model/call-flow";

/** A webhook that somebody is about to add, every text as typed. */
export interface WebhookDraft {
  /** Unique among the drafts that are edited; never sent. */
  key: string;
  name: string;
  url: string;
  method: string;
  description: string;
  headers: WebhookHeader[];
  body: string;
  variables: { name: string; description: string }[];
  responseVariables: { name: string; path: string; description: string }[];
  isTesting: boolean;
  textToSpeak: string;
  testResponse: string;
}

/** An entry of `webhooks` in a request, whose variables have another name on create than on update. */
export interface SentWebhook {
  name: string;
  url: string;
  method: string;
  description?: string;
  headers?: Record<string, string>;
  body?: string;
  variablesforcallflow?: { name?: string; description?: string }[];
  variables?: { name?: string; description?: string }[];
  responseVariables?: { name?: string; path?: string; description?: string }[];
  isTesting?: boolean;
  textToSpeak?: string;
  testResponse?: string;
}

/**
 * Returns a webhook with nothing filled in but the method that the upstream documents as its default.
 * @param key unique among the drafts of the form
 */
export function emptyWebhookDraft(key: string): WebhookDraft {
  return {
    key,
    name: "",
    url: "",
    method: "POST",
    description: "",
    headers: [],
    body: "",
    variables: [],
    responseVariables: [],
    isTesting: false,
    textToSpeak: "",
    testResponse: "",
  };
}

/** Leaves out empty texts: the upstream documents absent fields as optional, but not empty ones. */
function filled<Texts extends Record<string, string>>(texts: Texts): Partial<Texts> {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== "")) as Partial<Texts>;
}

/** Leaves out blank rows, which a person adds and then doesn't use. */
function filledRows<Row extends Record<string, string>>(rows: Row[]): Partial<Row>[] {
  return rows.map((row) => filled(row)).filter((row) => Object.keys(row).length > 0);
}

function unlessEmpty<Key extends string, Value extends object>(key: Key, value: Value) {
  return Object.keys(value).length === 0 ? {} : ({ [key]: value } as Record<Key, Value>);
}

/** The headers without blank rows. */
function headersToSend(headers: WebhookHeader[]): Record<string, string> {
  const given = headers.filter(({ name, value }) => name !== "" || value !== "");
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
}

/**
 * Returns the entry of the request that adds this webhook. Headers are an object in a request, though a list in an
 * answer (upstream quirk Q6); variables are `variablesforcallflow` on create and `variables` on update (upstream
 * quirk Q11). `isTesting` is sent only when it is on, since the older edition of the update request lacks it.
 */
export function webhookDraftToSend(draft: WebhookDraft, operation: "create" | "update"): SentWebhook {
  const { name, url, method, description, body, textToSpeak, testResponse } = draft;
  const variablesField = operation === "create" ? "variablesforcallflow" : "variables";
  return {
    name,
    url,
    method,
    ...filled({ description }),
    ...unlessEmpty("headers", headersToSend(draft.headers)),
    ...filled({ body }),
    ...unlessEmpty(variablesField, filledRows(draft.variables)),
    ...unlessEmpty("responseVariables", filledRows(draft.responseVariables)),
    ...(draft.isTesting ? { isTesting: true } : {}),
    ...filled({ textToSpeak, testResponse }),
  };
}

/** Returns a key for a webhook draft that no other draft has, not even one that comes back by "Undo". */
export function newDraftKey(): string {
  // randomUUID exists on https and localhost only.
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("-");
}

/** Returns a draft of a webhook that a request adds, in either request's spelling (upstream quirk Q11). */
export function webhookDraftFromSent(sent: Partial<SentWebhook>, key: string): WebhookDraft {
  const variables = sent.variables ?? sent.variablesforcallflow ?? [];
  return {
    key,
    name: sent.name ?? "",
    url: sent.url ?? "",
    method: sent.method ?? "POST",
    description: sent.description ?? "",
    headers: Object.entries(sent.headers ?? {}).map(([name, value]) => ({ name, value })),
    body: sent.body ?? "",
    variables: variables.map(({ name = "", description = "" }) => ({ name, description })),
    responseVariables: (sent.responseVariables ?? []).map(({ name = "", path = "", description = "" }) => ({
      name,
      path,
      description,
    })),
    isTesting: sent.isTesting ?? false,
    textToSpeak: sent.textToSpeak ?? "",
    testResponse: sent.testResponse ?? "",
  };
}

/** The properties of every part of the form of a webhook to add. */
export interface DraftPartProps {
  /** Begins the ids of the part's fields. */
  id: string;
  draft: WebhookDraft;
  onChange: (changes: Partial<WebhookDraft>) => void;
  /** Returns what is wrong at a place of the draft, as a JSON pointer into it. */
  errorAt: (pointer: string) => string | undefined;
}
