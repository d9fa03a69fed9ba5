import type { FieldError } from "@/lib/json/json-pointer";

/** A replacement that can't be made, whatever the flow: what is wrong with the pattern, or with what stands for it. */
export class UnfitReplacement extends Error {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join("; "));
    this.name = "UnfitReplacement";
    this.errors = errors;
  }
}

export const TOO_SLOW =
  "This pattern takes too long. Make it simpler: fewer repetitions, or more of the text that it looks for";

/** How much of the processor's time the search through one flow may take, in milliseconds. */
const MOST_TIME = 100;

const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/**
 * The time that a search has. The processor's time is counted, not the clock's: a busy machine must not make a pattern unfit.
 */
export class SearchTime {
  readonly #end: number;

  constructor(milliseconds: number = MOST_TIME) {
    this.#end = spent() + milliseconds;
  }

  /** @throws UnfitReplacement once the time is over */
  check(): void {
    if (spent() > this.#end) throw new UnfitReplacement([{ path: "/find", message: TOO_SLOW }]);
  }
}

/** How many steps of a pattern pass between two looks at the time. */
const STEPS = 4_000;

/**
 * A text that looks at the time as it is read. One look for a match may take seconds, and nothing else can end it: the time is
 * linear in the text, but the factor is the pattern's size.
 */
export class TimedText extends String {
  readonly #time: SearchTime;
  readonly #every: number;
  #reads = 0;

  /** @param size how many steps one character may take */
  constructor(text: string, time: SearchTime, size: number) {
    super(text);
    this.#time = time;
    this.#every = Math.max(1, Math.floor(STEPS / size));
  }

  override charCodeAt(index: number): number {
    this.#reads++;
    if (this.#reads >= this.#every) {
      this.#reads = 0;
      this.#time.check();
    }
    return super.charCodeAt(index);
  }
}
