/** Replaces the API key in a request that is shown; a shell puts the variable's value in its place. */
export const API_KEY_PLACEHOLDER = "$TRILLET_API_KEY";

/** A request to the upstream, as it may be shown: without the key. */
export interface ShownRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** Quotes a text for a POSIX shell, which then takes every character literally. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function headerArgument(name: string, value: string): string {
  // Only the placeholder may be expanded, so only this one header is in double quotes.
  return value === API_KEY_PLACEHOLDER ? `"${name}: ${value}"` : quoted(`${name}: ${value}`);
}

/**
 * Returns a request as a `curl` command for a POSIX shell. The API key is the variable `TRILLET_API_KEY` of the person
 * who runs the command. No part of the request is taken for shell code, nor for curl's own `@file`.
 */
export function curlCommand({ method, url, headers, body }: ShownRequest): string {
  const lines = [
    `curl -X ${quoted(method)} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${headerArgument(name, value)}`),
    `--data-raw ${quoted(JSON.stringify(body))}`,
  ];
  return lines.join(" \\\n  ");
}
