import { ExportFault } from "./export-fault";
import { isExportedEvent, readExportLine, readJsonLine } from "./export-format";
import type { ExportReport } from "./export-report";
import type { LocatedLine } from "./located-line";
import { readCsv } from "./read-csv";

/** Puts back the first line, which was read to find out the format. */
async function* startingWith(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* readNdjson(lines: AsyncIterable<string>): AsyncGenerator<LocatedLine> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    yield { line, file: "export", text, content: readExportLine(text, line) };
  }
}

function isOcsf(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.hasOwn(value, "raw_data");
  } catch {
    return false;
  }
}

/** The events of an export in the form of the Open Cybersecurity Schema Framework: the original is its `raw_data`. */
async function* readOcsf(lines: AsyncIterable<string>, report: ExportReport): AsyncGenerator<LocatedLine> {
  report.limits.push("Checked is the original in raw_data; the other OCSF fields are a translation of it.");
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const value = Object(readJsonLine(text, line));
    const { sequence, previousHash, hash } = Object(value.unmapped);
    const event = { sequence, payload: value.raw_data, previousHash, hash };
    if (!isExportedEvent(event)) {
      throw new ExportFault("wrong-shape", "This line has no event in raw_data and unmapped.", { line });
    }
    yield { line, file: "export", text, content: { kind: "event", event } };
  }
}

/**
 * The lines of an export of any format, told by its first line: NDJSON of events, OCSF or CSV.
 * @param onFirstLine called when there is a first line: a CSV without events has one, too
 * @throws ExportFault naming the line that cannot be read
 */
export async function* readExport(
  lines: AsyncIterable<string>,
  report: ExportReport,
  onFirstLine: () => void,
): AsyncGenerator<LocatedLine> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  onFirstLine();
  const all = startingWith(first.value, iterator);
  // The names of columns have no braces, and a line of JSON that was damaged still has some.
  if (!first.value.includes("{")) yield* readCsv(all, report);
  else if (isOcsf(first.value)) yield* readOcsf(all, report);
  else yield* readNdjson(all);
}
