const MOST_CHARACTERS = 100;

/** What no file name may hold on one system or another, control characters included. */
const UNFIT = /[\\/:*?"<>|\p{Cc}]+/gu;

/** Gives the name of a file for something that people named freely. */
export function jsonFileName(name: string): string {
  const fit = [...name.replace(UNFIT, " ").replace(/\s+/g, " ")].slice(0, MOST_CHARACTERS).join("").trim();
  // A leading dot hides a file, and a trailing one is dropped by some systems.
  return `${fit.replace(/^[.\s]+|[.\s]+$/g, "") || "flow"}.json`;
}
