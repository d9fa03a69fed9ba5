/** One change that was made to the flow meanwhile, as the history tells it. */
export interface ConflictAuthor {
  name: string;
  at: string;
  /** Where the history has it from: "change" was made here, "drift" elsewhere. */
  source: string;
}

/** A person and when they last changed the flow. */
interface NamedAuthor {
  who: string;
  at: string;
}

/** Names everybody once, with their last change, newest first. */
export function namedAuthors(authors: ConflictAuthor[]): NamedAuthor[] {
  const newestFirst = authors.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const found = new Map<string, NamedAuthor>();
  for (const { name, at, source } of newestFirst) {
    const who = source === "drift" ? "Somebody outside Switchboard" : name;
    if (!found.has(who)) found.set(who, { who, at });
  }
  return [...found.values()];
}
