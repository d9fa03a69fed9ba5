import type { Field, Kind } from "@/lib/flows/fields/field";
import type { ValueAt } from "@/lib/flows/fields/field-paths";
import { idOf, normalTime, type RawFields } from "./raw-fields";

const PLAIN = [
  "flag",
  "seconds",
  "text",
  "filled",
  "url",
  "address",
  "time",
  "zone",
  "moment",
  "choice",
  "id",
  "ids",
  "texts",
  "json",
] as const satisfies readonly Kind[];
type PlainKind = (typeof PLAIN)[number];

const asText = (item: unknown) => (typeof item === "string" ? item : null);

type Words = readonly string[] | null;

/** The words that an answer may have for a choice; null for any text. */
function answeredWords({ words, answers }: Field): Words {
  return answers === "any" ? null : Object.keys({ ...words, ...answers });
}

/** The reader of each plain kind of field. It returns `known` where the answer lacks the field (upstream quirk Q28). */
const READERS: Record<PlainKind, (fields: RawFields, key: string, known: never, words: Words) => unknown> = {
  flag: (fields, key, known) => fields.flag(key, known),
  seconds: (fields, key, known) => fields.number(key, known),
  text: (fields, key, known) => fields.text(key, known),
  filled: (fields, key, known) => fields.text(key, known),
  url: (fields, key, known) => fields.text(key, known),
  address: (fields, key, known) => fields.text(key, known),
  time: (fields, key, known) => fields.text(key, known),
  zone: (fields, key, known) => fields.text(key, known),
  moment: (fields, key, known) => normalTime(fields.text(key, known)),
  id: (fields, key, known) => fields.id(key, known),
  ids: (fields, key, known) => fields.list<string>(key, known, idOf),
  texts: (fields, key, known) => fields.list<string>(key, known, asText),
  json: (fields, key, known) => fields.list(key, known, (item) => item),
  choice: (fields, key, known, words) =>
    words === null ? fields.text(key, known) : fields.word(key, words, known),
};

/** The plain fields directly below a path of a flow. */
type PlainBelow<T, Flow, At extends string> = {
  [P in keyof T & string as P extends `${At}/${infer K}`
    ? K extends `${string}/${string}`
      ? never
      : T[P] extends { answeredBy: "neither" } | { diff: "identity" }
        ? never
        : T[P] extends { kind: PlainKind }
          ? K
          : never
    : never]: NonNullable<ValueAt<Flow, P>> | null;
};

function isPlain(kind: Kind): kind is PlainKind {
  return (PLAIN as readonly Kind[]).includes(kind);
}

interface PlainField {
  key: string;
  words: Words;
  read: (typeof READERS)[PlainKind];
}

/** The plain fields of tables by the path above them: a flow is read several times for one save. */
const plainFields = new WeakMap<object, Map<string, PlainField[]>>();

function plainBelow(table: Record<string, Field>, at: string): PlainField[] {
  const known = plainFields.get(table) ?? new Map<string, PlainField[]>();
  plainFields.set(table, known);
  const before = known.get(at);
  if (before) return before;
  const found = Object.entries(table).flatMap(([path, field]): PlainField[] => {
    const key = path.startsWith(`${at}/`) ? path.slice(at.length + 1) : "/";
    const elsewhere = field.answeredBy === "neither" || field.diff === "identity";
    if (key.includes("/") || elsewhere || !isPlain(field.kind)) return [];
    return [{ key, words: answeredWords(field), read: READERS[field.kind] }];
  });
  known.set(at, found);
  return found;
}

/**
 * Reads the plain fields directly below a path. A field is plain when its kind alone decides how it is read.
 * @param fieldsOf the object to read from; a function, where an answer may divide the fields between two objects
 * @param known the last known values by the same keys, if any
 * @returns a value for every plain field; null for one that is neither answered nor known
 */
export function readPlain<T extends Record<string, Field>, Flow, const At extends string>(
  table: T,
  at: At,
  fieldsOf: RawFields | ((key: string) => RawFields),
  known: object | null | undefined,
): PlainBelow<T, Flow, At> {
  const before = (known ?? {}) as Record<string, unknown>;
  const values: Record<string, unknown> = {};
  for (const { key, words, read } of plainBelow(table, at)) {
    const from = typeof fieldsOf === "function" ? fieldsOf(key) : fieldsOf;
    // The compiler can't tie the reader of a kind to the value of that kind: the table's type did, field by field.
    values[key] = read(from, key, (before[key] ?? null) as never, words);
  }
  return values as PlainBelow<T, Flow, At>;
}
