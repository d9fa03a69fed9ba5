/** U+0000 is the one character that the database's text does not hold; U+FFFD is what stands for such. */
function storableText(text: string): string {
  return text.replaceAll("\0", "\u{FFFD}").toWellFormed();
}

/**
 * A value with every text in it fit to be stored: no U+0000, no half characters (a message that somebody cut at a length
 * can end in one). An event must never fail to be recorded for what it tells.
 */
export function withStorableTexts<Value>(value: Value): Value {
  if (typeof value === "string") return storableText(value) as Value;
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(withStorableTexts) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [storableText(name), withStorableTexts(inside)]),
  ) as Value;
}
