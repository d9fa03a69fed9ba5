import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { searchedPaths, searchedTexts } from "@/lib/flows/fields/searched-texts";
import { FLOW_KINDS, type FlowKind, type StoredFlow } from "@/lib/flows/model/flow";
import type { SearchedText } from "@/lib/flows/search/search-hits";
import { textWords } from "@/lib/text/placed-words";

/** Counts the changes of what a word is (`lib/text/placed-words.ts`), or of how texts are stored here. */
const WORD_RULES = 1;

/**
 * The number of the rules by which texts and words of flows are taken: which fields are searched, and what a word is. With
 * another number the upkeep makes them anew.
 */
export const TEXT_RULES: number = createHash("sha256")
  .update(JSON.stringify([WORD_RULES, ...FLOW_KINDS.map(searchedPaths)]))
  .digest()
  .readInt32BE();

/** What is between the words of two texts, so that no phrase reaches from one to the other. No text has it as a word. */
export const BETWEEN_TEXTS = " | ";

/** What is stored of a flow's texts. */
export interface TextColumns {
  name: string;
  description: string;
  folderId: string | null;
  /** The words of all other texts, in their order. */
  words: string;
  /** These texts with their paths, as JSON. */
  texts: string;
}

/** What is stored of a flow whose texts can't be had. */
export const NO_TEXTS: TextColumns = { name: "", description: "", folderId: null, words: "", texts: "[]" };

/** Returns the columns of a flow that was read in full. */
export function textColumns(kind: FlowKind, stored: StoredFlow): TextColumns {
  const texts = searchedTexts(kind, stored);
  return {
    name: textWords(stored.name),
    description: textWords(stored.description ?? ""),
    folderId: "folderId" in stored ? stored.folderId : null,
    words: texts.map(({ text }) => textWords(text)).join(BETWEEN_TEXTS),
    texts: JSON.stringify(texts.map(({ path, text }) => [path, text])),
  };
}

const pairs = z.array(z.tuple([z.string(), z.string()]));

/** Reads the texts of a flow as `textColumns` wrote them. @throws for what it did not write */
export function storedTexts({ texts, words }: Pick<TextColumns, "texts" | "words">): SearchedText[] {
  const ofEach = words.split(BETWEEN_TEXTS);
  return pairs.parse(JSON.parse(texts)).map(([path, text], at) => ({ path, text, words: ofEach[at] ?? "" }));
}
