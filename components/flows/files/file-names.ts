import { jsonFileName } from "../json/text-files";

/** Returns a file name for each flow's name; those that are alike, capitals apart, get numbers. */
export function uniqueFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const file = jsonFileName(name);
    const stem = file.slice(0, -".json".length);
    let free = file;
    // A system may take capitals for the same, and may write an accent in two ways.
    const key = (text: string) => text.normalize("NFC").toLowerCase();
    for (let number = 2; taken.has(key(free)); number++) free = `${stem} (${number}).json`;
    taken.add(key(free));
    return free;
  });
}
