import { pointerBelow } from "@/lib/json/json-pointer";
import { isJsonObject, type JsonObject, storableJson } from "@/lib/json/json-value";
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

function flowObject(answer: unknown): JsonObject {
  if (isJsonObject(answer)) return answer;
  throw unusable("Trillet answered with something that is not a flow");
}

/**
 * Returns the id of an answered flow. The key belongs to a person, and the workspace is only a header (upstream quirk
 * Q20). So a flow that names another workspace is refused (quirk Q19).
 * @throws UpstreamError of kind `invalid`
 */
export function flowIdOf(answered: unknown, expect: { workspaceId: string }): string {
  const answer = flowObject(answered);
  const id = idOf(answer);
  if (id === null) throw unusable("Trillet answered with a flow that has no usable id");
  const stated = answer.workspaceId;
  if (stated !== undefined && stated !== null && workspaceOf(answer) !== expect.workspaceId) {
    throw unusable("Trillet answered with a flow of another workspace");
  }
  return id;
}

/**
 * Checks that an answer is one flow of the expected workspace.
 * @returns the answer as an object, fit to be stored, and the flow's id
 * @throws UpstreamError as `flowIdOf`
 */
export function checkFlowIdentity(
  answered: unknown,
  expect: { workspaceId: string },
): { raw: JsonObject; id: string } {
  // An answer with a character that can't be stored must not make a flow unreadable. What goes back is not this one.
  const raw = flowObject(storableJson(answered));
  return { raw, id: flowIdOf(raw, expect) };
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

/** What an answer has and no reader took, by JSON pointer of the normal form; and the pointers that it has a value for. */
export class Unread {
  readonly values = new Map<string, unknown>();
  readonly answered = new Set<string>();

  add(path: string, value: unknown): void {
    // An object that has two names is read twice, and its first value counts.
    if (!this.values.has(path)) this.values.set(path, value);
  }

  takeOver(other: Unread): void {
    for (const [path, value] of other.values) this.add(path, value);
  }
}

/**
 * Reads one object of an upstream answer field by field, and remembers the keys that were read, so that the others are
 * known too. Every reader returns the answered value, or `known` where the key is missing. An answer may be partial, so
 * a missing key is never a cleared one (upstream quirk Q28). A value of a wrong type is read as null: it is unread.
 */
export class RawFields {
  private readonly keysRead = new Set<string>();
  private readonly inside: RawFields[] = [];
  /** The keys of objects that have another name in the normal form. */
  private readonly names = new Map<string, string>();
  /** Keys whose value has a wrong type; a set, since a key may be read twice. */
  private readonly wrongTypes = new Set<string>();
  private readonly inItems = new Unread();

  /**
   * @param at the object's JSON pointer in the normal form
   * @param lost set where the object itself is null or has a wrong type, so that nothing in it is known
   */
  constructor(
    private readonly raw: JsonObject,
    private readonly at = "",
    readonly lost = false,
  ) {}

  private read<T, None>(
    key: string,
    known: T,
    accept: (value: unknown) => T | undefined,
    none: None,
  ): T | None {
    this.keysRead.add(key);
    const value = this.raw[key];
    if (value === undefined) return this.lost ? none : known;
    const accepted = accept(value);
    if (accepted === undefined) this.wrongTypes.add(key);
    return accepted === undefined ? none : accepted;
  }

  has(key: string): boolean {
    this.keysRead.add(key);
    return this.raw[key] !== undefined;
  }

  isList(key: string): boolean {
    return Array.isArray(this.raw[key]);
  }

  text<T extends string | null>(key: string, known: T): string | T | null {
    return this.read<string | T | null, null>(
      key,
      known,
      (value) => (typeof value === "string" || value === null ? value : undefined),
      null,
    );
  }

  flag(key: string, known: boolean | null): boolean | null {
    return this.read<boolean | null, null>(
      key,
      known,
      (value) => (typeof value === "boolean" || value === null ? value : undefined),
      null,
    );
  }

  number(key: string, known: number | null): number | null {
    return this.read<number | null, null>(
      key,
      known,
      (value) => (typeof value === "number" || value === null ? value : undefined),
      null,
    );
  }

  /** Reads one of the given words. */
  word<Word extends string>(key: string, words: readonly Word[], known: Word | null): Word | null {
    return this.read<Word | null, null>(
      key,
      known,
      (value) => (value === null ? null : words.find((word) => word === value)),
      null,
    );
  }

  /** Reads an id, as text or populated; "" and null mean "none" (upstream quirk Q38). */
  id(key: string, known: string | null): string | null {
    return this.read<string | null, null>(
      key,
      known,
      (value) => (value === null || value === "" ? null : (idOf(value) ?? undefined)),
      null,
    );
  }

  /** Reads a list, each item by `readItem`. An item for which that returns null makes the whole list unread. */
  list<Item>(
    key: string,
    known: Item[] | null,
    readItem: (item: unknown, position: number) => Item | null,
  ): Item[] | null {
    return this.read<Item[] | null, null>(
      key,
      known,
      (value) => {
        if (value === null) return null;
        if (!Array.isArray(value)) return undefined;
        const items = value.map(readItem).filter((item) => item !== null);
        return items.length === value.length ? items : undefined;
      },
      null,
    );
  }

  /**
   * Reads a list of objects. One item that is no object, or that has a part of a wrong type, makes the whole list
   * unread: an update sends lists whole, and must not shorten one.
   * @param readItem returns null for an item that it can't read
   */
  objects<Item>(
    key: string,
    known: Item[] | null,
    readItem: (fields: RawFields) => Item | null,
  ): Item[] | null {
    const unread = new Unread();
    const items = this.list(key, known, (item, position) => {
      if (!isJsonObject(item)) return null;
      const fields = new RawFields(item, this.itemAt(key, position));
      const read = readItem(fields);
      if (fields.hasWrongType()) return null;
      unread.takeOver(fields.unread());
      return read;
    });
    if (items !== null) this.inItems.takeOver(unread);
    return items;
  }

  /** As `objects`, of a list that no request repeats: items and parts that can't be read are left out, and unread. */
  objectsLeniently<Item>(
    key: string,
    known: Item[] | null,
    readItem: (fields: RawFields) => Item | null,
  ): Item[] | null {
    const raw = this.raw[key];
    if (!Array.isArray(raw)) return this.list<Item>(key, known, () => null);
    this.keysRead.add(key);
    return raw.flatMap((item, position) => {
      const at = this.itemAt(key, position);
      const fields = new RawFields(isJsonObject(item) ? item : {}, at);
      const read = isJsonObject(item) ? readItem(fields) : null;
      if (read === null) this.inItems.add(at, item);
      else this.inItems.takeOver(fields.unread());
      return read === null ? [] : [read];
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

  /**
   * Reads an object below this one; an empty one where it is missing. In one that is null nothing is known any more.
   * @param name its name in the normal form, where the answer spells it otherwise
   */
  below(key: string, name = key): RawFields {
    if (name !== key) this.names.set(key, name);
    const raw = this.read<JsonObject | null, null>(
      key,
      {},
      (value) => (value === null || isJsonObject(value) ? value : undefined),
      null,
    );
    const fields = new RawFields(raw ?? {}, pointerBelow(this.at, name), raw === null);
    this.inside.push(fields);
    return fields;
  }

  /** Marks keys as known that nothing reads. */
  ignore(...keys: string[]): void {
    for (const key of keys) this.keysRead.add(key);
  }

  /**
   * Returns what nothing has read, here and in the objects below: keys that no reader asked for, and values of a wrong
   * type. To be called after all readers.
   * @param unread what was found around this object, which gets the rest
   */
  unread(unread = new Unread()): Unread {
    for (const [key, value] of Object.entries(this.raw)) {
      const name = this.names.get(key) ?? key;
      const path = pointerBelow(this.at, this.raw[name] === undefined ? name : key);
      unread.answered.add(path);
      if (!this.keysRead.has(key) || this.wrongTypes.has(key)) unread.add(path, value);
    }
    unread.takeOver(this.inItems);
    for (const fields of this.inside) fields.unread(unread);
    return unread;
  }

  private itemAt(list: string, position: number): string {
    return pointerBelow(pointerBelow(this.at, list), String(position));
  }

  private hasWrongType(): boolean {
    return this.wrongTypes.size > 0 || this.inside.some((fields) => fields.hasWrongType());
  }
}
