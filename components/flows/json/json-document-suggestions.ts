import { findNodeAtLocation, getLocation, parseTree } from "jsonc-parser";
import { type DocumentShape, type FieldChoice, fieldsAt } from "./json-document-shape";

/** The fields that could be named at a place of a text. */
interface FieldSuggestions {
  /** What a choice replaces: the name as far as it is typed, quotes included. */
  from: number;
  to: number;
  /** Whether a colon follows already. */
  hasColon: boolean;
  fields: FieldChoice[];
}

function namesOf(text: string, path: (string | number)[], except: { from: number; to: number }): Set<string> {
  const root = parseTree(text, [], { disallowComments: true });
  const object = root && findNodeAtLocation(root, path);
  const names = (object?.children ?? []).flatMap((property) => property.children?.[0] ?? []);
  const others = names.filter(({ offset }) => offset < except.from || offset >= except.to);
  return new Set(others.map(({ value }) => String(value)));
}

/**
 * Suggests field names where one is being typed. The text around the place may be unfinished.
 * @param offset where the cursor stands
 * @returns null where no name belongs
 */
export function suggestFields(text: string, offset: number, shape: DocumentShape): FieldSuggestions | null {
  const { path, isAtPropertyKey } = getLocation(text, offset);
  if (!isAtPropertyKey) return null;
  const before = /"?[\w-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
  const after = /^[\w-]*"?/.exec(text.slice(offset, offset + 200))?.[0] ?? "";
  const range = { from: offset - before.length, to: offset + after.length };
  const object = path.slice(0, -1);
  const present = namesOf(text, object, range);
  const fields = fieldsAt(shape, object).filter(({ name }) => !present.has(name));
  return { ...range, hasColon: /^\s*:/.test(text.slice(range.to, range.to + 50)), fields };
}
