/** Why a list could not be loaded from the upstream. */
export interface ListProblem {
  title: string;
  detail: string;
}

/** Says that a list could not be loaded and what to do instead; `what` names it, as in "knowledge bases". */
export function listProblemInWords(what: string, problem: ListProblem): string {
  const why = problem.title.charAt(0).toLowerCase() + problem.title.slice(1);
  return `The list of ${what} could not be loaded (${why}). You can type ids instead.`;
}
