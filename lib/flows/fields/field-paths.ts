import type { Field, KindFor } from "./field";

/**
 * The JSON pointers of all fields of a flow, derived from its type. An object is only the way to its fields. A list is
 * a field itself, and so are the fields of its items (`/webhooks/*\/name`).
 */
export type PathOf<T, At extends string = ""> = {
  [K in keyof T & string]-?: PathBelow<NonNullable<T[K]>, `${At}/${K}`>;
}[keyof T & string];

type PathBelow<Value, At extends string> = Value extends readonly (infer Item)[]
  ? At | (Item extends object ? PathOf<Item, `${At}/*`> : never)
  : Value extends object
    ? PathOf<Value, At>
    : At;

/** The JSON pointers of the objects on the way to fields, such as `/settings`. */
export type GroupOf<T, At extends string = ""> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends readonly unknown[]
    ? never
    : NonNullable<T[K]> extends object
      ? `${At}/${K}` | GroupOf<NonNullable<T[K]>, `${At}/${K}`>
      : never;
}[keyof T & string];

/** The value at a path. */
export type ValueAt<T, P extends string> = P extends `/*${infer Rest}`
  ? T extends readonly (infer Item)[]
    ? ValueAt<Item, Rest>
    : never
  : P extends `/${infer K}/${infer Rest}`
    ? K extends keyof T
      ? ValueAt<NonNullable<T[K]>, `/${Rest}`>
      : never
    : P extends `/${infer K}`
      ? T[K & keyof T]
      : T;

/** The row that a field of a flow needs: its kind fits the value, and `solid` is set if the value is never null. */
export type FieldOf<T, P extends string> = Field & {
  kind: KindFor<NonNullable<ValueAt<T, P>>>;
} & (null extends ValueAt<T, P>
    ? { solid?: undefined }
    : undefined extends ValueAt<T, P>
      ? { solid?: undefined }
      : { solid: true });

/**
 * `true`, or else the paths of rows whose field does not exist. `satisfies` does not refuse them, since it sees spread
 * objects and not literals.
 * Assigning `true` names them in the compiler's error.
 */
export type NoRowBut<Path, Table> = [Exclude<keyof Table, Path>] extends [never]
  ? true
  : Exclude<keyof Table, Path>;

/** Marks a value that must be present. */
export interface Given<V> {
  readonly given: V;
}

type Head<P> = P extends `/${infer K}/${string}` ? K : P extends `/${infer K}` ? K : never;
type Below<T, K extends string> = {
  [P in keyof T as P extends `/${K}/${infer Rest}` ? `/${Rest}` : never]: T[P];
};
type Inner<T, K extends string> = `/${K}` extends keyof T ? T[`/${K}`] : Nest<Below<T, K>>;
type GivenIn<T> = { [P in keyof T]: T[P] extends Given<unknown> ? P : never }[keyof T];
type Flat<O> = { [K in keyof O]: O[K] };

/**
 * The object that values at paths make: `{"/a/b": X}` becomes `{a?: {b?: X}}`. A `Given` value has no question mark.
 */
export type Nest<T> = Flat<
  {
    [K in Head<keyof T> as `/${K}` extends GivenIn<T> ? K : never]: Inner<T, K> extends Given<infer V>
      ? V
      : never;
  } & { [K in Head<keyof T> as `/${K}` extends GivenIn<T> ? never : K]?: Inner<T, K> }
>;

/** A field at or below an object, with the key of that object which is the field or leads to it. */
interface FieldBelow {
  path: string;
  field: Field;
  key: string;
  isDirect: boolean;
}

/**
 * The fields at or below a path of a table. Those of a list's items belong to the list, unless the path is itself in an
 * item; a field that is the whole flow is below nothing.
 */
export function fieldsBelow(fields: Record<string, Field>, at: string): FieldBelow[] {
  return Object.entries(fields).flatMap(([path, field]) => {
    const rest = path.startsWith(`${at}/`) ? path.slice(at.length + 1) : "*";
    if (rest.includes("*") || field.kind === "whole") return [];
    const [key = "", ...deeper] = rest.split("/");
    return [{ path, field, key, isDirect: deeper.length === 0 }];
  });
}
