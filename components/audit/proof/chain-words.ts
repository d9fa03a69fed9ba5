import type { EventProof } from "@/lib/audit/checkpoints/prove-event";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import type { ChainState } from "@/lib/audit/verify/chain-state";
import type { ChainReport } from "@/lib/audit/verify/verify-chain";
import { dateText, momentText } from "@/lib/time/moment-words";
import { dayAt } from "@/lib/time/zoned-days";
import { relativeTime } from "../../ui/relative-time";

/** When the words are read, in milliseconds, and the zone of their reader. */
export interface Reading {
  now: number;
  zone: string;
}

export interface ChainWords {
  tone: "info" | "good" | "warn" | "bad";
  title: string;
  sentences: string[];
}

const day = (at: string, zone: string) => dateText(dayAt(zone, Date.parse(at)));

function ago(at: string, { now, zone }: Reading): string {
  return `${relativeTime(Date.parse(at), now)} (${momentText(Date.parse(at), zone)})`;
}

function lengthWords({ head, since, retired }: ChainState, zone: string): string[] {
  const kept = eventsWords(head - (retired?.through ?? 0));
  const first = since ? `${kept}, the oldest of ${day(since, zone)}.` : `${kept}.`;
  if (!retired) return [first];
  const gone = retired.through === 1 ? "Event #1 was" : `Events #1 to #${retired.through} were`;
  return [
    first,
    `${gone} removed by retention, last on ${day(retired.at, zone)}; their signed root and enough to verify the rest are kept.`,
  ];
}

function signatureWords(state: ChainState, reading: Reading): string[] {
  const { head, signed, unsignedSince, overdue } = state;
  if (!signed) return ["Nothing is signed yet; that happens within the hour."];
  const left = Math.max(0, head - signed.size);
  const covers = left === 0 ? "covers every event" : `covers all but ${eventsWords(left)}`;
  const words = [`The newest signature was made ${ago(signed.at, reading)} and ${covers}.`];
  if (unsignedSince && overdue) {
    words.push(
      `Event #${signed.size + 1} was recorded ${ago(unsignedSince, reading)} and should have been signed within the hour: either the server can’t sign, or a signature was taken away.`,
    );
  }
  return words;
}

function verificationWords({ head, verified }: ChainState, reading: Reading): string {
  if (!verified) return "Nobody has verified it here yet.";
  const when = `Last verified ${ago(verified.at, reading)} by ${verified.by}`;
  if (verified.firstBad !== null) return `${when}: a fault was found at event #${verified.firstBad}.`;
  const later = head - verified.sequence;
  return `${when}: no fault was found.${later > 0 ? ` ${eventsWords(later)} came since.` : ""}`;
}

function verdict(state: ChainState): Pick<ChainWords, "tone" | "title"> {
  if (state.verified && state.verified.firstBad !== null)
    return { tone: "bad", title: "The last verification found a fault" };
  if (state.overdue) return { tone: "warn", title: "A signature is overdue" };
  if (!state.verified) return { tone: "info", title: "Not verified yet" };
  return { tone: "good", title: "Unbroken when it was last verified" };
}

/** Describes a log's state in plain words. */
export function chainWords(state: ChainState, reading: Reading): ChainWords {
  if (state.head === 0) {
    return {
      tone: "info",
      title: "Nothing is recorded yet",
      sentences: ["There is nothing to verify before the first event."],
    };
  }
  return {
    ...verdict(state),
    sentences: [
      ...lengthWords(state, reading.zone),
      ...(state.signed || !state.overdue
        ? signatureWords(state, reading)
        : ["Nothing is signed, though that should have happened within the hour: the server can’t sign."]),
      verificationWords(state, reading),
    ],
  };
}

/** Returns an event's proof in words. */
export function coveredWords(
  { checkpoint, inclusion }: Pick<EventProof, "checkpoint" | "inclusion">,
  zone: string,
): string {
  const time = momentText(Date.parse(checkpoint.time), zone);
  const covers = `The checkpoint of ${time} over ${eventsWords(checkpoint.size)} covers it`;
  if (inclusion.length === 0) return `${covers}: its hash is the signed root itself.`;
  const steps =
    inclusion.length === 1 ? "one step of hashing leads" : `${inclusion.length} steps of hashing lead`;
  return `${covers}: ${steps} from this event to the signed root.`;
}

/** Returns the good results of a verification, in sentences. */
export function soundWords({ events, checkpoint, unsigned, retired }: ChainReport, zone: string): string[] {
  const checked = `${eventsWords(events)} ${events === 1 ? "was" : "were"} recomputed; each follows the one before it.`;
  const signed = checkpoint
    ? `This is what was signed, last at ${momentText(Date.parse(checkpoint.time), zone)} over #${checkpoint.size}.`
    : "Nothing is signed yet.";
  const later = unsigned > 0 && checkpoint ? `${eventsWords(unsigned)} after that will be signed next.` : "";
  const before =
    retired > 0
      ? `It continues the ${eventsWords(retired)} that retention removed, by their signed root.`
      : "";
  return [checked, signed, later, before].filter((sentence) => sentence !== "");
}

/** Returns the fault that a verification found, in words; null for none. */
export function faultWords({ firstBad }: ChainReport): string | null {
  if (!firstBad) return null;
  const problem = firstBad.problem.replace(/\.?$/, ".");
  return `The first bad event is #${firstBad.sequence}: ${problem}`;
}

/** The list of the log from an event on. The number of its page is unknown, if it has one. */
export function listAtEvent(logPath: string, sequence: number): string {
  return `${logPath}?cursor=${sequence + 1}`;
}
