/** The number of colours by which workspaces are told apart. */
export const COLOURS = 24;

/** The angle that leaves the widest gaps, however many colours are taken from the beginning. */
const GOLDEN_ANGLE = 137.5;
const FIRST_HUE = 205;

/** Returns a colour for a background under white letters, as CSS. */
export function colourOf(colour: number): string {
  const lightness = colour % COLOURS < COLOURS / 2 ? 0.42 : 0.5;
  const hue = (FIRST_HUE + colour * GOLDEN_ANGLE) % 360;
  return `oklch(${lightness} 0.085 ${hue.toFixed(1)})`;
}

/** Returns the colour for one more workspace: the first that no other has, else one that fewest have. */
export function freeColour(taken: readonly number[]): number {
  const uses = Array.from(
    { length: COLOURS },
    (_, colour) => taken.filter((other) => other === colour).length,
  );
  return uses.indexOf(Math.min(...uses));
}

/** Returns two letters for a name: those of its first two words, or its first two. A letter may be several code points. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const [first = "", second] = words;
  const letters = (word: string) => Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment);
  const initials =
    second === undefined ? letters(first).slice(0, 2) : [letters(first)[0], letters(second)[0]];
  return initials.join("").toUpperCase() || "?";
}
