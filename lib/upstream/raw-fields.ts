import { UPSTREAM_ID_PATTERN } from "@/lib/flows/fields/field-schemas";
import { UpstreamError } from "./upstream-error";

export type RawObject = Record<string, unknown>;

export function isRawObject(value: unknown): value is RawObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives an id that is told as text or as a populated object (upstream quirk Q13); null for anything else. */
export function idOf(value: unknown): string | null {
  const id = isRawObject(value) ? (value._id ?? value.id) : value;
  return typeof id === "string" && UPSTREAM_ID_PATTERN.test(id) ? id : null;
}

function unusable(message: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message, status: 200, sent: true });
}

/** The workspace that a row states, or null when it states none. */
export function workspaceOf(raw: RawObject): string | null {
  return idOf(raw.workspaceId);
}

/**
 * Checks that an answer is one flow of the expected workspace, and gives it with its id. The key belongs to a
 * person and the workspace is only a header (upstream quirk Q20), so a flow that names another workspace must go
 * no further (quirk Q19).
 * @throws UpstreamError of kind `invalid`
 */
export function checkFlowIdentity(
  answer: unknown,
  expect: { workspaceId: string },
): { raw: RawObject; id: string } {
  if (!isRawObject(answer)) throw unusable("The upstream answered with something that is not a flow");
  const id = idOf(answer);
  if (id === null) throw unusable("The upstream answered with a flow that has no usable id");
  const stated = answer.workspaceId;
  if (stated !== undefined && stated !== null && workspaceOf(answer) !== expect.workspaceId) {
    throw unusable("The upstream answered with a flow of another workspace");
  }
  return { raw: answer, id };
}

/**
 * Gives a time in one spelling, with milliseconds and in UTC. Upstream quirk Q40: times come with and without
 * milliseconds, so as text the same moment would look like two. A text that is no time stays as it is.
 */
export function normalTime(text: string | null): string | null {
  if (text === null) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/**
 * Reads one object of an upstream answer field by field, and remembers which keys were asked for, so that the
 * ones nobody knows can be counted. Every reader gives the told value, or `known` where the key is missing:
 * an answer may be partial, and a missing key is never "cleared" (upstream quirk Q28). A value of a wrong type
 * counts as not told, and as unknown.
 */
export class RawFields {
  private readonly asked = new Set<string>();
  /** Keys whose value has a wrong type; a set, since a key may be asked for twice. */
  private readonly misfits = new Set<string>();
  private unknownInItems = 0;

  constructor(private readonly raw: RawObject) {}

  private read<T>(key: string, known: T, accept: (value: unknown) => T | undefined): T {
    this.asked.add(key);
    const value = this.raw[key];
    if (value === undefined) return known;
    const accepted = accept(value);
    if (accepted === undefined) this.misfits.add(key);
    return accepted === undefined ? known : accepted;
  }

  has(key: string): boolean {
    this.asked.add(key);
    return this.raw[key] !== undefined;
  }

  isList(key: string): boolean {
    return Array.isArray(this.raw[key]);
  }

  text<T extends string | null>(key: string, known: T): string | T | null {
    return this.read<string | T | null>(key, known, (value) =>
      typeof value === "string" || value === null ? value : undefined,
    );
  }

  flag(key: string, known: boolean | null): boolean | null {
    return this.read<boolean | null>(key, known, (value) =>
      typeof value === "boolean" || value === null ? value : undefined,
    );
  }

  number(key: string, known: number | null): number | null {
    return this.read<number | null>(key, known, (value) =>
      typeof value === "number" || value === null ? value : undefined,
    );
  }

  /** One of the given words. */
  word<Word extends string>(key: string, words: readonly Word[], known: Word | null): Word | null {
    return this.read<Word | null>(key, known, (value) =>
      value === null ? null : words.find((word) => word === value),
    );
  }

  /** An id, as text or populated; "" and null are "none" (upstream quirk Q38). */
  id(key: string, known: string | null): string | null {
    return this.read<string | null>(key, known, (value) =>
      value === null || value === "" ? null : (idOf(value) ?? undefined),
    );
  }

  /** A list, each item read by `readItem`; items that it gives null for are left out. */
  list<Item>(key: string, known: Item[] | null, readItem: (item: unknown) => Item | null): Item[] | null {
    return this.read<Item[] | null>(key, known, (value) => {
      if (value === null) return null;
      if (!Array.isArray(value)) return undefined;
      return value.map(readItem).filter((item) => item !== null);
    });
  }

  /** A list of objects; what nobody knows in an item counts here. Items that are no objects are left out. */
  objects<Item>(
    key: string,
    known: Item[] | null,
    readItem: (fields: RawFields) => Item | null,
  ): Item[] | null {
    return this.list(key, known, (item) => {
      if (!isRawObject(item)) return null;
      const fields = new RawFields(item);
      const read = readItem(fields);
      this.unknownInItems += fields.unknownCount();
      return read;
    });
  }

  /** The id of this very object, or null. */
  ownId(): string | null {
    this.ignore("_id", "id");
    return idOf(this.raw);
  }

  /** A value as it came, unchecked. */
  any(key: string): unknown {
    this.asked.add(key);
    return this.raw[key];
  }

  /** An object below this one; where it is missing or null, one with nothing in it. */
  below(key: string): RawFields {
    return new RawFields(
      this.read<RawObject>(key, {}, (value) => {
        if (value === null) return {};
        return isRawObject(value) ? value : undefined;
      }),
    );
  }

  /** Says that a key is known and of no use here. */
  ignore(...keys: string[]): void {
    for (const key of keys) this.asked.add(key);
  }

  /** How many keys nobody asked for, plus values of a wrong type; objects below count by themselves. */
  unknownCount(): number {
    const unasked = Object.keys(this.raw).filter((key) => !this.asked.has(key)).length;
    return unasked + this.misfits.size + this.unknownInItems;
  }
}
