import { isKnownVersion } from "@/lib/audit/event";

/** Reads the value at a path such as `actor.name`; null when something on the way is missing. */
function at(payload: Record<string, unknown>, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    const inside = typeof value === "object" && value !== null && Object.hasOwn(value, name);
    return inside ? Reflect.get(value, name) : null;
  }, payload);
}

/** The part of an event's content that each column of the CSV export shows. */
const SOURCES: Record<string, string> = {
  id: "id",
  occurredAt: "occurredAt",
  settledAt: "settledAt",
  workspaceId: "workspaceId",
  actor: "actor.name",
  actorType: "actor.type",
  actorId: "actor.id",
  email: "actor.email",
  role: "actor.role",
  token: "actor.token.name",
  action: "action",
  outcome: "outcome",
  targetType: "target.type",
  targetId: "target.id",
  targetName: "target.name",
  reason: "reason",
  ip: "request.ip",
  requestId: "request.id",
};

/** The columns that carry the event itself; the chain's check covers them. */
export const PROVEN_COLUMNS = ["sequence", "payload", "previousHash", "hash"];

/** Whether a column repeats a part of the content, and can be compared with it. */
export function isComparable(column: string): boolean {
  return Object.hasOwn(SOURCES, column);
}

/** Spreadsheets run a text with such a beginning as a formula, also in full-width characters (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Returns a text as a cell that no spreadsheet runs: a leading quote makes it text. */
export function withGuard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The characters that a spreadsheet's cell can hold; what is longer is spread over other rows. */
const LONGEST_CELL = 32_767;

/** Returns a text as a cell shows it: guarded, and cut off where no spreadsheet could hold it. */
export function cellText(text: string): string {
  const guarded = withGuard(text);
  return guarded.length > LONGEST_CELL ? `${guarded.slice(0, LONGEST_CELL - 1).toWellFormed()}…` : guarded;
}

/** Begins every CSV file: without a byte order mark, spreadsheets take UTF-8 for an older code. */
export const CSV_MARK = "\uFEFF";

/** Returns a row of CSV (RFC 4180), each cell in quotes and none of them a formula. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const quoted = cells.map((cell) => `"${cellText(String(cell ?? "")).replaceAll('"', '""')}"`);
  return `${quoted.join(",")}\r\n`;
}

/**
 * Returns an event's content as a cell: empty where it is too long, since a part of it proves nothing. The file with the
 * proof has it then.
 */
export function payloadCell(payload: string): string {
  return payload.length > LONGEST_CELL ? "" : payload;
}

/**
 * Finds the first column whose cell differs from the event's content: people read the columns, and the hash covers the
 * content alone.
 * @returns null when all agree
 */
export function columnThatDiffers(
  cells: Record<string, string>,
  payload: Record<string, unknown>,
): string | null {
  // A newer version may keep the columns' values elsewhere in its content.
  if (!isKnownVersion(payload)) return null;
  const differs = Object.entries(cells).find(([column, cell]) => {
    const path = isComparable(column) ? SOURCES[column] : undefined;
    if (path === undefined) return false;
    const stated = String(at(payload, path) ?? "");
    return cell !== stated && cell !== cellText(stated);
  });
  return differs?.[0] ?? null;
}
