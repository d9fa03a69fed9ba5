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

/** Adds the path of a line of the proof to its event. */
function withInclusion(proof: LocatedLine, located: LocatedLine | null): LocatedLine {
  if (proof.content.kind !== "inclusion") {
    throw new ExportFault("wrong-shape", "Such a line does not belong in a proof.", proof);
  }
  const { sequence, inclusion } = proof.content.inclusion;
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
  return { ...located, content: { kind: "event", event: { ...event, inclusion } } };
}

/** Reads the next event; refuses any other line. */
async function nextEvent(events: AsyncIterator<LocatedLine>): Promise<LocatedLine | null> {
  const next = await events.next();
  if (next.done) return null;
  const { content, line } = next.value;
  if (content.kind === "event") return next.value;
  throw new ExportFault("wrong-shape", "This file brings its own proof; check it without another.", { line });
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
    if (content.kind === "header") {
      complete = content.header.complete;
    } else if (content.kind === "end") {
      for (let next = await nextEvent(iterator); next; next = await nextEvent(iterator)) {
        if (!complete) throw surplus(next);
        yield next;
      }
    } else {
      yield withInclusion(located, await nextEvent(iterator));
      continue;
    }
    yield located;
  }
}

function surplus({ content, line }: LocatedLine): ExportFault {
  const sequence = content.kind === "event" ? content.event.sequence : null;
  return new ExportFault("out-of-order", `Event ${sequence} is not part of the proof.`, { sequence, line });
}
