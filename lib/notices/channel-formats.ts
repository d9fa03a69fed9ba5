import { keysOf } from "@/lib/json/json-value";

/** What a message can say of a notice, by the names that templates use: `{{sentence}}`. */
export const PLACEHOLDERS = {
  sentence: "what happened, in words",
  link: "the page that says more",
  workspace: "the workspace's name",
  kind: "the kind of notice, such as drift",
  at: "when, in UTC",
  id: "the notice's id, the same in every attempt",
} as const;

export type Placeholder = keyof typeof PLACEHOLDERS;
export type MessageFacts = Record<Placeholder, string>;

interface Format {
  label: string;
  /** Where its address comes from. */
  help: string;
  /** The template of whoever writes none. */
  standard: string;
  /** Returns the fault in a template, beside placeholders that nobody knows; null for none. */
  fault: (template: string) => string | null;
  body: (template: string, facts: MessageFacts) => unknown;
}

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;
const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(PLACEHOLDERS, name);

/** Puts values into a template, each by `write`, so that no value can become more than text. */
function filled(template: string, facts: MessageFacts, write: (value: string) => string): string {
  return template.replaceAll(PLACE, (whole, name: string) =>
    isPlaceholder(name) ? write(facts[name]) : whole,
  );
}

/** Slack's three control characters: without them a name is no link, and mentions nobody. */
function forSlack(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The characters that make links and styles in the Markdown of a card. Addresses are left as they are. */
function forCard(value: string): string {
  return /^https?:\/\/\S+$/.test(value) ? value : value.replaceAll(/[\\`*_[\]()<>#]/g, (sign) => `\\${sign}`);
}

/** Fills the texts of a JSON value in. Names of members stay as they are. */
function filledJson(value: unknown, facts: MessageFacts): unknown {
  if (typeof value === "string") return filled(value, facts, (text) => text);
  if (Array.isArray(value)) return value.map((item) => filledJson(item, facts));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filledJson(item, facts)]));
}

function jsonFault(template: string): string | null {
  try {
    const value: unknown = JSON.parse(template);
    return typeof value === "object" && value !== null ? null : "must be an object or a list in JSON";
  } catch {
    return "must be JSON; placeholders stand inside of its texts";
  }
}

const JSON_STANDARD = JSON.stringify(
  Object.fromEntries(keysOf(PLACEHOLDERS).map((name) => [name, `{{${name}}}`])),
  null,
  2,
);

/** What a channel understands. */
export const FORMATS = {
  slack: {
    label: "Slack",
    help: "The address of an incoming webhook of a Slack app.",
    standard: "{{sentence}} <{{link}}|Open>",
    fault: () => null,
    body: (template, facts) => ({ text: filled(template, facts, forSlack) }),
  },
  teams: {
    label: "Microsoft Teams",
    help: "The address of a workflow that posts to a channel when a webhook request is received.",
    standard: "{{sentence}}",
    fault: () => null,
    body: (template, facts) => ({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: {
            type: "AdaptiveCard",
            $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
            version: "1.4",
            body: [{ type: "TextBlock", wrap: true, text: filled(template, facts, forCard) }],
            actions: [{ type: "Action.OpenUrl", title: "Open", url: facts.link }],
          },
        },
      ],
    }),
  },
  json: {
    label: "Any webhook",
    help: "An https address that takes JSON. Requests are signed in the Standard Webhooks format.",
    standard: JSON_STANDARD,
    fault: jsonFault,
    body: (template, facts) => filledJson(JSON.parse(template), facts),
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = keysOf(FORMATS);

export const LONGEST_TEMPLATE = 4_000;
export const LONGEST_CHANNEL_NAME = 60;

/** Returns the fault in a template; null when it may be used. */
export function templateFault(format: FormatName, template: string): string | null {
  const unknown = [...template.matchAll(PLACE)]
    .map(([, name = ""]) => name)
    .find((name) => !isPlaceholder(name));
  if (unknown !== undefined)
    return `has {{${unknown}}}, which nobody knows; there are ${keysOf(PLACEHOLDERS).join(", ")}`;
  return FORMATS[format].fault(template);
}

/**
 * Returns the body of a message, as a receiver of this format understands it.
 * @param template null for the format's own
 */
export function messageBody(format: FormatName, template: string | null, facts: MessageFacts): string {
  const { standard, body }: Format = FORMATS[format];
  return JSON.stringify(body(template ?? standard, facts));
}
