/**
 * Time zones as the browser (or Node) knows them. The upstream's examples have names of the IANA database, such as
 * "America/New_York"; the names that it accepts are not documented.
 */

const formats = new Map<string, Intl.DateTimeFormat | null>();

// Making a format costs far more than using it, and a picker needs all zones at once.
function formatFor(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone);
  formats.set(zone, made);
  return made;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
  // An offset such as "+02:00" names no place, and only newer engines accept it.
  if (zone === "" || /^[+-]/.test(zone)) return null;
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    });
  } catch {
    return null;
  }
}

/**
 * Whether a name is a time zone's. Older names that lists leave out count too, such as "Asia/Kolkata" in some
 * browsers.
 */
export function isTimeZone(name: string): boolean {
  return formatFor(name) !== null;
}

// Engines list these places under their earlier names, but people search for the present ones.
const RENAMED = [
  "Africa/Asmara",
  "America/Argentina/Buenos_Aires",
  "America/Indiana/Indianapolis",
  "America/Kentucky/Louisville",
  "America/Nuuk",
  "Asia/Ho_Chi_Minh",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Yangon",
  "Atlantic/Faroe",
  "Europe/Kyiv",
];

/** Returns the names to choose from: "UTC" first, then all others in alphabetical order. */
export function timeZoneNames(): string[] {
  const listed = new Set([...Intl.supportedValuesOf("timeZone"), ...RENAMED.filter(isTimeZone)]);
  listed.delete("UTC");
  return ["UTC", ...[...listed].sort()];
}

function partOf(zone: string, at: number, type: Intl.DateTimeFormatPartTypes): string | null {
  const parts = formatFor(zone)?.formatToParts(at);
  return parts?.find((part) => part.type === type)?.value ?? null;
}

/**
 * Returns the time of day in a zone as "HH:MM", at a moment in milliseconds; null for a name that is no time zone's.
 */
export function timeIn(zone: string, at: number): string | null {
  const hour = partOf(zone, at, "hour");
  const minute = partOf(zone, at, "minute");
  return hour === null || minute === null ? null : `${hour}:${minute}`;
}

/**
 * Returns a zone's distance from UTC at a moment in milliseconds, as "UTC+05:30"; null for a name that is no time
 * zone's.
 */
export function offsetIn(zone: string, at: number): string | null {
  const offset = partOf(zone, at, "timeZoneName");
  if (offset === null) return null;
  return offset === "GMT" ? "UTC+00:00" : offset.replace("GMT", "UTC");
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[_/,]+/g, " ")
    .trim();
}

/**
 * Returns the zones whose name or present offset contains every word of a query, in their order; all zones for an
 * empty query. "new york", "america/new_york" and "utc-05" find the same place (the last one in winter).
 * @param at the moment of the offsets, in milliseconds
 */
export function findTimeZones(query: string, zones: readonly string[], at: number): string[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...zones];
  const aboutOffset = words.some((word) => /\d/.test(word));
  return zones.filter((zone) => {
    const text = aboutOffset ? `${plain(zone)} ${plain(offsetIn(zone, at) ?? "")}` : plain(zone);
    return words.every((word) => text.includes(word));
  });
}
