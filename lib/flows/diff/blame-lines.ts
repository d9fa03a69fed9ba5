import { diffArrays } from "diff";

/** A line of the newer text, and the same line in the older one, by their places. */
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
 * The most edits within a stretch. Texts that differ in more lines are hardly one text edited, and comparing them
 * would take quadratic time. So a longer stretch counts as written anew.
 */
const MOST_EDITS = 800;

/** Returns the places of the lines that occur once in a stretch of a text. */
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

/** Returns the longest choice of matches (given in the newer text's order) that are in order in the older text too. */
function longestInOrder(matches: Match[]): Match[] {
  interface Link {
    match: Match;
    before: Link | null;
  }
  // For each length, the orderly choice that ends earliest. The ends are in order, so a binary search finds the place.
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

/**
 * Returns the lines that occur once in each of the two stretches, in order in both. None of them can be mistaken for
 * another line.
 */
function anchorsIn(newer: string[], older: string[], stretch: Stretch): Match[] {
  const olderPlaces = singleLines(older, stretch.older);
  const matches = [...singleLines(newer, stretch.newer)].flatMap(([line, place]) => {
    const other = olderPlaces.get(line);
    return other === undefined ? [] : [{ newer: place, older: other }];
  });
  return longestInOrder(matches.toSorted((one, other) => one.newer - other.newer));
}

/** Returns the lines that two stretches share, by the fewest edits. */
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

/** Returns the stretches between neighbouring anchors, before the first and after the last. */
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
 * Returns for each line of a newer text its place in the older one, or null where the newer one wrote it. Lines that
 * occur once in both texts are matched first. So a long text with many small edits is compared quickly, and no edit
 * between two such lines is attributed to a line elsewhere. A line that was moved past others is new.
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

/** A line of the newest text, and the revision that last wrote it. */
export interface BlamedLine {
  text: string;
  n: number;
}

/** Returns the lines of a text. The empty text has none, so that a text's first words belong to their author. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

/**
 * Returns for every line of a text the revision that last wrote it. Each line is followed back from the newest version
 * until its author is known, so versions before a complete rewrite cost nothing. A moved line counts as new, as it
 * does in a comparison.
 *
 * @param versions the text's states, oldest first; the last one is the text whose lines are returned
 * @returns its lines in order; joined by line feeds they are the text
 */
export function blameLines(versions: readonly TextVersion[]): BlamedLine[] {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  const lines = linesOf(newest.text).map((text) => ({ text, n: newest.n }));
  // Places of the lines that are still followed: in the version at hand, and in the newest one.
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
