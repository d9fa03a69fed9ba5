/**
 * What people decide about a flow, as opposed to what the upstream makes of it. Differences and content hashes
 * both stand on this, so that two states have the same hash exactly when nothing differs between them.
 */

const MADE_BY_UPSTREAM = [
  "createdAt",
  "updatedAt",
  "unknownFields",
  "promptVersions",
  "currentPromptId",
  "gemini_prompt",
] as const;

/** Copies of top-level fields (upstream quirk Q14): one change must not show twice. */
const COPIES_IN_SETTINGS = ["welcomeMessage", "customWelcomeMessage", "webhooks"] as const;

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value says nothing. "Never told", "" and an empty list count alike (upstream quirk Q38). */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isEmptyValue);
}

/** Leaves out empty values of objects, at every depth outside lists. */
function withoutEmptyValues(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    if (!isEmptyValue(inner)) kept[key] = withoutEmptyValues(inner);
  }
  return kept;
}

/** Gives a flow's content: no fields made by the upstream, no copies, no empty values. */
export function contentOf(flow: object): JsonObject {
  const content: JsonObject = { ...flow };
  for (const field of MADE_BY_UPSTREAM) delete content[field];
  if (isJsonObject(content.settings)) {
    const settings = { ...content.settings };
    for (const field of COPIES_IN_SETTINGS) delete settings[field];
    content.settings = settings;
  }
  return withoutEmptyValues(content) as JsonObject;
}
