import { z } from "zod";
import type { Field, Kind } from "./field";

type Fields = Record<string, Field>;
type Shape = Record<string, z.ZodType>;

/** What the normal form holds for each kind of field. */
const HELD: Record<Exclude<Kind, "items" | "choice">, () => z.ZodType> = {
  flag: () => z.boolean(),
  seconds: () => z.number(),
  text: () => z.string(),
  filled: () => z.string(),
  id: () => z.string(),
  url: () => z.string(),
  address: () => z.string(),
  time: () => z.string(),
  moment: () => z.string(),
  ids: () => z.array(z.string()),
  texts: () => z.array(z.string()),
  json: () => z.array(z.unknown()),
  objects: () => z.array(z.unknown()),
  pairs: () => z.array(z.object({ name: z.string(), value: z.string() })),
  whole: () => z.unknown(),
};

/**
 * What stands in the normal form for a `solid` field whose value is unknown. Of the kinds that are missing here, nothing is
 * empty: an id is known from the first state on.
 */
const EMPTY: Partial<Record<Kind, false | "" | readonly never[]>> = {
  flag: false,
  text: "",
  filled: "",
  url: "",
  address: "",
  time: "",
  ids: [],
  texts: [],
  json: [],
  objects: [],
  pairs: [],
  items: [],
};

/** `answer`: as the contract promises a flow. `stored`: as a version before may have stored it, when it had fewer fields. */
type Form = "answer" | "stored";

function held(fields: Fields, path: string, { kind, words, answers }: Field, form: Form): z.ZodType {
  if (kind === "items") return z.array(z.object(normalShape(fields, `${path}/*`, form)));
  if (kind !== "choice") return HELD[kind]();
  return answers === "any" ? z.string() : z.enum(Object.keys({ ...words, ...answers }));
}

function ofField(fields: Fields, path: string, field: Field, form: Form): z.ZodType {
  const schema = held(fields, path, field, form);
  if (form === "answer") return describe(field.solid ? schema : schema.nullable(), field.note);
  if (!field.solid) return schema.nullable().default(null);
  const empty = EMPTY[field.kind];
  return empty === undefined ? schema : schema.default(empty);
}

/**
 * The zod shape of the object at a path of a flow in normal form; null stands for an unknown value.
 * @param form `stored`: a field that is missing is null, or empty where it is never null
 */
export function normalShape(fields: Fields, at = "", form: Form = "answer"): Shape {
  const shape: Shape = {};
  const below = new Set<string>();
  for (const [path, field] of Object.entries(fields)) {
    const [key = "", ...deeper] = path.startsWith(`${at}/`) ? path.slice(at.length + 1).split("/") : ["*"];
    if (key === "*" || field.kind === "whole") continue;
    if (deeper.length > 0) {
      if (deeper[0] !== "*") below.add(key);
    } else if (field.told !== "neither" || field.life === "later") {
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
