import { ExportFault } from "./export-fault";
import { readExportLine } from "./export-format";
import type { LocatedLine } from "./text-forms";

async function* readProof(lines: AsyncIterable<string>): AsyncGenerator<LocatedLine> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    yield { line, file: "proof", text, content: readExportLine(text, line, "proof") };
  }
}

/** Adds to an event what a line of the proof has: its path, and a content that was too long for a cell. */
function withAddition(proof: LocatedLine, located: LocatedLine | null): LocatedLine {
  if (proof.content.kind !== "addition") {
    throw new ExportFault("wrong-shape", "Such a line does not belong in a proof.", proof);
  }
  const { sequence, inclusion, payload } = proof.content.addition;
  if (located?.content.kind !== "event") {
    const message = `Event ${sequence} is missing at the end: the proof has it.`;
    throw new ExportFault("cut-off", message, { sequence, line: proof.line, file: "proof" });
  }
  const { event } = located.content;
  if (event.sequence > sequence) {
    const message = `Event ${sequence} is missing: event ${event.sequence} stands in its place.`;
    throw new ExportFault("missing-events", message, { sequence, line: located.line });
  }
  if (event.sequence < sequence) {
    const message = `Event ${event.sequence} is out of order, repeated, or not part of the proof.`;
    throw new ExportFault("out-of-order", message, { sequence: event.sequence, line: located.line });
  }
  if (payload !== undefined && event.payload !== "" && event.payload !== payload) {
    const message = `The content of event ${sequence} is another in the proof.`;
    throw new ExportFault("hash-differs", message, { sequence, line: proof.line, file: "proof" });
  }
  const whole = { ...event, payload: event.payload || (payload ?? "") };
  located.compare?.(whole.payload);
  return { ...located, content: { kind: "event", event: inclusion ? { ...whole, inclusion } : whole } };
}

const isBefore = ({ content }: LocatedLine, proof: LocatedLine) =>
  content.kind === "event" &&
  proof.content.kind === "addition" &&
  content.event.sequence < proof.content.addition.sequence;

/** Reads the next event; refuses any other line. */
async function nextEvent(events: AsyncIterator<LocatedLine>): Promise<LocatedLine | null> {
  const next = await events.next();
  if (next.done) return null;
  const { content, line } = next.value;
  if (content.kind === "event") return next.value;
  throw new ExportFault("wrong-shape", "This file brings its own proof; check it without another.", { line });
}

/** Returns the events up to the one that a line of the proof is about, and that one with what the line adds. */
async function* upTo(proof: LocatedLine, events: AsyncIterator<LocatedLine>, complete: boolean) {
  let next = await nextEvent(events);
  // The proof of a complete export has no line for most of the events.
  for (; complete && next && isBefore(next, proof); next = await nextEvent(events)) yield next;
  yield withAddition(proof, next);
}

/** Returns the events that follow the last line of the proof but one. Only those of a complete export need no line. */
async function* others(events: AsyncIterator<LocatedLine>, complete: boolean) {
  for (let next = await nextEvent(events); next; next = await nextEvent(events)) {
    if (!complete) throw surplus(next);
    yield next;
  }
}

/**
 * Joins the events of a file in another format with the proof beside it. Together they read like one export with proof.
 *
 * @throws ExportFault when they don't fit together
 */
export async function* joinProof(
  events: AsyncIterable<LocatedLine>,
  proof: AsyncIterable<string>,
): AsyncGenerator<LocatedLine> {
  const iterator = events[Symbol.asyncIterator]();
  let complete = false;
  for await (const located of readProof(proof)) {
    const { content } = located;
    if (content.kind === "header") complete = content.header.complete;
    if (content.kind === "end") yield* others(iterator, complete);
    if (content.kind === "header" || content.kind === "end") yield located;
    else yield* upTo(located, iterator, complete);
  }
}

function surplus({ content, line }: LocatedLine): ExportFault {
  const sequence = content.kind === "event" ? content.event.sequence : null;
  return new ExportFault("out-of-order", `Event ${sequence} is not part of the proof.`, { sequence, line });
}
