import { z } from "zod";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { type Field, type Kind, type RequestVerb, type TAKES, takes } from "./field";
import { fieldsBelow, type Given, type Nest } from "./field-paths";
import {
  amount,
  choice,
  filledText,
  flag,
  group,
  httpHeaders,
  httpUrl,
  httpUrlOrEmpty,
  list,
  refused,
  text,
  timeOfDay,
  timeZone,
  upstreamId,
} from "./field-schemas";
import { fixedAtCreation, madeByUpstream } from "./patch-rules";

type Taking<V extends RequestVerb> = (typeof TAKES)[V][number];

/** The type of a request's value, for each kind of field. */
interface Values {
  flag: boolean;
  seconds: number;
  text: string;
  filled: string;
  id: string;
  url: string;
  address: string;
  time: string;
  zone: string;
  moment: string;
  ids: string[];
  texts: string[];
  json: unknown[];
  objects: Record<string, unknown>[];
  headers: Record<string, string>;
  whole: never;
}

type Items<T, P extends string> = {
  [Q in keyof T as Q extends `${P}/*/${infer Rest}` ? `/${Rest}` : never]: T[Q];
};
type Value<T, P extends keyof T & string, V extends RequestVerb> = T[P] extends { kind: keyof Values }
  ? Values[T[P]["kind"]]
  : T[P] extends { kind: "choice"; words: infer W }
    ? keyof W
    : Item<Items<T, P>, V>[];
type Spelled<P extends string, F, V extends RequestVerb> = F extends {
  spelled: { [K in V]: infer N extends string };
}
  ? `/${N}`
  : P;
type Item<T, V extends RequestVerb> = Nest<{
  [P in keyof T & string as P extends `/${string}/${string}`
    ? never
    : T[P] extends { life: "made" }
      ? never
      : Spelled<P, T[P], V>]: T[P] extends { required: true } ? Given<Value<T, P, V>> : Value<T, P, V>;
}>;

/** A request of the verb once it is parsed. */
export type Sent<T, V extends RequestVerb> = Nest<{
  [P in keyof T & string as P extends `${string}/*${string}`
    ? never
    : T[P] extends { kind: "whole" }
      ? never
      : T[P] extends { life: Taking<V> }
        ? P
        : never]: V extends "create"
    ? T[P] extends { required: true }
      ? Given<Value<T, P, V>>
      : Value<T, P, V>
    : Value<T, P, V>;
}>;

type Fields = Record<string, Field>;
type Groups = Record<string, { name: string; update?: "fixed" }>;
type Shape = Record<string, z.ZodType>;

const SCHEMAS: Record<Exclude<Kind, "items">, (name: string, field: Field) => z.ZodType> = {
  flag,
  seconds: amount,
  text,
  filled: filledText,
  id: upstreamId,
  url: httpUrl,
  address: httpUrlOrEmpty,
  time: timeOfDay,
  zone: timeZone,
  moment: text,
  choice: (name, { words = {} }) => choice(name, Object.keys(words) as [string, ...string[]]),
  ids: (name, { item = name }) => list(name, filledText(item)),
  texts: (name, { item = name }) => list(name, text(item)),
  json: (name) => list(name, z.unknown()),
  objects: (name, { item = name }) => {
    return list(name, z.record(z.string(), z.unknown(), { error: `${item} must be an object` }));
  },
  headers: (name, { item = name }) => httpHeaders(name, item),
  whole: () => z.never(),
};

/** Kinds of text whose rule may have become stricter since a request was stored, or which are masked there. */
const STORED: Partial<typeof SCHEMAS> = {
  filled: text,
  id: text,
  url: text,
  address: text,
  time: text,
  zone: text,
  choice: text,
  headers: (name) => z.record(z.string(), text(name)),
};

/** `sent`: a request as it comes in. `stored`: one that was accepted before, of which only the types are sure. */
type Stage = "sent" | "stored";

