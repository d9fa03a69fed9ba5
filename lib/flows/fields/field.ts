import type { SectionId } from "./sections";

/** The kind of a field's value. Checks of requests, the reading of answers and the display of values follow from it. */
export type Kind =
  | "flag"
  /** An amount of seconds, zero or more. */
  | "seconds"
  /** Text, possibly empty. */
  | "text"
  /** Text with something to read in it. */
  | "filled"
  | "id"
  /** An address that the upstream calls. */
  | "url"
  /** An address as `url`, or "" for none. */
  | "address"
  /** "HH:MM", or "". */
  | "time"
  /** A time zone's name, or "". */
  | "zone"
  /** The time of an event, as the upstream wrote it. */
  | "moment"
  /** One of `words`. */
  | "choice"
  | "ids"
  | "texts"
  /** A list of values of any type. */
  | "json"
  /** A list of objects of any shape. */
  | "objects"
  /** HTTP header fields: an object of names and values, read as a list of them. */
  | "headers"
  /** A list of objects; their fields are the rows below `/*`. */
  | "items"
  /** An object as people see it. Its parts are fields of their own, so no request or answer reads the object itself. */
  | "whole";

/** The kinds that fit a type of value. */
export type KindFor<V> = [V] extends [boolean]
  ? "flag"
  : [V] extends [number]
    ? "seconds"
    : [V] extends [string]
      ? "text" | "filled" | "id" | "url" | "address" | "time" | "zone" | "moment" | "choice"
      : [V] extends [readonly string[]]
        ? "ids" | "texts"
        : [V] extends [readonly object[]]
          ? "items" | "headers"
          : "json" | "objects";

/**
 * The part of a field in a copy of the flow.
 * - `verbatim`: copied as it is.
 * - `reference`: copied; an id that means something in its workspace only.
 * - `secret`: copied, and never shown or logged.
 * - `own`: the copy decides by itself.
 * - `never`: not copied, with the reason.
 */
export type Copy = "verbatim" | "reference" | "secret" | "own" | { never: string };

/** The kinds whose values may have words that people look for. */
type WordedKind = "text" | "filled" | "id" | "url" | "address" | "texts" | "json" | "objects" | "headers";

/**
 * The part of a field in a search for flows.
 * - `name`: the flow's name, whose matches are first.
 * - `about`: a word about the flow, whose matches are next. Of an id, the name that it is for.
 * - `text`: all the rest that is searched.
 * - `not`: not searched, with the reason.
 */
export type Searched = "name" | "about" | "text" | { not: string };

/** A field that may have words must say whether a search reads them. */
type Searching =
  | { kind: WordedKind; searched: Searched }
  | { kind: Exclude<Kind, WordedKind>; searched?: undefined };

interface Facts {
  label: string;
  /** Its name in error messages, where that is not the label. */
  name?: string;
  /** The name of an item of it. */
  item?: string;
  /** The words of a choice that requests may contain, each with its text for people. */
  words?: Record<string, string>;
  /** Further words that only answers contain; `any`: an answer may contain any text. */
  answers?: Record<string, string> | "any";
  /** The field's meaning, for the people who run flows. */
  help: string;
  /** Its value when nobody sets it, where a default is documented. */
  standard?: string;
  /** Its documented limits. */
  limits?: string;
  /** The generation whose answers have it; both when absent. */
  answeredBy?: "newer" | "older" | "neither";
  /** The last step of its path, where a request or an answer spells that otherwise. */
  spelled?: { create?: string; update?: string; answer?: string };
  /** The control in the form, where that is not the usual one of its kind. */
  control?: string;
  /** A remark in the published contract. */
  note?: string;
  /** `no`: not part of a flow's content, so no change is shown. `identity`: content that can't change. */
  diff?: "no" | "identity";
  /** Never null in normal form: a value that was never answered is empty. */
  solid?: true;
  /** Why find and replace leaves its words alone, though a search reads them and an update could set them. */
  replaced?: { not: string };
  /** Why an update refuses it, where `life` says another reason. `fixed`: as a field that only creates set. */
  refused?: "fixed" | { because: string };
}

/** A field that a request may set. */
interface Settable {
  /**
   * The requests that set it.
   * - `changeable`: creates and updates.
   * - `fixed`: creates only.
   * - `later`: updates only.
   * - `appended`: both, but an update adds to the existing list.
   */
  life: "changeable" | "fixed" | "later" | "appended";
  copy: Copy;
  required?: true;
  /** The first value in a new flow's form, where that is not empty or off. */
  start?: boolean | string;
  /** A switch with a third state: the request leaves it out. */
  threeWay?: true;
  /** A switch that a create request leaves out while it is off. */
  silentWhenOff?: true;
  /** A lost create is found by this field, among others. */
  recognises?: true;
  /** A restore leaves it as it is, and a form has no control for it: requests may say one value only. */
  restore?: "never";
  of?: undefined;
}

/**
 * A field that the upstream makes (`made`), or a second copy `of` another field (`copy`). Creates take a copy and
 * answers have it, but updates refuse it.
 */
type NotSettable = ({ life: "made"; of?: undefined } | { life: "copy"; of: string }) & {
  copy?: { never: string };
} & { [K in Exclude<keyof Settable, "life" | "copy" | "of">]?: undefined };

/** Every fact about one field. */
export type Field = Facts & Searching & (Settable | NotSettable);
export type Life = Field["life"];

/** Returns the fields with their section added to each. */
export function inSection<const S extends SectionId, const T extends Record<string, Field>>(
  section: S,
  fields: T,
): { [P in keyof T]: T[P] & { section: S } } {
  const entries = Object.entries(fields).map(([path, field]) => [path, { ...field, section }]);
  return Object.fromEntries(entries);
}

export type RequestVerb = "create" | "update";

/** The values of `life` with which a field may be in a request of the verb. */
export const TAKES = {
  create: ["changeable", "fixed", "appended", "copy"],
  update: ["changeable", "later", "appended"],
} as const satisfies Record<RequestVerb, readonly Life[]>;

/** Whether a request of the verb takes a field, given that it takes the object around the field. */
export function takes(verb: RequestVerb, { life, kind }: Pick<Field, "life" | "kind">): boolean {
  return kind !== "whole" && (TAKES[verb] as readonly Life[]).includes(life);
}
