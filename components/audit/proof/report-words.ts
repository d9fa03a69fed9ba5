import { eventsWords } from "@/lib/audit/events/sentence-parts";
import type { ChainReport } from "@/lib/audit/verify/verify-chain";
import { absoluteTime } from "../../ui/relative-time";

/** What a verification found that holds, in sentences. */
export function soundWords({ events, checkpoint, unsigned, retired }: ChainReport): string[] {
  const checked = `${eventsWords(events)} ${events === 1 ? "was" : "were"} recomputed; each follows the one before it.`;
  const signed = checkpoint
    ? `This is what was signed, last at ${absoluteTime(Date.parse(checkpoint.time))} over #${checkpoint.size}.`
    : "Nothing is signed yet.";
  const later = unsigned > 0 && checkpoint ? `${eventsWords(unsigned)} after that will be signed next.` : "";
  const before =
    retired > 0
      ? `It continues the ${eventsWords(retired)} that retention removed, by their signed root.`
      : "";
  return [checked, signed, later, before].filter((sentence) => sentence !== "");
}

/** What a verification found that does not hold; null when nothing. */
export function faultWords({ firstBad }: ChainReport): string | null {
  if (!firstBad) return null;
  const problem = firstBad.problem.replace(/\.?$/, ".");
  return `The first bad event is #${firstBad.sequence}: ${problem}`;
}

/** The list of the log that begins with an event: which page of its own that has, if any, is not known. */
export function listAtEvent(logPath: string, sequence: number): string {
  return `${logPath}?cursor=${sequence + 1}`;
}