function itemSchema(fields: Fields, path: string, verb: RequestVerb, stage: Stage): z.ZodType {
  const inner = `${path}/*/`;
  const shape = Object.entries(fields).flatMap(([at, field]): [string, z.ZodType][] => {
    const key = at.startsWith(inner) ? at.slice(inner.length) : "/";
    if (key.includes("/") || field.life === "made") return [];
    const schema = valueSchema(fields, at, verb, stage);
    return [[field.spelled?.[verb] ?? key, field.required ? schema : schema.optional()]];
  });
  return group(fields[path]?.item ?? path, Object.fromEntries(shape));
}

/**
 * Returns the schema of one field's value in a request of the verb.
 * @throws Error for a path without a row
 */
export function valueSchema(
  fields: Fields,
  path: string,
  verb: RequestVerb,
  stage: Stage = "sent",
): z.ZodType {
  const field = fields[path];
  if (!field) throw new Error(`no facts about ${path}`);
  const name = field.name ?? field.label;
  if (field.kind === "items") return list(name, itemSchema(fields, path, verb, stage));
  const schema = (stage === "stored" ? STORED[field.kind] : undefined) ?? SCHEMAS[field.kind];
  return schema(name, field);
}

function refusal(path: string, field: Field): z.ZodType {
  const { life, label, name = label, refused: why } = field;
  if (typeof why === "object") return refused(why.because);
  if (life === "copy") {
    const dotted = path.slice(1).replaceAll("/", ".");
    return refused(`${dotted} is a copy: send ${field.of?.slice(1)} at the top level`);
  }
  return life === "made" && why !== "fixed" ? madeByUpstream(name) : fixedAtCreation(name);
}

function requestField(fields: Fields, path: string, verb: RequestVerb, stage: Stage): z.ZodType | null {
  const field = fields[path];
  if (!field) return null;
  if (!takes(verb, field)) return verb === "update" ? refusal(path, field) : null;
  const schema = valueSchema(fields, path, verb, stage);
  return verb === "create" && field.required ? schema : schema.optional();
}

function requestGroup(
  fields: Fields,
  groups: Groups,
  verb: RequestVerb,
  at: string,
  stage: Stage,
): z.ZodType | null {
  const { name, update } = groups[at] ?? { name: at };
  if (verb === "update" && update === "fixed") return fixedAtCreation(name);
  const below = requestShape(fields, groups, verb, at, stage);
  return Object.keys(below).length > 0 ? group(name, below).optional() : null;
}

/**
 * Returns the zod shape of the object at a path: the fields that the request takes, and the objects below it. An
 * update also refuses the other fields by name. The empty path is the request itself.
 */
export function requestShape(
  fields: Fields,
  groups: Groups,
  verb: RequestVerb,
  at = "",
  stage: Stage = "sent",
): Shape {
  const [shape, around]: [Shape, Shape] = [{}, {}];
  for (const { path, key, isDirect } of fieldsBelow(fields, at)) {
    if (key in shape || key in around) continue;
    const schema = isDirect
      ? requestField(fields, path, verb, stage)
      : requestGroup(fields, groups, verb, `${at}/${key}`, stage);
    if (schema) (isDirect ? shape : around)[key] = schema;
  }
  return { ...shape, ...around };
}

/**
 * Returns the fields of a parsed request that an update takes, under their normal names.
 * @param aliases other names of paths, such as `/settings/callSetting`, with the normal path for each
 */
export function takenByUpdate(
  fields: Fields,
  groups: Groups,
  sent: JsonObject,
  aliases: Record<string, string> = {},
  at = "",
): JsonObject {
  const kept = Object.entries(sent).flatMap(([key, value]): [string, unknown][] => {
    const path = aliases[`${at}/${key}`] ?? `${at}/${key}`;
    const name = path.slice(at.length + 1);
    if (isJsonObject(value) && path in groups) {
      return [[name, takenByUpdate(fields, groups, value, aliases, path)]];
    }
    const field = fields[path];
    return value !== undefined && field && takes("update", field) ? [[name, value]] : [];
  });
  return Object.fromEntries(kept);
}
