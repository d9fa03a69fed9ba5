/** Gives a key for a webhook draft that no other draft has, also not one that comes back by "Undo". */
export function newDraftKey(): string {
  // Unlike randomUUID this also works on plain http.
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("-");
}
