/**
 * Text to look for as it stands. Prisma's `contains` becomes a LIKE, in which `%` and `_` would match anything.
 */
export function literalText(words: string): string {
  return words.replaceAll(/[\\%_]/g, "\\$&");
}
