import type { SectionId } from "./sections";

/** What a field holds: how requests are checked, answers read and values shown follows from it. */
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
  /** The same, or "" for none. */
  | "address"
  /** "HH:MM", or "". */
  | "time"
  /** When something happened, as the upstream wrote it down. */
  | "moment"
  /** One of `words`. */
  | "choice"
  | "ids"
  | "texts"
  /** A list of anything, and a list of objects of any shape. */
  | "json"
  | "objects"
  /** An object of names and values, read as a list of them. */
  | "pairs"
  /** A list of objects; their fields are the rows below `/*`. */
  | "items"
  /** An object as people see it: its parts are fields of their own. */
  | "whole";

/** The kinds that can hold a value of a type. */
export type KindFor<V> = [V] extends [boolean]
  ? "flag"
  : [V] extends [number]
    ? "seconds"
    : [V] extends [string]
      ? "text" | "filled" | "id" | "url" | "address" | "time" | "moment" | "choice"
      : [V] extends [readonly string[]]
        ? "ids" | "texts"
        : [V] extends [readonly object[]]
          ? "items" | "pairs"
          : "json" | "objects";

/**
 * What a copy of the flow gets. `reference`: an id that means something in its workspace only. `secret`: copied, and never
 * shown or logged. `own`: the copy decides by itself. `never`: not copied, with the reason.
 */
export type Copy = "verbatim" | "reference" | "secret" | "own" | { never: string };

interface Facts {
  kind: Kind;
  label: string;
  /** What error messages call it, where that is not the label. */
  name?: string;
  /** What an item of it is called. */
  item?: string;
  /** The words of a choice that requests may say, with what people read for each. */
  words?: Record<string, string>;
  /** Further words that only answers say; `any`: answers may say what they like. */
  answers?: Record<string, string> | "any";
  /** What the field means, for the people who run flows. */
  help: string;
  /** The value that it has when nobody sets it, where one is documented. */
  standard?: string;
  /** What it may hold, where that is documented. */
  limits?: string;
  /** Which generation's answers hold it; both unless said otherwise. */
  told?: "newer" | "older" | "neither";
  /** The last step of its path, where a request or an answer spells it otherwise. */
  spelled?: { create?: string; update?: string; answer?: string };
  /** The control in the form, where it is not the usual one of its kind. */
  control?: string;
  /** A remark in the published contract. */
  note?: string;
  /** `no`: not part of a flow's content, so never news. `identity`: content that can't change. */
  diff?: "no" | "identity";
  /** Never null in normal form: something empty stands where nothing was told. */
  solid?: true;
  /** What an update answers to it, where the reason is another than `life` gives. */
  refused?: "fixed" | { because: string };
}

/** A field that somebody here may set. */
interface Settable {
  /**
   * When: in create and update requests (`changeable`), in creates alone (`fixed`), in updates alone (`later`), or in both,
   * and an update adds to what is there (`appended`).
   */
  life: "changeable" | "fixed" | "later" | "appended";
  copy: Copy;
  required?: true;
  /** What a new flow's form begins with, where that is not empty or off. */
  start?: boolean | string;
  /** A switch of three answers: silence is one of them. */
  threeWay?: true;
  /** A switch that a create request says nothing about while it is off. */
  silentWhenOff?: true;
  /** A new flow whose answer got lost can be recognised by it. */
  recognises?: true;
  restore?: "never";
  of?: undefined;
}

/** A field that the upstream makes, or a second copy `of` another: creates take and answers tell it, updates don't. */
type NotSettable = ({ life: "made"; of?: undefined } | { life: "copy"; of: string }) & {
  copy?: { never: string };
} & { [K in Exclude<keyof Settable, "life" | "copy" | "of">]?: undefined };

/** Every fact about one field. */
export type Field = Facts & (Settable | NotSettable);
export type Life = Field["life"];

/** Puts fields into a section. */
export function inSection<const S extends SectionId, const T extends Record<string, Field>>(
  section: S,
  fields: T,
): { [P in keyof T]: T[P] & { section: S } } {
  const entries = Object.entries(fields).map(([path, field]) => [path, { ...field, section }]);
  return Object.fromEntries(entries);
}
