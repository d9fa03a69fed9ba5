/** The rule for HTTP header fields that people type, for schemas, forms and the JSON view alike. */

/** A field name is a token (RFC 9110, section 5.6.2). */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Visible ASCII, with single characters of Latin-1, and blanks only between them (RFC 9110, section 5.5). */
const VALUE = /^[\x21-\x7e\xa1-\xff](?:[\t\x20-\x7e\xa1-\xff]*[\x21-\x7e\xa1-\xff])?$/;

/** Returns the fault of a header's name, as the end of a sentence; null when it may be used. */
export function headerNameFault(name: string): string | null {
  if (name === "") return "must not be empty";
  return NAME.test(name)
    ? null
    : "may have letters, digits and signs such as “-” only, without spaces or colons";
}

/** Returns the fault of a header's value, as the end of a sentence; null when it may be used. */
export function headerValueFault(value: string): string | null {
  if (value === "") return "must not be empty";
  if (VALUE.test(value)) return null;
  if (/[^\P{Cc}\t]/u.test(value)) return "must not contain a line break or another control character";
  if (value.trim() !== value) return "must not begin or end with a blank";
  return "may have only characters that HTTP can carry: Latin letters, digits and signs";
}

/** Returns the names that an earlier name of the list equals: capital letters make no difference (RFC 9110, 5.1). */
export function repeatedHeaderNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const plain = name.toLowerCase();
    const known = seen.has(plain);
    seen.add(plain);
    return known;
  });
}

/**
 * Returns the credentials of an `Authorization` header of the scheme Bearer, as they are; the scheme's case makes no difference
 * (RFC 9110, section 11.1).
 * @returns null for a header of another scheme, which may be a proxy's, or none; an empty text where nothing follows
 */
export function bearerCredentials(header: string | null): string | null {
  return /^Bearer(?:\s+(.*))?$/i.exec(header?.trim() ?? "")?.map((part) => part ?? "")[1] ?? null;
}
