/** What is left of the upstream's request limit for one person. */
export interface Left {
  /** Requests. */
  left: number;
  /** Seconds until there are more; while some are left, until all are there again. */
  seconds: number;
}

/** A save reads what it is about to change, and then writes it. */
const REQUESTS_OF: Record<"read" | "write", number> = { read: 1, write: 2 };
const NOUNS: Record<"read" | "write", [string, string]> = {
  read: ["refresh", "refreshes"],
  write: ["save", "saves"],
};
/** So few are worth a word before they are gone. */
const FEW = 3;

function inSeconds(seconds: number): string {
  return seconds < 2 ? "in a moment" : `in about ${seconds} s`;
}

/** Says that a person waits for the limit; null where the wait has another reason. */
export function waitingWords({ left, seconds }: Left): string | null {
  if (left > 0) return null;
  return seconds < 1
    ? "Waiting for Trillet's request limit"
    : `Waiting for Trillet's request limit, about ${seconds} s`;
}

/** Says how little is left for what a person may do next; null while there is enough. */
export function upstreamLimitWords(act: "read" | "write", { left, seconds }: Left): string | null {
  const times = Math.floor(left / REQUESTS_OF[act]);
  const [one, many] = NOUNS[act];
  if (times > FEW) return null;
  if (times > 0) return `Trillet's request limit leaves ${times} ${times === 1 ? one : many} for now`;
  return seconds < 1
    ? null
    : `Trillet's request limit is used up; the next ${one} fits ${inSeconds(seconds)}`;
}
