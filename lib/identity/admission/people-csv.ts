import "server-only";
import { CsvError, parse } from "csv-parse/sync";
import { atMost } from "@/lib/text/text-rule";
import { emailSchema } from "@/lib/text/text-schema";
import { ROLE_NAMES, ROLES, type Role } from "../roles";
import { PERSON_NAME } from "../rules";

/** The columns of a list of people. Those that are not needed may be missing. */
export const PEOPLE_COLUMNS = ["name", "email", "workspace", "role", "group", "owner"] as const;
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];

/** The most people's rows that are read at once. */
export const MOST_ROWS = 1_000;

/** What is wrong with a list, and where; the column is null for a whole line, or the whole list. */
export interface CsvFault {
  line: number;
  column: PeopleColumn | null;
  message: string;
}

/** A row as it is written, with the values that can be read without the database. */
export interface CsvRow {
  line: number;
  email: string;
  name: string;
  workspace: string;
  group: string;
  role: Role | null;
  owner: boolean;
}

/** Spreadsheets and mail programs write the headings in their own ways. */
const HEADINGS: Record<string, PeopleColumn> = {
  ...Object.fromEntries(PEOPLE_COLUMNS.map((column) => [column, column])),
  "e-mail": "email",
  "email address": "email",
  "e-mail address": "email",
  "full name": "name",
};

const YES = new Set(["yes", "y", "true", "1", "x", "owner"]);
const NO = new Set(["", "no", "n", "false", "0", "-"]);

/** The separator of the headings: spreadsheets in many languages write semicolons, and copied cells have tabs. */
function separatorOf(text: string): string {
  const [first = ""] = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/, 1);
  const bare = first.replaceAll(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((sign) => [bare.split(sign).length, sign] as const);
  return counts.reduce((best, next) => (next[0] > best[0] ? next : best))[1];
}

interface Line {
  line: number;
  cells: string[];
}

function splitLines(text: string): { lines: Line[]; fault: CsvFault | null } {
  const lines: Line[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines: line }) => {
        // The number is that of the record's last line; a name with a line end in it has more than one.
        const extra = cells.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 0);
        lines.push({ line: line - extra, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 1;
    const message = /quote/i.test(error.code)
      ? "A quotation mark is opened and not closed, or stands inside a cell without being doubled"
      : "The line can't be read as CSV";
    return { lines, fault: { line, column: null, message } };
  }
  return { lines, fault: null };
}

/** Finds the place of each column in the headings. */
function readHeadings({ line, cells }: Line, faults: CsvFault[]): Map<PeopleColumn, number> {
  const places = new Map<PeopleColumn, number>();
  for (const [place, cell] of cells.entries()) {
    const column = HEADINGS[cell.trim().toLowerCase()];
    const at = { line, column: null };
    if (column === undefined && cell.trim() !== "")
      faults.push({ ...at, message: `“${cell}” is no column. There are ${PEOPLE_COLUMNS.join(", ")}` });
    else if (column && places.has(column))
      faults.push({ ...at, message: `The column ${column} is there twice` });
    else if (column) places.set(column, place);
  }
  if (!places.has("email"))
    faults.push({
      line,
      column: "email",
      message: "The first line must name the columns, and email among them",
    });
  return places;
}

function readRole(text: string): Role | undefined {
  const wanted = text.toLowerCase();
  return ROLE_NAMES.find((name) => name === wanted || ROLES[name].label.toLowerCase() === wanted);
}

type Report = (column: PeopleColumn | null, message: string) => void;

/** Reads the role of a row, and reports where it is missing or nowhere. */
function readPlacedRole(text: string, isPlaced: boolean, report: Report): Role | null {
  const role = readRole(text);
  if (text !== "" && role === undefined)
    report("role", `“${text}” is no role. There are ${ROLE_NAMES.join(", ")}`);
  if (text === "" && isPlaced) report("role", "is empty. Say which role it is to be");
  if (role !== undefined && !isPlaced)
    report("workspace", "is empty, and so is group. Say where the role is to be");
  return role ?? null;
}

function readOwner(text: string, report: Report): boolean {
  const word = text.toLowerCase();
  if (!YES.has(word) && !NO.has(word)) report("owner", `“${text}” is neither yes nor no`);
  return YES.has(word);
}

/** Reads one row, and reports what is wrong with its values. */
function readRow(
  { line, cells }: Line,
  { places, width }: { places: Map<PeopleColumn, number>; width: number },
  faults: CsvFault[],
): CsvRow {
  const cell = (column: PeopleColumn) => cells[places.get(column) ?? cells.length]?.trim() ?? "";
  const report: Report = (column, message) => faults.push({ line, column, message });
  const extra = cells.slice(width).some((text) => text.trim() !== "");
  if (extra) report(null, "The line has more cells than the first line has columns");
  const email = emailSchema.safeParse(cell("email"));
  if (!email.success)
    report("email", cell("email") === "" ? "is empty" : `“${cell("email")}” is not an e-mail address`);
  const name = cell("name").normalize("NFC");
  if ([...name].length > PERSON_NAME.longest) report("name", atMost(PERSON_NAME.longest));
  const [workspace, group] = [cell("workspace"), cell("group")];
  return {
    ...{ line, name, workspace, group },
    role: readPlacedRole(cell("role"), workspace !== "" || group !== "", report),
    email: email.success ? email.data : "",
    owner: readOwner(cell("owner"), report),
  };
}

/** Reads a list of people as CSV (RFC 4180), as spreadsheets write it: any separator, with or without a byte order mark. */
export function readPeopleCsv(text: string): { rows: CsvRow[]; faults: CsvFault[] } {
  const { lines, fault } = splitLines(text);
  const faults: CsvFault[] = fault ? [fault] : [];
  const [headings, ...rest] = lines;
  if (!headings) {
    const message = "The list is empty. Its first line names the columns";
    return { rows: [], faults: fault ? faults : [{ line: 1, column: null, message }] };
  }
  const places = readHeadings(headings, faults);
  if (!places.has("email")) return { rows: [], faults };
  if (rest.length === 0)
    faults.push({ line: headings.line, column: null, message: "There is nobody in the list" });
  if (rest.length > MOST_ROWS) {
    const message = `The list has more than ${MOST_ROWS} lines. Divide it into several`;
    return { rows: [], faults: [{ line: rest[MOST_ROWS]?.line ?? 1, column: null, message }] };
  }
  const rows = rest.map((line) => readRow(line, { places, width: headings.cells.length }, faults));
  return { rows, faults: faults.sort((one, other) => one.line - other.line) };
}
