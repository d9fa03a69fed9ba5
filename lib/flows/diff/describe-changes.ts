import { fieldLabel } from "@/lib/flows/fields/field-label";
import type { FieldChange } from "./diff-flows";

/** The fields that tell most about a change; the first one of these that changed is the one named. */
const MOST_TELLING = ["/prompt", "/isActive", "/autopilot", "/name", "/direction", "/agent"];

function rank(path: string): number {
  const place = MOST_TELLING.indexOf(path);
  return place === -1 ? MOST_TELLING.length : place;
}

/** "Prompt" becomes "the prompt"; an abbreviation such as HIPAA keeps its capitals. */
function withArticle(label: string): string {
  return /^[A-Z][A-Z]/.test(label) ? `the ${label}` : `the ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

/**
 * Says in a few words what changed, to stand after a verb: "the prompt", "the prompt and the name", "the prompt
 * and 2 other fields"; "nothing" when nothing did.
 */
export function describeChanges(changes: Pick<FieldChange, "path">[]): string {
  const labels = changes
    .toSorted((one, other) => rank(one.path) - rank(other.path))
    .map((change) => withArticle(fieldLabel(change.path)));
  const [first, second] = labels;
  if (first === undefined) return "nothing";
  if (second === undefined) return first;
  if (labels.length === 2) return `${first} and ${second}`;
  return `${first} and ${labels.length - 1} other fields`;
}
