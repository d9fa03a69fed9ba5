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

function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
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
    return cell !== stated && withoutGuard(cell) !== stated;
  });
  return differs?.[0] ?? null;
}
