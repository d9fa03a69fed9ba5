import { diffArrays } from "diff";

/** Where a line of the newer text stands in the older one. */
interface Match {
  newer: number;
  older: number;
}

/** A stretch of both texts: from the first place, up to but without the second. */
interface Stretch {
  newer: [number, number];
  older: [number, number];
}

/**
 * Within a stretch that shares no line of its own kind, texts that differ in more lines than this are hardly one text
 * edited. Finding what they share would take quadratic time, so all of it counts as written anew.
 */
const MOST_EDITS = 800;

/** The places of the lines that occur once in a stretch of a text. */
function singleLines(lines: string[], [from, to]: [number, number]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (let place = from; place < to; place++) {
    const line = lines[place] ?? "";
    if (places.has(line)) repeated.add(line);
    places.set(line, place);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

/** The longest choice of matches (given in the newer text's order) that are in order in the older text too. */
function longestInOrder(matches: Match[]): Match[] {
  interface Link {
    match: Match;
    before: Link | null;
  }
  // Of all orderly choices of a length, the one that ends earliest: the ends are in order, so a search finds the place.
  const ends: Link[] = [];
  for (const match of matches) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.match.older ?? 0) < match.older) low = middle + 1;
      else high = middle;
    }
    ends[low] = { match, before: ends[low - 1] ?? null };
  }
  const chosen: Match[] = [];
  for (let link = ends.at(-1) ?? null; link !== null; link = link.before) chosen.push(link.match);
  return chosen.reverse();
}

/** Lines that occur once in each of the two stretches, in order in both: they can't be taken for another one. */
function anchorsIn(newer: string[], older: string[], stretch: Stretch): Match[] {
  const olderPlaces = singleLines(older, stretch.older);
  const matches = [...singleLines(newer, stretch.newer)].flatMap(([line, place]) => {
    const other = olderPlaces.get(line);
    return other === undefined ? [] : [{ newer: place, older: other }];
  });
  return longestInOrder(matches.toSorted((one, other) => one.newer - other.newer));
}

/** The lines that two stretches share, by the fewest edits. */
function sharedIn(newer: string[], older: string[], stretch: Stretch): Match[] {
  const parts = diffArrays(older.slice(...stretch.older), newer.slice(...stretch.newer), {
    maxEditLength: MOST_EDITS,
  });
  const matches: Match[] = [];
  let [newPlace] = stretch.newer;
  let [oldPlace] = stretch.older;
  for (const { added, removed, count } of parts ?? []) {
    if (!added && !removed) {
      for (let i = 0; i < count; i++) matches.push({ newer: newPlace + i, older: oldPlace + i });
    }
    if (!added) oldPlace += count;
    if (!removed) newPlace += count;
  }
  return matches;
}

/** What lies between neighbouring anchors, before the first and after the last. */
function gapsBetween(anchors: Match[], whole: Stretch): Stretch[] {
  const fences = [...anchors, { newer: whole.newer[1], older: whole.older[1] }];
  let [newFrom] = whole.newer;
  let [oldFrom] = whole.older;
  return fences.map(({ newer, older }) => {
    const gap: Stretch = { newer: [newFrom, newer], older: [oldFrom, older] };
    newFrom = newer + 1;
    oldFrom = older + 1;
    return gap;
  });
}

/**
 * Gives for each line of a newer text its place in the older one, or null where the newer one wrote it. Lines that
 * occur once in both texts are matched first, so that a long text with many small edits is compared quickly, and an
 * edit between two such lines is never blamed on a line elsewhere. A line that was moved past others is new.
 */
function lineOrigins(newer: string[], older: string[]): (number | null)[] {
  const origins: (number | null)[] = newer.map(() => null);
  const whole: Stretch = { newer: [0, newer.length], older: [0, older.length] };
  const anchors = anchorsIn(newer, older, whole);
  const shared = gapsBetween(anchors, whole)
    .filter((gap) => gap.newer[0] < gap.newer[1] && gap.older[0] < gap.older[1])
    .flatMap((gap) => sharedIn(newer, older, gap));
  for (const match of [...anchors, ...shared]) origins[match.newer] = match.older;
  return origins;
}

/** A text as it was in one revision. */
export interface TextVersion {
  n: number;
  text: string;
}

/** A line of the newest text, and the revision that wrote it as it stands. */
export interface BlamedLine {
  text: string;
  n: number;
}

/** The empty text has no line at all, so that a text's first words belong to whoever wrote them. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

/**
 * Says of every line of a text which revision last wrote it. It is followed back from the newest version until each
 * line's author is known, so a text that was once written anew costs no look at what was before. A line that was moved
 * counts as new, as it does in a comparison.
 *
 * @param versions the text's states, oldest first; the last one is the text that is told about
 * @returns its lines in order; joined by line feeds they are the text
 */
export function blameLines(versions: readonly TextVersion[]): BlamedLine[] {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  const lines = linesOf(newest.text).map((text) => ({ text, n: newest.n }));
  // Places of the lines that are still followed: where in the version at hand, and where in the newest one.
  let followed = lines.map((_, place) => ({ here: place, line: place }));
  for (let index = versions.length - 1; index > 0 && followed.length > 0; index--) {
    const [older, newer] = [versions[index - 1], versions[index]];
    if (!older || !newer) break;
    const origins = lineOrigins(linesOf(newer.text), linesOf(older.text));
    followed = followed.flatMap(({ here, line }) => {
      const origin = origins[here] ?? null;
      const blamed = lines[line];
      if (origin === null || !blamed) return [];
      blamed.n = older.n;
      return [{ here: origin, line }];
    });
  }
  return lines;
}
