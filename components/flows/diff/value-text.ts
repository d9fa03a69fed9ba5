const SECONDS = new Set([
  "/settings/callSettings/maxCallDuration",
  "/settings/callSettings/endCallOnSilence",
  "/settings/welcomeMessageDelay",
  "/settings/responseSettings/delay",
]);

const WORDS: Record<string, Record<string, string>> = {
  "/direction": { inbound: "Inbound", outbound: "Outbound", bidirectional: "Both ways" },
  "/welcomeMessage": {
    user_initiated: "The caller speaks first",
    ai_dynamic: "The agent greets in its own words",
    ai_custom: "The agent says a fixed text",
  },
};

/** A form holds numbers as they were typed. */
function isAmount(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
}

/** Gives a single value as a person reads it; the path tells its unit and its known words. */
export function valueText(path: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "Not set";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (SECONDS.has(path) && isAmount(value)) return `${value} ${Number(value) === 1 ? "second" : "seconds"}`;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return WORDS[path]?.[value] ?? value;
  return JSON.stringify(value);
}
