import { v7 as uuidv7 } from "uuid";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { exampleCallFlow } from "@/tests/support/call-flow-example";

const SYLLABLES = "ka lo mi ser ten vo ra phi dun bel cor na est il mar ju ope qui tra wen".split(" ");
const VOCABULARY = 20_000;
/** Of a prompt: those of the client, which all of its flows share, and its own. */
const SHARED_WORDS = 150;
const OWN_WORDS = 250;

/** The word of a rank: frequent words are short. Some have an accent, and some a number. */
function wordOf(rank: number): string {
  const syllables = 2 + (rank > 50 ? 1 : 0) + (rank > 800 ? 1 : 0);
  let rest = rank * 7_919 + 13;
  let word = "";
  for (let n = 0; n < syllables; n++) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length) + rank;
  }
  if (rank % 17 === 0) word = word.replace("a", "á");
  return rank % 11 === 0 ? `${word}${rank}` : word;
}

const WORDS = Array.from({ length: VOCABULARY }, (_, rank) => wordOf(rank));

export interface MadeUpWorkspace {
  id: string;
  name: string;
}

/** Makes up the flows of an agency's clients, the same ones in every run. */
export class MadeUpFlows {
  #seed = 12_345;
  #shared = new Map<string, string[]>();

  /** A number from 0 to 1, without 1. */
  random(): number {
    this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return this.#seed / 2 ** 32;
  }

  /** A word as languages have them: that of rank n about n times as rarely as the first. */
  word(): string {
    return WORDS[Math.floor(Math.exp(this.random() * Math.log(VOCABULARY))) - 1] ?? "";
  }

  words(count: number): string {
    return Array.from({ length: count }, () => this.word()).join(" ");
  }

  workspace(at: number): MadeUpWorkspace {
    return { id: uuidv7(), name: `${this.words(2)} ${at}` };
  }

  #ofClient({ id }: MadeUpWorkspace): string {
    const shared = this.#shared.get(id) ?? [this.words(SHARED_WORDS)];
    this.#shared.set(id, shared);
    return shared.join(" ");
  }

  /** @param at the flow's place among all, which its phone number says */
  flow(workspace: MadeUpWorkspace, at: number): CallFlow {
    const example = exampleCallFlow();
    const phone = `(415) ${String(100 + Math.floor(at / 10_000))}-${String(at % 10_000).padStart(4, "0")}`;
    return exampleCallFlow({
      id: at.toString(16).padStart(24, "0"),
      name: this.words(3),
      description: this.words(8),
      prompt: `${this.#ofClient(workspace)}. ${this.words(OWN_WORDS)}.\nCall ${phone} – ask for ${this.word()}.`,
      customWelcomeMessage: this.words(12),
      settings: {
        ...example.settings,
        callSettings: { ...example.settings.callSettings, reminderMessages: [this.words(6), this.words(6)] },
      },
    });
  }
}
