/** A thing at the upstream that a flow refers to by id. */
export interface Choice {
  id: string;
  /** Empty when the upstream sent none. */
  name: string;
  description?: string | null;
}

/** A choice as a picker shows it; `known` is false for an id that is in use but not in the list. */
export interface ShownChoice extends Choice {
  known: boolean;
}

/**
 * Arranges the entries of a picker of several: the ids in `first` on top, then the rest in the list's order. An entry
 * must have the query in its name, id or description. Chosen ids that the list lacks are kept: such an id may be of
 * another kind than the list, or newer.
 * @param first the ids to put on top, usually those that were chosen when the picker opened: putting the present choice
 *   on top would make an entry jump away from under the pointer
 */
export function arrangeChoices(
  choices: readonly Choice[],
  chosen: readonly string[],
  first: readonly string[],
  query: string,
): ShownChoice[] {
  const known = new Map(choices.map((choice) => [choice.id, choice]));
  const kept = [...new Set([...first, ...chosen])].filter((id) => first.includes(id) || !known.has(id));
  const top = kept.map((id): ShownChoice => {
    const choice = known.get(id);
    return choice ? { ...choice, known: true } : { id, name: "", known: false };
  });
  const onTop = new Set(kept);
  const rest = [...known.values()]
    .filter(({ id }) => !onTop.has(id))
    .map((choice) => ({ ...choice, known: true }));
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return [...top, ...rest].filter((choice) => hasAll(choice, words));
}

function hasAll({ id, name, description }: Choice, words: string[]): boolean {
  const text = `${name} ${id} ${description ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Returns the chosen ids with one added or removed; the others keep their order. */
export function withChoice(chosen: readonly string[], id: string, wanted: boolean): string[] {
  if (!wanted) return chosen.filter((other) => other !== id);
  return chosen.includes(id) ? [...chosen] : [...chosen, id];
}

/** The reason why a list could not be loaded from the upstream. */
export interface ListProblem {
  title: string;
  detail: string;
}

/** Says that a list could not be loaded and what to do instead; `what` names it, as in "knowledge bases". */
export function listProblemInWords(what: string, problem: ListProblem): string {
  const why = problem.title.charAt(0).toLowerCase() + problem.title.slice(1);
  return `The list of ${what} could not be loaded (${why}). You can type ids instead.`;
}
