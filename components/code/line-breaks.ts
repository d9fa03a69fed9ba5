export type LineBreak = "\n" | "\r\n";

/**
 * Returns how a text breaks its lines. The editor keeps lines without their breaks, so the kind must be remembered.
 * Otherwise one edited letter would change every line of a text that came with Windows line breaks.
 */
export function lineBreakOf(text: string): LineBreak {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** The text as the editor sees it: every break is one line feed. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
