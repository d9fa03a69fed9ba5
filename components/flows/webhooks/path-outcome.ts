import { readJsonDocument } from "@/components/flows/json/json-document";
import { placedSentence } from "@/components/flows/json/json-document-problem";
import { followJsonPath } from "./json-path";

/** What a path does with a sample answer, in words. */
export interface PathOutcome {
  tone: "good" | "warn" | "neutral";
  words: string;
}

/** A sample answer as pasted: read, not JSON, or not there at all. */
export type Sample = { kind: "read"; document: unknown } | { kind: "broken"; words: string } | null;

const MOST_CHARACTERS = 120;

export function readSample(text: string): Sample {
  if (text.trim() === "") return null;
  const reading = readJsonDocument(text);
  if (reading.kind === "read") return { kind: "read", document: reading.document };
  return { kind: "broken", words: reading.problems.map(placedSentence).join(" ") };
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/**
 * Says what a path picks out of a sample answer. Without a sample it tells only of a path that is none.
 * @returns null when there is nothing to say
 */
export function pathOutcome(path: string, sample: Sample): PathOutcome | null {
  if (path.trim() === "") return null;
  const result = followJsonPath(path, sample?.kind === "read" ? sample.document : null);
  if (result.kind === "broken") return { tone: "warn", words: result.reason };
  if (result.kind === "beyond") return { tone: "neutral", words: result.reason };
  if (sample?.kind !== "read") return null;
  if (result.kind === "nothing") return { tone: "warn", words: "Picks nothing out of the sample answer." };
  const values = result.values.map(shortJson);
  if (values.length === 1) return { tone: "good", words: `Picks ${values[0]}` };
  const shown = values.slice(0, 3).join(", ");
  return { tone: "good", words: `Picks ${values.length} values: ${shown}${values.length > 3 ? ", …" : ""}` };
}
