import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";

type Collection = DynamicVariableCollection;

function randomToken(): string {
  // randomUUID exists on https and localhost only.
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Returns an unused id for a new collection: the upstream takes these ids from the caller. */
export function newCollectionId(taken: ReadonlySet<string>, token: () => string = randomToken): string {
  let id = `variables-${token()}`;
  while (taken.has(id)) id = `variables-${token()}`;
  return id;
}

/** Returns a new collection with an id and a name that none of the others has. The first one is the default. */
export function newCollection(others: readonly Collection[], token: () => string = randomToken): Collection {
  const names = new Set(others.map(({ name }) => name));
  let number = others.length + 1;
  while (names.has(`Collection ${number}`)) number += 1;
  return {
    id: newCollectionId(new Set(others.map(({ id }) => id)), token),
    name: `Collection ${number}`,
    variables: [],
    isDefault: others.length === 0,
  };
}

/** Returns the texts that a list has more than once; empty ones do not count. */
export function repeated(texts: readonly string[]): Set<string> {
  return new Set(texts.filter((text, index) => text !== "" && texts.indexOf(text) !== index));
}

/**
 * Whether a collection's id may still be changed: only before the upstream has the collection. Of two with a stored id,
 * the first is the stored one.
 */
export function mayEditId(
  collections: readonly Collection[],
  index: number,
  storedIds: ReadonlySet<string>,
): boolean {
  const id = collections[index]?.id ?? "";
  return !storedIds.has(id) || collections.findIndex((other) => other.id === id) !== index;
}

function keysOf(collections: readonly Collection[]): Set<string> {
  return new Set(collections.flatMap(({ variables }) => variables.map(({ key }) => key)));
}

/** Returns the variables that the prompt uses and that were defined before, but by no collection now. */
export function lostVariables(
  before: readonly Collection[],
  now: readonly Collection[],
  usedInPrompt: ReadonlySet<string>,
): string[] {
  const present = keysOf(now);
  return [...keysOf(before)].filter((key) => usedInPrompt.has(key) && !present.has(key));
}

/** Returns the reference to a variable in a prompt. */
export function variableReference(key: string): string {
  return `{{${key}}}`;
}
