import { isKnownVersion } from "@/lib/audit/event";

/** Reads the value at a path such as `actor.name`; null when something on the way is missing. */
function at(payload: Record<string, unknown>, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    const inside = typeof value === "object" && value !== null && Object.hasOwn(value, name);
    return inside ? Reflect.get(value, name) : null;
  }, payload);
}

/** Which part of an event's content a column of the CSV export shows. */
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

/** Whether a column only repeats something of the content that can be compared with it. */
export function isComparable(column: string): boolean {
  return Object.hasOwn(SOURCES, column);
}

/** What a spreadsheet runs as a formula begins so, also in full-width characters (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text as a cell that no spreadsheet runs: a leading quote makes it text. */
export function withGuard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * The first column whose cell tells another story than the event's content: people read the columns, and the hash covers
 * the content alone.
 * @returns null when all agree
 */
export function columnThatDiffers(
  cells: Record<string, string>,
  payload: Record<string, unknown>,
): string | null {
  // Where a newer version keeps what the columns show is not known here.
  if (!isKnownVersion(payload)) return null;
  const differs = Object.entries(cells).find(([column, cell]) => {
    const path = isComparable(column) ? SOURCES[column] : undefined;
    if (path === undefined) return false;
    const told = String(at(payload, path) ?? "");
    return cell !== told && withoutGuard(cell) !== told;
  });
  return differs?.[0] ?? null;
}
