import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { readCount } from "./checkpoint-text";
import { columnThatDiffers, isComparable, PROVEN_COLUMNS } from "./csv-columns";
import { ExportFault } from "./export-fault";
import { type ExportedEvent, isExportedEvent, readExportLine, readJsonLine } from "./export-format";
import type { ExportReport } from "./export-report";
import type { LocatedLine } from "./text-forms";

type Row = Record<string, string>;

async function* withNewlines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Reads the header row, and reports columns that can't be checked. */
function readColumns(columns: string[], report: ExportReport): string[] {
  const missing = PROVEN_COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const message = `This CSV cannot be verified: it has no column ${missing.join(", ")}.`;
    throw new ExportFault("wrong-shape", message, { line: 1 });
  }
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new ExportFault("wrong-shape", `The column ${twice} occurs twice.`, { line: 1 });
  }
  const unchecked = columns.filter((name) => !PROVEN_COLUMNS.includes(name) && !isComparable(name));
  if (unchecked.length > 0) {
    report.limits.push(`Not checked against the signed content: the columns ${unchecked.join(", ")}.`);
  }
  return columns;
}

function compareRow(row: Row, { sequence }: ExportedEvent, payload: string, line: number): void {
  const column = columnThatDiffers(row, parseObject(payload));
  if (column === null) return;
  const message = `The column ${column} of event ${sequence} differs from the event's content.`;
  throw new ExportFault("column-differs", message, { sequence, line });
}

function readRow(row: Row, line: number): LocatedLine {
  const { payload, previousHash, hash } = row;
  const event = { sequence: readCount(row.sequence), payload, previousHash, hash };
  if (!isExportedEvent(event)) throw new ExportFault("wrong-shape", "This row is not an event.", { line });
  const located: LocatedLine = { line, file: "export", text: "", content: { kind: "event", event } };
  if (event.payload === "")
    return { ...located, compare: (content) => compareRow(row, event, content, line) };
  compareRow(row, event, event.payload, line);
  return located;
}

/** The payload as it can be compared. The check of the chain finds out whether it is a proper one. */
function parseObject(payload: string): JsonObject {
  try {
    const value: unknown = JSON.parse(payload);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * Reads the events of a CSV export (RFC 4180), and compares cells that repeat a part of the content.
 * @throws ExportFault naming the row by the line on which it ends
 */
async function* readCsv(lines: AsyncIterable<string>, report: ExportReport): AsyncGenerator<LocatedLine> {
  const parser = parse({
    bom: true,
    columns: (names: string[]) => readColumns(names, report),
    info: true,
    record_delimiter: ["\r\n", "\n"],
  });
  const source = Readable.from(withNewlines(lines));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { info, record } of parser) {
      yield readRow(record, info.lines);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : null;
    throw new ExportFault("wrong-shape", `This is not CSV as RFC 4180 has it: ${error.message}`, { line });
  } finally {
    source.destroy();
  }
}

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

/**
 * Reads the events of an export in the form of the Open Cybersecurity Schema Framework: the original is its `raw_data`.
 */
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
 * Reads the lines of an export of any format. The first line decides: NDJSON of events, OCSF or CSV.
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
  // The names of columns have no braces, and a damaged line of JSON still has some.
  if (!first.value.includes("{")) yield* readCsv(all, report);
  else if (isOcsf(first.value)) yield* readOcsf(all, report);
  else yield* readNdjson(all);
}
