import { z } from "zod";
import type { Field, Kind } from "./field";
import { fieldsBelow } from "./field-paths";

type Fields = Record<string, Field>;
type Shape = Record<string, z.ZodType>;

/** The schema of the normal form's value, for each kind of field. */
const NORMAL_SCHEMAS: Record<Exclude<Kind, "items" | "choice">, () => z.ZodType> = {
  flag: () => z.boolean(),
  seconds: () => z.number(),
  text: () => z.string(),
  filled: () => z.string(),
  id: () => z.string(),
  url: () => z.string(),
  address: () => z.string(),
  time: () => z.string(),
  zone: () => z.string(),
  moment: () => z.string(),
  ids: () => z.array(z.string()),
  texts: () => z.array(z.string()),
  json: () => z.array(z.unknown()),
  objects: () => z.array(z.unknown()),
  headers: () => z.array(z.object({ name: z.string(), value: z.string() })),
  whole: () => z.unknown(),
};

/**
 * The normal form's value of a `solid` field that no answer had. The other kinds have no empty value: an id is known
 * from the first state on.
 */
const EMPTY: Partial<Record<Kind, false | "" | readonly never[]>> = {
  flag: false,
  text: "",
  filled: "",
  url: "",
  address: "",
  time: "",
  zone: "",
  ids: [],
  texts: [],
  json: [],
  objects: [],
  headers: [],
  items: [],
};

/** `answer`: as the contract promises a flow. `stored`: as an older program stored it, with fewer fields. */
type Form = "answer" | "stored";

function normalSchema(fields: Fields, path: string, { kind, words, answers }: Field, form: Form): z.ZodType {
  if (kind === "items") return z.array(z.object(normalShape(fields, `${path}/*`, form)));
  if (kind !== "choice") return NORMAL_SCHEMAS[kind]();
  return answers === "any" ? z.string() : z.enum(Object.keys({ ...words, ...answers }));
}

function ofField(fields: Fields, path: string, field: Field, form: Form): z.ZodType {
  const schema = normalSchema(fields, path, field, form);
  if (form === "answer") return describe(field.solid ? schema : schema.nullable(), field.note);
  if (!field.solid) return schema.nullable().default(null);
  const empty = EMPTY[field.kind];
  return empty === undefined ? schema : schema.default(empty);
}

/**
 * Returns the zod shape of the object at a path of a flow in normal form; null means that no answer had the value.
 * @param form `stored`: a field that is missing is null, or empty where it is never null
 */
export function normalShape(fields: Fields, at = "", form: Form = "answer"): Shape {
  const shape: Shape = {};
  const below = new Set<string>();
  for (const { path, field, key, isDirect } of fieldsBelow(fields, at)) {
    if (!isDirect) below.add(key);
    else if (field.answeredBy !== "neither" || field.life === "later") {
      shape[key] = ofField(fields, path, field, form);
    }
  }
  for (const key of below) {
    const group = z.object(normalShape(fields, `${at}/${key}`, form));
    shape[key] = form === "stored" ? group.prefault({}) : group;
  }
  return shape;
}

function describe(schema: z.ZodType, note: string | undefined): z.ZodType {
  return note === undefined ? schema : schema.describe(note);
}
