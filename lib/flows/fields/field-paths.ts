import type { Field, KindFor } from "./field";

/**
 * The JSON pointers of every field of a flow, worked out from its type: objects are only the way to their fields, a list
 * is a field, and so are the fields of its items (`/webhooks/*\/name`).
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

/** The row that a field of a flow needs: of a kind that can hold its value, and `solid` if that is never null. */
export type FieldOf<T, P extends string> = Field & {
  kind: KindFor<NonNullable<ValueAt<T, P>>>;
} & (null extends ValueAt<T, P>
    ? { solid?: undefined }
    : undefined extends ValueAt<T, P>
      ? { solid?: undefined }
      : { solid: true });

/**
 * `true`, or else the rows that a table has too many: `satisfies` lets them pass, since tables are put together of parts.
 * Assigning `true` names them in the compiler's error.
 */
export type NoRowBut<Path, Table> = [Exclude<keyof Table, Path>] extends [never]
  ? true
  : Exclude<keyof Table, Path>;

/** Marks a value that must be there. */
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

/** The object that values at paths make: `{"/a/b": X}` gives `{a?: {b?: X}}`. What is `Given` has no question mark. */
export type Nest<T> = Flat<
  {
    [K in Head<keyof T> as `/${K}` extends GivenIn<T> ? K : never]: Inner<T, K> extends Given<infer V>
      ? V
      : never;
  } & { [K in Head<keyof T> as `/${K}` extends GivenIn<T> ? never : K]?: Inner<T, K> }
>;
