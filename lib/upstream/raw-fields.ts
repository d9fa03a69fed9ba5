import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { UPSTREAM_ID } from "@/lib/text/ids";
import { UpstreamError } from "./upstream-error";

/** Returns an id that is a text or in a populated object (upstream quirk Q13); null for anything else. */
export function idOf(value: unknown): string | null {
  const id = isJsonObject(value) ? (value._id ?? value.id) : value;
  return typeof id === "string" && UPSTREAM_ID.test(id) ? id : null;
}

function unusable(message: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message, status: 200, sent: true });
}

/** Returns the workspace that a row states, or null when it states none. */
export function workspaceOf(raw: JsonObject): string | null {
  return idOf(raw.workspaceId);
}

/**
 * Checks that an answer is one flow of the expected workspace. The key belongs to a person, and the workspace is only
 * a header (upstream quirk Q20). So a flow that names another workspace is refused (quirk Q19).
 * @returns the answer as an object, and the flow's id
 * @throws UpstreamError of kind `invalid`
 */
export function checkFlowIdentity(
  answer: unknown,
  expect: { workspaceId: string },
): { raw: JsonObject; id: string } {
  if (!isJsonObject(answer)) throw unusable("The upstream answered with something that is not a flow");
  const id = idOf(answer);
  if (id === null) throw unusable("The upstream answered with a flow that has no usable id");
  const stated = answer.workspaceId;
  if (stated !== undefined && stated !== null && workspaceOf(answer) !== expect.workspaceId) {
    throw unusable("The upstream answered with a flow of another workspace");
  }
  return { raw: answer, id };
}

/**
 * Returns a time in one spelling: in UTC, with milliseconds. Upstream quirk Q40: times come with and without
 * milliseconds, so one moment could be two different texts. A text that is no time stays as it is.
 */
export function normalTime(text: string | null): string | null {
  if (text === null) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/**
 * Reads one object of an upstream answer field by field, and remembers the keys that were read, so that unknown ones
 * can be counted. Every reader returns the answered value, or `known` where the key is missing. An answer may be
 * partial, so a missing key is never a cleared one (upstream quirk Q28). A value of a wrong type counts as missing,
 * and as unknown.
 */
export class RawFields {
  private readonly keysRead = new Set<string>();
  /** Keys whose value has a wrong type; a set, since a key may be read twice. */
  private readonly wrongTypes = new Set<string>();
  private unknownInItems = 0;

  constructor(private readonly raw: JsonObject) {}

  private read<T>(key: string, known: T, accept: (value: unknown) => T | undefined): T {
    this.keysRead.add(key);
    const value = this.raw[key];
    if (value === undefined) return known;
    const accepted = accept(value);
    if (accepted === undefined) this.wrongTypes.add(key);
    return accepted === undefined ? known : accepted;
  }

  has(key: string): boolean {
    this.keysRead.add(key);
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

  /** Reads one of the given words. */
  word<Word extends string>(key: string, words: readonly Word[], known: Word | null): Word | null {
    return this.read<Word | null>(key, known, (value) =>
      value === null ? null : words.find((word) => word === value),
    );
  }

  /** Reads an id, as text or populated; "" and null mean "none" (upstream quirk Q38). */
  id(key: string, known: string | null): string | null {
    return this.read<string | null>(key, known, (value) =>
      value === null || value === "" ? null : (idOf(value) ?? undefined),
    );
  }

  /** Reads a list, each item by `readItem`. An item for which that returns null is left out. */
  list<Item>(key: string, known: Item[] | null, readItem: (item: unknown) => Item | null): Item[] | null {
    return this.read<Item[] | null>(key, known, (value) => {
      if (value === null) return null;
      if (!Array.isArray(value)) return undefined;
      return value.map(readItem).filter((item) => item !== null);
    });
  }

  /** Reads a list of objects, and counts the unknown fields of its items. Items that are no objects are left out. */
  objects<Item>(
    key: string,
    known: Item[] | null,
    readItem: (fields: RawFields) => Item | null,
  ): Item[] | null {
    return this.list(key, known, (item) => {
      if (!isJsonObject(item)) return null;
      const fields = new RawFields(item);
      const read = readItem(fields);
      this.unknownInItems += fields.unknownCount();
      return read;
    });
  }

  /** Reads the id of this object itself, or null. */
  ownId(): string | null {
    this.ignore("_id", "id");
    return idOf(this.raw);
  }

  /** Reads a value of any type, unchecked. */
  any(key: string): unknown {
    this.keysRead.add(key);
    return this.raw[key];
  }

  /** Reads an object below this one; an empty one where it is missing or null. */
  below(key: string): RawFields {
    return new RawFields(
      this.read<JsonObject>(key, {}, (value) => {
        if (value === null) return {};
        return isJsonObject(value) ? value : undefined;
      }),
    );
  }

  /** Marks keys as known that nothing reads. */
  ignore(...keys: string[]): void {
    for (const key of keys) this.keysRead.add(key);
  }

  /** Returns the number of keys that nothing read, plus values of a wrong type. Objects below have their own counts. */
  unknownCount(): number {
    const unread = Object.keys(this.raw).filter((key) => !this.keysRead.has(key)).length;
    return unread + this.wrongTypes.size + this.unknownInItems;
  }
}
