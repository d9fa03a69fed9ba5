import { setAsWhole } from "@/lib/flows/fields/replaced-texts";
import { isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import type { FlowPatch } from "@/lib/flows/requests/apply-patch";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { UPDATE_SCHEMAS } from "@/lib/flows/requests/update-schemas";
import { plantAt, pointerSteps, valueAt } from "@/lib/json/json-pointer";
import { findHits, type Hit, MOST_HITS } from "./find-hits";
import { readPattern } from "./pattern";
import type { Replacement } from "./replacement-schema";
import { UnfitReplacement } from "./search-time";

/** Returns a text with what stands for its hits. */
function replaced(text: string, hits: readonly Hit[]): string {
  let result = "";
  let end = 0;
  for (const hit of hits.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(end, hit.start) + hit.replacement;
    end = hit.end;
  }
  return result + text.slice(end);
}

/** Returns a value with another text at a path of it. */
function withText(value: unknown, steps: readonly string[], text: string): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((item, at) => (String(at) === step ? withText(item, rest, text) : item));
  }
  const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === step ? withText(inner, rest, text) : inner]),
  );
}

/**
 * Returns the patch that replaces exactly these hits of a flow; null for none.
 * @param hits of this state of the flow
 * @throws UnfitReplacement when the flow would have a value that no update may set, such as a blank name
 */
export function replaceInFlow(flow: StoredFlow, hits: readonly Hit[]): FlowPatch | null {
  const byText = new Map<string, Hit[]>();
  for (const hit of hits) byText.set(hit.path, [...(byText.get(hit.path) ?? []), hit]);
  const wanted: Record<string, unknown> = {};
  for (const [path, ofText] of byText) {
    const text = valueAt(flow, path);
    if (typeof text !== "string") continue;
    const whole = setAsWhole(path);
    const known = valueAt(wanted, whole) ?? valueAt(flow, whole);
    const below = pointerSteps(path).slice(pointerSteps(whole).length);
    plantAt(wanted, whole, withText(known, below, replaced(text, ofText)));
  }
  if (byText.size === 0) return null;
  const parsed = UPDATE_SCHEMAS[isCallFlow(flow) ? "call_flow" : "message_flow"].safeParse(wanted);
  if (!parsed.success) throw new UnfitReplacement(toFieldErrors(parsed.error));
  return parsed.data;
}

/**
 * Works out what a replacement changes in a flow.
 * @param current the flow as it is now; its state must be the one that the hits were shown of
 * @param leftOut ids of hits that stay as they are; null for none
 * @returns the patch; null where nothing is to be changed
 * @throws UnfitReplacement for ids that are no hits of it, for too many hits, and as `readPattern` and `replaceInFlow`
 */
export function planReplacement(
  current: StoredFlow,
  replacement: Replacement,
  leftOut: readonly string[] | null,
): { patch: FlowPatch | null } {
  const { hits, tooMany } = findHits(current, readPattern(replacement), replacement.fields);
  if (tooMany) throw tooManyHits();
  const out = new Set(leftOut);
  const chosen = hits.filter(({ id }) => !out.delete(id));
  if (out.size > 0) {
    const message = `The flow has no hit ${[...out].slice(0, 3).join(", ")}`;
    throw new UnfitReplacement([{ path: "/hits", message }]);
  }
  return { patch: replaceInFlow(current, chosen) };
}

function tooManyHits(): UnfitReplacement {
  const message = `One flow has more than ${MOST_HITS} hits, too many to look through`;
  return new UnfitReplacement([{ path: "/find", message }]);
}
