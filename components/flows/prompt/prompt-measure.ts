export interface PromptMeasure {
  /** As people count: an emoji outside the basic plane is one. */
  characters: number;
  /** Runs of anything but white space. */
  words: number;
  /** An estimate: about four characters a token. The upstream names no tokenizer, and each model has its own. */
  tokens: number;
}

const CHARACTERS_PER_TOKEN = 4;

/** Measures a prompt in one pass; a text of 200 kB takes a few milliseconds. */
export function measurePrompt(prompt: string): PromptMeasure {
  let characters = 0;
  let words = 0;
  let inWord = false;
  for (let at = 0; at < prompt.length; at += 1) {
    const code = prompt.charCodeAt(at);
    // The second half of a surrogate pair belongs to the character that was counted before it.
    if (code < 0xdc00 || code > 0xdfff) characters += 1;
    const blank = isWhiteSpace(code);
    if (!blank && !inWord) words += 1;
    inWord = !blank;
  }
  return { characters, words, tokens: Math.ceil(characters / CHARACTERS_PER_TOKEN) };
}

function isWhiteSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  return code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028;
}
