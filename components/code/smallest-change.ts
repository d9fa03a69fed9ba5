interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/**
 * The one replacement that makes `after` out of `before`, without the start and the end that both share. What a person
 * has selected outside the replaced stretch stays selected.
 *
 * @returns null when both are the same; positions count UTF-16 units, as everywhere in the editor
 */
export function smallestChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  const rest = shorter - start;
  while (
    end < rest &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end += 1;
  }
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
